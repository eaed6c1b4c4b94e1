using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>The YAML front end: reads an experiment file as a specification.</summary>
public static class YamlExperiment
{
    /// <summary>The end of the name of an experiment file.</summary>
    public const string Extension = ".i2moe.yaml";

    /// <summary>The end of the name of a file that others extend and that is no experiment itself.</summary>
    public const string PartExtension = ".part" + Extension;

    /// <summary>Whether the file at <paramref name="path"/> is an experiment.</summary>
    public static bool IsExperiment(string path) =>
        path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && !path.EndsWith(PartExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>A path as <c>extends</c> is resolved: with slashes, and without <c>.</c> and <c>..</c>.</summary>
    public static string NormalizePath(string path) => YamlExtends.Normalize(path);

    /// <summary>Reads an experiment. It never throws, whatever the text.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="resolveFile">The text of a file that is extended, by its normalized path; null where it is not there.</param>
    public static YamlReading Read(string path, string text, Func<string, string?> resolveFile) => Read(path, text, resolveFile, []);

    /// <summary>Reads an experiment with values from the command line. It never throws, whatever the text.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="resolveFile">The text of a file that is extended, by its normalized path; null where it is not there.</param>
    /// <param name="overrides">
    /// Values that count in place of what the files say, merged like the keys of a file that extends this one; the last counts. A problem
    /// in one has <see cref="YamlOverride.Place"/> as its file.
    /// </param>
    public static YamlReading Read(string path, string text, Func<string, string?> resolveFile, IReadOnlyList<YamlOverride> overrides)
    {
        var problems = new YamlProblems();
        YamlDocument own = YamlParser.Parse(path, text, problems);
        return Read(path, YamlExtends.Resolve(path, own, resolveFile, problems), overrides, problems);
    }

    /// <summary>Reads what was parsed already, with values in place of what it says.</summary>
    internal static YamlReading Read(string path, YamlDocument stated, IReadOnlyList<YamlOverride> overrides, YamlProblems problems)
    {
        YamlDocument document = YamlOverrides.Apply(stated, overrides, problems);
        var start = new YamlPlace(path, 1, 1, 0, 0);
        if (document.Root is { } root and not YamlMapping)
        {
            if (document.IsComplete)
            {
                problems.Add(YamlRules.HasType, root.Place, "experiment", YamlText.Describe(root), "a mapping that begins with 'name:'", "");
            }

            document = new YamlDocument(Root: null, IsComplete: false);
        }

        // After a mistake that ended the reading, nothing can be said to be missing.
        var found = new YamlProblems();
        var reader = new ExperimentReader(path, found, new YamlPlaces(start));
        YamlReading reading = reader.Read(document.Root as YamlMapping ?? new YamlMapping(start));
        problems.AddRange(document.IsComplete ? found.All.Where(problem => !document.LacksBase || problem.Rule != YamlRules.HasKey) : []);
        return reading with
        {
            IsComplete = document.IsComplete,
            LacksBase = document.LacksBase,
            Problems = problems.All.ToEquatableArray(),
        };
    }
}
