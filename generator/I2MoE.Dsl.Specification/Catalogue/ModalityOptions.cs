namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a modality.</summary>
public static class ModalityOptions
{
    /// <summary>The number of features of a vector.</summary>
    public static Option<int> Features { get; } =
        new("Features", OptionType.Integer, "Number of features of one sample, the short form of Shape for a vector; 0 means that Shape is given.", 0, minimum: 1, maximum: 100_000_000);

    /// <summary>The shape of one sample.</summary>
    public static Option<EquatableArray<int>> Shape { get; } =
        new("Shape", OptionType.IntegerList, "Shape of one sample without the batch dimension, for example [3, 16, 16].", default, minimum: 1, maximum: 100_000_000);

    /// <summary>Whether the encoder stays as it is.</summary>
    public static Option<bool> Freeze { get; } =
        new("Freeze", OptionType.Flag, "Whether the encoder keeps the parameters that it begins with, for example those that `train --from` takes of another run: it gets no gradient, no dropout and no new running statistics. In YAML it may stand in the encoder as well.", false);

    /// <summary>Whether samples may lack the modality.</summary>
    public static Option<bool> Optional { get; } =
        new("Optional", OptionType.Flag, "Whether samples may lack the modality: what stands in the place of its embedding then, and how often training takes it away, say the options of missing modalities.", false);

    /// <summary>Whether sequences end where their own values do.</summary>
    public static Option<bool> OwnLength { get; } =
        new("OwnLength", OptionType.Flag, "Whether every sample of a sequence [T, F] has a length of its own, at most T: steps at its end without any value are no part of it, and whatever stands there is not looked at. For the encoders gru, lstm and cnn1d.", false);

    /// <summary>How many features the columns of categories have.</summary>
    public static Option<EquatableArray<int>> Levels { get; } =
        new("Levels", OptionType.IntegerList, "How many features each column of categories has, the last of the modality: one for each level, one for every other and one for none. Embedding makes vectors of them.", default, minimum: 3, maximum: 1_000_000);

    /// <summary>How wide the vector of a level is.</summary>
    public static Option<int> Embedding { get; } =
        new("Embedding", OptionType.Integer, "Width of the vector that is learned for every level of the columns that Levels states; the encoder takes the numbers and the vector of each column, one after the other. 0 leaves every level a feature of its own. For the encoders linear, mlp and maxout.", 0, minimum: 0, maximum: 1024);

    /// <summary>Whether training mirrors pictures.</summary>
    public static Option<bool> AugmentFlip { get; } =
        new("AugmentFlip", OptionType.Flag, "Whether training mirrors every second picture, left to right, drawn for each sample in every epoch anew.", false, yaml: "augment.flip");

    /// <summary>How far training moves pictures.</summary>
    public static Option<double> AugmentCrop { get; } =
        new("AugmentCrop", OptionType.Number, "How far training moves a picture up or down and left or right at most, as a share of its height and width; its edge fills what is left free.", 0.0, minimum: 0, maximum: 0.5, yaml: "augment.crop");

    /// <summary>How much training changes contrast and colours of pictures.</summary>
    public static Option<double> AugmentJitter { get; } =
        new("AugmentJitter", OptionType.Number, "How much training changes the contrast of a picture at most, as a share, and the brightness of each of its channels, in standard deviations of its values.", 0.0, minimum: 0, maximum: 1, yaml: "augment.jitter");

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Modality, "modality", "Modality", "Makes a partial property an input modality of the model.", Features, Shape, Freeze, Optional, OwnLength, Levels, Embedding, AugmentFlip, AugmentCrop, AugmentJitter);
}
