using System.Text.Json;
using I2MoE.Dsl;
using I2MoE.Dsl.Generators;
using I2MoE.Dsl.Specification;

namespace I2MoE.Proof;

/// <summary>A report as far as it has come, in a file, so that thousands of cases can be run in pieces.</summary>
/// <param name="Code">What was proven: the versions of the assemblies, which change with every line of code.</param>
/// <param name="First">The first seed.</param>
/// <param name="Next">The seed to go on with.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Counts">The accepted and the rejected cases of a group and a name.</param>
/// <param name="Fired">How many cases break each rule.</param>
/// <param name="Failures">The seed, kind and message of each failure.</param>
internal sealed record SavedReport(
    string Code,
    int First,
    int Next,
    double Seconds,
    IReadOnlyList<SavedReport.Count> Counts,
    IReadOnlyDictionary<string, int> Fired,
    IReadOnlyList<SavedReport.Failed> Failures)
{
    /// <summary>The code that runs now.</summary>
    public static string PresentCode { get; } = string.Join(" ", new[] { typeof(ModelGenerator), typeof(ModelSpecification), typeof(Modality), typeof(SavedReport) }
        .Select(type => type.Assembly.ManifestModule.ModuleVersionId));

    /// <summary>The report in the file at <paramref name="path"/>; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is about other seeds or other code.</exception>
    public static SavedReport? Find(string path, int first)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        SavedReport saved = JsonSerializer.Deserialize<SavedReport>(File.ReadAllText(path))!;
        return saved.First == first && saved.Code == PresentCode
            ? saved
            : throw new InvalidOperationException($"{path} is a report on other seeds or other code. Delete it, or save to another file.");
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    /// <summary>The cases of a group and a name.</summary>
    internal sealed record Count(string Group, string Name, int Accepted, int Rejected);

    /// <summary>A failure.</summary>
    internal sealed record Failed(int Seed, string Kind, string Message);
}
