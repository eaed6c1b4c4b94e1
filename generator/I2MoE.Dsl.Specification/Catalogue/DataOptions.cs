namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the data as a whole.</summary>
public static class DataOptions
{
    /// <summary>Whether the features are standardised.</summary>
    public static Option<bool> Standardise { get; } =
        new("Standardise", OptionType.Flag, "Whether every feature is shifted and scaled to mean 0 and standard deviation 1, as the training part has them. The target of a regression is learned so too; predictions and metrics stay in its units.", true);

    /// <summary>The value of <see cref="SampleNames"/> for samples without names.</summary>
    public const string NoSampleNames = "none";

    /// <summary>The value of <c>feature_names</c> for features without names.</summary>
    public const string NoFeatureNames = "none";

    /// <summary>The file of the samples' names.</summary>
    public static Option<string> SampleNames { get; } =
        new("SampleNames", OptionType.Text, "A text file with the name of every sample, one on each line in the order of the source, for reports, from the folder of the experiment; none for no names.", NoSampleNames);

    /// <summary>Which samples remain where sources are joined.</summary>
    public static Option<SampleJoin> Join { get; } =
        new("Join", OptionType.Choice, "Which samples remain where modalities have sources of their own: inner, those that every source has; left, all of the first source, and a modality whose source lacks a sample is missing there.", SampleJoin.Inner);

    /// <summary>Whether the values stay in files.</summary>
    public static Option<bool> Stream { get; } =
        new("Stream", OptionType.Flag, "Whether the values stay in files and are read when they are used, for data that do not fit in memory. A source is converted once, into the folder .cache beside the experiment (or I2MOE_CACHE); .npy files of float32 are used where they are. The results are the same.", false);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Data, "data", "The data that an experiment is trained and evaluated on.", Standardise, SampleNames, Join, Stream);
}
