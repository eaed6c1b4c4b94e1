using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>What <c>--data</c> changes in an experiment.</summary>
internal static class DataOption
{
    private const string RandomData = "random";

    private static readonly Option<string>[] s_texts = [CsvDataOptions.Label, CsvDataOptions.Target, CsvDataOptions.Event, IdentityOptions.Id];
    private static readonly Option<EquatableArray<string>>[] s_lists = [CsvDataOptions.Labels, CsvDataOptions.ClassNames, CsvDataOptions.Missing];

    /// <summary>The changes: random data, another path for a source of the same kind, or another source.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="yaml">The experiment.</param>
    /// <exception cref="ExperimentException">The kind of the data is not known.</exception>
    public static IReadOnlyList<YamlOverride> Overrides(string value, string yaml)
    {
        if (value == RandomData)
        {
            // The first takes away what is said of other data; with the second, --set data.source.samples has something to change.
            return [new YamlOverride("data", RandomData), new YamlOverride("data.source", $"{{ kind: {RandomData} }}")];
        }

        if (value.Length == 0)
        {
            throw new ExperimentException("--data is empty. Allowed: 'random', or the path of a file or folder, for example . for the current folder.");
        }

        // A path of the command line is one of the current folder, wherever the experiment's own data are.
        string path = WorkingFolder.Full(value);
        if (!Path.Exists(path))
        {
            throw new ExperimentException($"--data: {path} does not exist. Allowed: 'random', or the path of a file or folder.{NearestName.Suggest(value, [RandomData])}");
        }

        YamlReading reading = YamlExperiment.Read("", yaml, _ => null);
        DataSpecification? declared = reading.Specification.Data;
        if (Directory.Exists(path) && declared is { Sources.Count: > 0 } && declared.Source.Definition != NpyDataOptions.Definition)
        {
            return OfFolder(path, declared, reading);
        }

        ComponentDefinition kind = SourceKinds.KindOf(path)
            ?? throw new ExperimentException($"--data: the kind of {path} is not known. Allowed: a folder of .npy files, or a file that ends in {SourceKinds.Extensions}.");
        string quoted = Quoted(path);
        YamlOverride[] source = declared?.Source.Definition == kind
            ? [new YamlOverride("data.source.path", quoted)]
            : [new YamlOverride("data.source", $"{{ kind: {kind.Kind}, path: {quoted} }}"), .. declared is null || !SourceKinds.IsTable(kind) ? [] : OfTable(declared.Source)];

        // The names are those of the experiment's own samples, and the columns of a table are the names of its features.
        bool namesSamples = declared is not null && declared.Options.Get(DataOptions.SampleNames) != DataOptions.NoSampleNames;
        bool namesFeatures = declared is { FeatureNames.Count: > 0 } && SourceKinds.IsTable(kind);
        return
        [
            .. source,
            .. namesSamples ? (YamlOverride[])[new YamlOverride("data.sample_names", DataOptions.NoSampleNames)] : [],
            .. namesFeatures ? (YamlOverride[])[new YamlOverride("data.feature_names", DataOptions.NoFeatureNames)] : [],
        ];
    }

    // What a table says does not depend on how it is kept: the same columns are predicted, and the same words are no values.
    private static IEnumerable<YamlOverride> OfTable(Component declared)
    {
        if (!SourceKinds.IsTable(declared.Definition))
        {
            return [];
        }

        IEnumerable<(string Name, string Value)> texts = s_texts.Where(option => declared.Get(option).Length > 0).Select(option => (option.YamlName, Quoted(declared.Get(option))));
        IEnumerable<(string Name, string Value)> lists = s_lists.Where(option => declared.Get(option).Count > 0).Select(option => (option.YamlName, $"[{string.Join(", ", declared.Get(option).Select(Quoted))}]"));
        return texts.Concat(lists).Select(stated => new YamlOverride($"data.source.{stated.Name}", stated.Value));
    }

    // Of sources that are joined, a folder has files of the same names.
    private static List<YamlOverride> OfFolder(string folder, DataSpecification declared, YamlReading reading)
    {
        List<YamlOverride> overrides = [];
        HashSet<string> absent = [.. declared.Sources.Where(joined => IsAbsent(folder, joined, declared, reading.Specification)).Select(joined => joined.Modality)];
        DataPaths.Map(declared with { Split = Component.WithDefaults(RandomSplitOptions.Definition), FeatureNames = default, Options = Component.WithDefaults(DataOptions.Definition) }, (place, stated) =>
        {
            if (DataPaths.IsOfTokens(place))
            {
                return stated;
            }

            string key = place.Split('.') is ["data", "sources", var modality, var option] ? $"data.sources.{reading.Places.KeyOf(modality)}.{option}" : place;
            if (place.Split('.') is ["data", "sources", var own, var which] && absent.Contains(own))
            {
                overrides.AddRange(which == "path" ? [new YamlOverride(key, SourceKinds.NoSource)] : []);
                return stated;
            }

            string path = Path.Combine(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(stated)));
            overrides.Add(Path.Exists(path)
                ? new YamlOverride(key, Quoted(path))
                : throw new ExperimentException($"--data: {path} does not exist, which is to take the place of {key} ('{stated}'). Put a file for each source of the experiment into the folder, or name them one by one with --set {key}=PATH."));
            return stated;
        });
        if (declared.Options.Get(DataOptions.SampleNames) != DataOptions.NoSampleNames)
        {
            overrides.Add(new YamlOverride("data.sample_names", DataOptions.NoSampleNames));
        }

        return overrides;
    }

    // The samples lack it then, which they may.
    private static bool IsAbsent(string folder, JoinedSource joined, DataSpecification declared, ModelSpecification model) =>
        declared.Options.Get(DataOptions.Join) == SampleJoin.Left
        && model.Modalities.Any(modality => modality.Name == joined.Modality && modality.Options.Get(ModalityOptions.Optional))
        && SourceKinds.HasPath(joined.Source)
        && !Path.Exists(Path.Combine(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(joined.Source.Get(SourceKinds.PathOf(joined.Source))))));

    private static string Quoted(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
