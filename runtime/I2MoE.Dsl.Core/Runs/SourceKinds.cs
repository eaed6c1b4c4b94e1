using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Runs;

/// <summary>The kinds of files that data come from.</summary>
internal static class SourceKinds
{
    /// <summary>The path option of each kind that has one.</summary>
    private static readonly Dictionary<ComponentDefinition, Option<string>> s_paths = new()
    {
        [NpyDataOptions.Definition] = NpyDataOptions.Path,
        [NpzDataOptions.Definition] = NpzDataOptions.Path,
        [Hdf5DataOptions.Definition] = Hdf5DataOptions.Path,
        [CsvDataOptions.Definition] = CsvDataOptions.Path,
        [ParquetDataOptions.Definition] = ParquetDataOptions.Path,
    };

    private static readonly Dictionary<string, ComponentDefinition> s_extensions = new()
    {
        [".npz"] = NpzDataOptions.Definition,
        [".h5"] = Hdf5DataOptions.Definition,
        [".hdf5"] = Hdf5DataOptions.Definition,
        [".csv"] = CsvDataOptions.Definition,
        [".tsv"] = CsvDataOptions.Definition,
        [".csv.gz"] = CsvDataOptions.Definition,
        [".tsv.gz"] = CsvDataOptions.Definition,
        [".parquet"] = ParquetDataOptions.Definition,
    };

    /// <summary>The path of a source that is joined and of which later data have nothing.</summary>
    public const string NoSource = "none";

    /// <summary>Whether a source stands for nothing.</summary>
    public static bool IsNone(Component source) => HasPath(source) && source.Get(PathOf(source)) == NoSource;

    /// <summary>Whether a source is a file or folder.</summary>
    public static bool HasPath(Component source) => s_paths.ContainsKey(source.Definition);

    /// <summary>The option that holds the path of a source.</summary>
    public static Option<string> PathOf(Component source) => s_paths[source.Definition];

    /// <summary>The kind of the source at a path; null where its name does not say.</summary>
    public static ComponentDefinition? KindOf(string path) => Directory.Exists(path)
        ? NpyDataOptions.Definition
        : s_extensions.FirstOrDefault(known => path.EndsWith(known.Key, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Whether a source is a table, whose columns are the names of features.</summary>
    public static bool IsTable(ComponentDefinition source) => source == CsvDataOptions.Definition || source == ParquetDataOptions.Definition;

    /// <summary>The ends of file names that say the kind, for messages.</summary>
    public static string Extensions => string.Join(", ", s_extensions.Keys);
}
