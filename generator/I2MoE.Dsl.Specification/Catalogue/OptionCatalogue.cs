namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>Everything that a declaration can say, with names, types, defaults and ranges.</summary>
public static class OptionCatalogue
{
    /// <summary>The tasks.</summary>
    public static IReadOnlyList<TaskDefinition> Tasks { get; } =
        [ClassificationOptions.Definition, MultiLabelOptions.Definition, RegressionOptions.Definition, CountOptions.Definition, OrdinalOptions.Definition, SurvivalOptions.Definition];

    /// <summary>The encoders.</summary>
    public static IReadOnlyList<EncoderDefinition> Encoders { get; } =
    [
        LinearEncoderOptions.Definition,
        MlpEncoderOptions.Definition,
        PatchEncoderOptions.Definition,
        MaxoutEncoderOptions.Definition,
        PretrainedEncoderOptions.Definition,
        Cnn1dEncoderOptions.Definition,
        Cnn2dEncoderOptions.Definition,
        Cnn3dEncoderOptions.Definition,
        Vgg11EncoderOptions.Definition,
        LstmEncoderOptions.Definition,
        GruEncoderOptions.Definition,
        TextEncoderOptions.Definition,
        CustomEncoderOptions.Definition,
    ];

    /// <summary>The fusion backbones.</summary>
    public static IReadOnlyList<FusionDefinition> Fusions { get; } =
    [
        TransformerFusionOptions.Definition,
        SwitchFusionOptions.Definition,
        MoePlusPlusFusionOptions.Definition,
        InterpretCcFusionOptions.Definition,
        LowRankFusionOptions.Definition,
        EarlyFusionOptions.Definition,
        LateFusionOptions.Definition,
        ConcatFusionOptions.Definition,
        CustomFusionOptions.Definition,
    ];

    /// <summary>The sources of data.</summary>
    public static IReadOnlyList<ComponentDefinition> Sources { get; } =
    [
        NpyDataOptions.Definition,
        NpzDataOptions.Definition,
        Hdf5DataOptions.Definition,
        CsvDataOptions.Definition,
        ParquetDataOptions.Definition,
        RandomDataOptions.Definition,
    ];

    /// <summary>The ways to split data.</summary>
    public static IReadOnlyList<ComponentDefinition> Splits { get; } =
        [RandomSplitOptions.Definition, GivenSplitOptions.Definition, GroupSplitOptions.Definition];

    /// <summary>The ways in which text becomes token ids.</summary>
    public static IReadOnlyList<ComponentDefinition> Tokenizers { get; } =
        [TokenizerOptions.Words, TokenizerOptions.WordPiece, TokenizerOptions.Bpe, TokenizerOptions.SentencePiece];

    /// <summary>Every component of the data section, in the order of the docs. Only experiment files have it.</summary>
    public static IReadOnlyList<ComponentDefinition> Data { get; } = [DataOptions.Definition, .. Sources, .. Tokenizers, NetworkOptions.Definition, .. Splits];

    /// <summary>The ways in which a sweep chooses its trials.</summary>
    public static IReadOnlyList<ComponentDefinition> Searches { get; } = [SearchOptions.Grid, SearchOptions.Random, SearchOptions.Tpe];

    /// <summary>Every component of the sweep, in the order of the docs. Only experiment files have it.</summary>
    public static IReadOnlyList<ComponentDefinition> Sweep { get; } = [SweepOptions.Definition, .. Searches];

    /// <summary>Every component of a model, which has an attribute, in the order of the docs.</summary>
    public static IReadOnlyList<ComponentDefinition> All { get; } =
    [
        .. Tasks,
        ModalityOptions.Definition,
        .. Encoders,
        .. Fusions,
        ExpertsOptions.Definition,
        ReweightingOptions.Definition,
        MissingOptions.Definition,
        TrainingOptions.Definition,
    ];

    /// <summary>The component whose attribute is called <paramref name="attributeName"/> (without the suffix), or null.</summary>
    public static ComponentDefinition? FindByAttribute(string attributeName) =>
        All.FirstOrDefault(definition => definition.AttributeName == attributeName);
}
