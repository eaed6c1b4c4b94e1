using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>A data set of <c>../shared/data</c> (or <c>I2MOE_DATA</c>), read in place.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Classes">The number of its classes.</param>
/// <param name="Modalities">Of each modality the name, the file, the shape of a sample, and the encoder where the fusion is not linear.</param>
internal sealed record RealData(string Name, int Classes, IReadOnlyList<(string Name, string File, int[] Shape, string Encoder)> Modalities)
{
    private const string Patch = "patch";
    private const string Words = "{ kind: mlp, hidden_dim: 64 }";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RealData> All { get; } =
    [
        new("wdbc", 2, [("mean", "mean", [10], Patch), ("stderr", "stderr", [10], Patch), ("worst", "worst", [10], Patch)]),
        new("dermatology", 6, [("clinical", "clinical", [12], Patch), ("histopathology", "histopathology", [22], Patch)]),
        new("ad_csf", 2, [("csf_core", "csf_core", [3], Patch), ("proteins", "proteins", [124], Patch), ("genotype", "genotype", [6], Patch), ("demographic", "demographic", [2], Patch)]),
        new("mfeat_digits", 10,
            [("fourier", "fourier", [76], Patch), ("profile", "profile", [216], Patch), ("karhunen", "karhunen", [64], Patch), ("pixels", "pixel", [240], Patch), ("zernike", "zernike", [47], Patch), ("morphological", "morphological", [6], Patch)]),
        new("emoji_image_text", 9, [("image", "image", [3, 16, 16], "cnn2d"), ("name", "name", [314], Words), ("keywords", "keywords", [506], Words)]),
        new("av_digits", 10, [("image", "image", [1, 28, 28], "cnn2d"), ("audio", "audio", [40, 13], "{ kind: cnn1d }")]),
    ];

    /// <summary>The number of features, all modalities together.</summary>
    public int Features => Modalities.Sum(modality => modality.Shape.Aggregate(1, (product, size) => product * size));

    /// <summary>The folder of the data; null where it is absent.</summary>
    public string? Folder => Roots().Select(root => Path.Combine(root, Name)).FirstOrDefault(Directory.Exists);

    /// <summary>Reads a split, 70 % for training and 15 % for validation, by class, its features standardised on the training part.</summary>
    /// <param name="split">The seed of the split.</param>
    /// <param name="isFlat">Whether every sample of a modality is one row of numbers.</param>
    public DataSplits Read(long split, bool isFlat)
    {
        using MultimodalDataset read = MultimodalDataset.FromNpy(Folder!, new ArrayLayout { Modalities = Modalities.ToDictionary(it => PascalCase(it.Name), it => it.File) });
        using MultimodalDataset data = isFlat ? Flat(read) : read;
        return data.Split(split).Standardise();
    }

    /// <summary>The name of a modality in code.</summary>
    public static string PascalCase(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static MultimodalDataset Flat(MultimodalDataset data) => new(
        data.Modalities.ToDictionary(name => name, name => data[name].flatten(1).contiguous()), data.Labels, data.ClassNames);

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("I2MOE_DATA") is { Length: > 0 } given)
        {
            yield return given;
        }

        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared", "data");
        }
    }
}
