using System.Globalization;
using I2MoE.Proof.Trials;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace I2MoE.Proof.Compilation;

/// <summary>Compiles generated models into assemblies, many in one.</summary>
internal sealed class ModelBuilder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("i2moe-proof-").FullName;
    private int _assemblies;

    /// <summary>Compiles what was generated.</summary>
    /// <param name="judged">The cases.</param>
    /// <param name="fromExperiments">Whether every second one is compiled as it was generated from its experiment file.</param>
    /// <returns>The models in the order of the cases.</returns>
    public IReadOnlyList<BuiltModel> Build(IReadOnlyList<Judgement> judged, bool fromExperiments)
    {
        Dictionary<Judgement, IReadOnlyList<SyntaxTree>> files = judged.ToDictionary(judgement => judgement, judgement => FilesOf(judgement, fromExperiments));
        Dictionary<Judgement, List<string>> diagnostics = judged.ToDictionary(judgement => judgement, _ => new List<string>());

        // One that does not compile would keep all others from being emitted.
        string path = "";
        for (Judgement[] rest = [.. judged]; rest.Length > 0; rest = [.. rest.Where(judgement => diagnostics[judgement].Count == 0)])
        {
            path = Path.Combine(_folder, $"Models{_assemblies++}.dll");
            EmitResult result = UserProject.Compile(Path.GetFileNameWithoutExtension(path), rest.SelectMany(judgement => files[judgement])).Emit(path);
            Assign(result, rest, files, diagnostics);
            if (result.Success)
            {
                break;
            }
        }

        return [.. judged.Select(judgement => new BuiltModel(
            judgement.Case,
            diagnostics[judgement],
            diagnostics[judgement].Any(text => text.StartsWith("error", StringComparison.Ordinal)) ? null : new TrialRequest(path, judgement.Case.ClassName, Claims.Of(judgement.Case.Specification), judgement.Case.Seed)))];
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IReadOnlyList<SyntaxTree> FilesOf(Judgement judgement, bool fromExperiments) =>
        fromExperiments && judgement.Case.Seed % 2 == 1 && judgement.GeneratedFromExperiment is { } generated
            ? [generated]
            : [judgement.File, .. new[] { judgement.Generated }.OfType<SyntaxTree>()];

    private static void Assign(
        EmitResult result,
        Judgement[] judged,
        Dictionary<Judgement, IReadOnlyList<SyntaxTree>> files,
        Dictionary<Judgement, List<string>> diagnostics)
    {
        Dictionary<SyntaxTree, Judgement> owners = judged
            .SelectMany(judgement => files[judgement].Select(file => (file, judgement)))
            .ToDictionary(pair => pair.file, pair => pair.judgement);
        foreach (Diagnostic diagnostic in result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed))
        {
            string text = $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
            if (diagnostic.Location.SourceTree is { } tree && owners.TryGetValue(tree, out Judgement? owner))
            {
                diagnostics[owner].Add(text);
            }
            else
            {
                throw new InvalidOperationException($"The compiler says of no model: {text}");
            }
        }
    }
}
