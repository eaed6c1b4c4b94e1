using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The names of samples and features that a data section states.</summary>
/// <param name="section">The data section.</param>
/// <param name="places">Where its files are looked for.</param>
/// <param name="joined">Which samples of the first source are left; null for all.</param>
internal sealed class StatedNames(DataSpecification section, DataPlaces places, JoinPlan? joined)
{
    /// <summary>Names the samples and features of the data.</summary>
    /// <param name="data">All samples, in the declared shapes.</param>
    /// <exception cref="DatasetException">A file of names is not there or cannot be read, or it has not as many lines as there is to name.</exception>
    public void Give(MultimodalDataset data)
    {
        string file = section.Options.Get(DataOptions.SampleNames);
        if (file != DataOptions.NoSampleNames)
        {
            string[] names = Read("data.sample_names", file, "the source", joined?.SourceCount ?? data.Count, "sample");
            data.NameSamples(joined is null ? names : [.. joined.First.Select(row => names[row])]);
        }

        foreach (FeatureNames features in section.FeatureNames)
        {
            data.NameFeatures(features.Modality, features.IsFile ? ReadFeatures(features, data) : features.Names);
        }
    }

    /// <summary>The lines of a text file that a key names.</summary>
    /// <param name="key">The key, for messages.</param>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static string[] Lines(string key, string path)
    {
        if (Directory.Exists(path))
        {
            throw new DatasetException($"{key} names a folder; expected a text file with one name on each line.", path);
        }

        try
        {
            return StrictText.ReadLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DatasetException($"{key} cannot be read: {DataFiles.Reason(e) ?? "its bytes are damaged."}", path);
        }
    }

    private string[] ReadFeatures(FeatureNames features, MultimodalDataset data)
    {
        long count = data[features.Modality].shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        return Read($"data.feature_names of {features.Modality}", features.Names[0], $"modality {features.Modality}", count, "feature");
    }

    private string[] Read(string key, string file, string owner, long count, string what)
    {
        string path = places.Find(key, file);
        string[] names = Lines(key, path);
        if (names.Length != count)
        {
            throw new DatasetException($"{key} has {names.Length} lines, but {owner} has {count} {what}s; expected one name on each line.", path);
        }

        int empty = Array.FindIndex(names, string.IsNullOrWhiteSpace);
        return empty < 0 ? names : throw new DatasetException($"{key}: line {empty + 1} is empty, so that a {what} would have no name.", path);
    }
}
