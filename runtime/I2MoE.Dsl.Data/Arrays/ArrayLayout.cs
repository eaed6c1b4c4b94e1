namespace I2MoE.Dsl.Data;

/// <summary>Which arrays of a folder of .npy files, an .npz file or an HDF5 file are the modalities and the labels.</summary>
public sealed record ArrayLayout
{
    /// <summary>
    /// The array of each modality in order, each of shape [N, …]: in a folder or an .npz file the name without <c>.npy</c>, in an HDF5 file the path of
    /// the data set. Null (default): every array of numbers with at least two dimensions but the labels (of an HDF5 file, those of the root group), in
    /// alphabetical (ordinal) order, named in PascalCase after the array: <c>csf_core</c> becomes the modality <c>CsfCore</c>. Texts, single values and
    /// arrays of one dimension that are called split, part, fold, group or id are passed over.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Modalities { get; init; }

    /// <summary>
    /// The modalities that hold token ids, whole numbers for a text encoder, and stay int64. All others become float32. Default: none.
    /// </summary>
    public IReadOnlyList<string> TokenIds { get; init; } = [];

    /// <summary>
    /// The array of the labels; default <c>labels</c>. Whole numbers from 0, Booleans and text [N] are classes, floating-point numbers [N] are targets,
    /// or classes where <see cref="ClassNames"/> is given, and an array [N, L] of 0 and 1 says which of L labels each sample has.
    /// </summary>
    public string Labels { get; init; } = "labels";

    /// <summary>
    /// The name of each class (or of each of L labels), in order. Null (default): in a folder the lines of <c>classes.txt</c> or, where that is absent,
    /// of <c>extra/classes.txt</c>; otherwise the classes have no names.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What the model expects that the data are read for; null where it is not known.</summary>
    internal ExpectedLabels? Expected { get; init; }

    /// <summary>Says before a value is read what is wrong with the shape [N, …] of a modality's array; null for nothing.</summary>
    internal Func<string, long[], string?> Misfit { get; init; } = (_, _) => null;

    /// <summary>Whether a source without <see cref="Labels"/> is read all the same, as data to predict for; its labels are then without meaning.</summary>
    internal bool LabelsAreOptional { get; init; }

    /// <summary>The modalities that may have no array: they are not read then, if there are others.</summary>
    internal IReadOnlyCollection<string> MayLack { get; init; } = [];

    /// <summary>The modalities whose values are changed after they were read.</summary>
    internal IReadOnlyCollection<string> Changed { get; init; } = [];

    /// <summary>What the arrays are read for.</summary>
    internal SourceRole Role { get; init; }

    /// <summary>Where the values lie that are read.</summary>
    internal TensorStorage Storage { get; init; } = TensorStorage.Memory;
}
