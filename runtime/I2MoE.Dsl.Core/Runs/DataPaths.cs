using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Runs;

/// <summary>
/// The paths of a data section. A run records them in full, so that its experiment finds its data from anywhere, and beside it what was stated, so that
/// it finds them where the folder of the experiment has moved, too.
/// </summary>
internal static class DataPaths
{
    private const string Source = "data.source";
    private const string Sources = "data.sources.";
    private const string Split = "data.split.file";
    private const string SampleNames = "data.sample_names";
    private const string FeatureNames = "data.feature_names.";
    private const string Modalities = "data.modalities.";
    private const string Tokenizer = ".tokenizer.";

    /// <summary>Whether a key is that of a file of tokens, which a run keeps itself.</summary>
    public static bool IsOfTokens(string key) => key.StartsWith(Modalities, StringComparison.Ordinal) && key.Contains(Tokenizer, StringComparison.Ordinal);

    /// <summary>The paths that a section states, by their keys.</summary>
    public static IReadOnlyDictionary<string, string> Of(DataSpecification data)
    {
        SortedDictionary<string, string> paths = new(StringComparer.Ordinal);
        Map(data, (key, path) => paths[key] = path);
        return paths;
    }

    /// <summary>The section with other paths.</summary>
    /// <param name="data">The section.</param>
    /// <param name="map">Gives the path for a key and what stands there.</param>
    public static DataSpecification Map(DataSpecification data, Func<string, string, string> map) => data with
    {
        Source = Identified(FullPath(data.Source, Source, map), Source, map),
        Sources = data.Sources
            .Select(joined => joined with { Source = Identified(FullPath(joined.Source, Sources + joined.Modality, map), Sources + joined.Modality, map) })
            .ToEquatableArray(),
        Modalities = data.Modalities
            .Select(modality => modality with
            {
                Tokenizer = modality.Tokenizer is { } tokenizer ? FilesOf(tokenizer, $"{Modalities}{modality.Modality}{Tokenizer}", map) : null,
                Network = modality.Network is { } network ? NetworkOf(network, $"{Modalities}{modality.Modality}.network.path", map) : null,
            })
            .ToEquatableArray(),
        Split = FileOf(data.Split) is { } file ? With(data.Split, file, "", path => map(Split, path)) : data.Split,
        Options = With(data.Options, DataOptions.SampleNames, DataOptions.NoSampleNames, path => map(SampleNames, path)),
        FeatureNames = data.FeatureNames
            .Select(names => names.IsFile ? names with { Names = new[] { map(FeatureNames + names.Modality, names.Names[0]) }.ToEquatableArray() } : names)
            .ToEquatableArray(),
    };

    private static Component FullPath(Component source, string key, Func<string, string, string> map) =>
        SourceKinds.HasPath(source) ? With(source, SourceKinds.PathOf(source), "", path => map(key + ".path", path)) : source;

    private static Component Identified(Component source, string key, Func<string, string, string> map) =>
        source.Definition.FindOption(IdentityOptions.Ids.Name) is null ? source : With(source, IdentityOptions.Ids, "", path => map(key + ".ids", path));

    private static Component FilesOf(Component tokenizer, string key, Func<string, string, string> map) => TokenizerOptions.Files
        .Where(file => tokenizer.Definition.Options.Contains(file))
        .Aggregate(tokenizer, (mapped, file) => With(mapped, file, "", path => map(key + file.YamlName, path)));

    private static Component NetworkOf(Component network, string key, Func<string, string, string> map)
    {
        EquatableArray<string> paths = network.Get(NetworkOptions.Path);
        EquatableArray<string> mapped = paths.Select((path, place) => map(paths.Count == 1 ? key : FormattableString.Invariant($"{key}.{place}"), path)).ToEquatableArray();
        return network with { Given = network.Given.Select(value => value.Option == NetworkOptions.Path.Name ? value with { Value = mapped } : value).ToEquatableArray() };
    }

    private static Option<string>? FileOf(Component split) => split.Definition == GivenSplitOptions.Definition ? GivenSplitOptions.File
        : split.Definition == GroupSplitOptions.Definition ? GroupSplitOptions.File
        : null;

    private static Component With(Component component, Option<string> option, string none, Func<string, string> map)
    {
        string stated = component.Get(option);
        return stated == none
            ? component
            : component with
            {
                Given = component.Given.Select(value => value.Option == option.Name ? value with { Value = map(stated) } : value).ToEquatableArray(),
            };
    }
}
