using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class EncoderRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            EncoderRules.HasEncoder,
            "a modality without encoder",
            Declared.Of(Declared.Vector("Image"), Declared.Vector("Text") with { Encoders = default }),
            new SpecificationPath(Section.Modality, 1),
            $"Modality 'Text' has no encoder. Add one of: {Declared.Encoders(Declared.TakesVectors)}."),
        RuleCase.Flags(
            EncoderRules.HasEncoder,
            "a modality without encoder, naming only those that go with the fusion",
            Declared.Fused(ConcatFusionOptions.Definition) with { Modalities = Declared.List(Declared.Vector("Image"), Declared.Vector("Text") with { Encoders = default }) },
            new SpecificationPath(Section.Modality, 1),
            $"Modality 'Text' has no encoder. Add one of: {Declared.Encoders(encoder => Declared.TakesVectors(encoder) && encoder.Produces == EmbeddingKind.Vector)}."),
        RuleCase.Allows(EncoderRules.HasEncoder, "a modality with two encoders", TwoEncoders),
        RuleCase.Flags(
            EncoderRules.HasOneEncoder,
            "a modality with two encoders",
            TwoEncoders,
            new SpecificationPath(Section.Encoder, 0, 1),
            "Modality 'Image' has 2 encoders: linear and patch. Keep one."),
        RuleCase.Allows(EncoderRules.HasOneEncoder, "the same encoder for two modalities", Declared.Model),
        RuleCase.Flags(
            EncoderRules.FitsShape,
            "an image for a linear encoder",
            Declared.Of(Declared.Shaped("Image", 3, 16, 16), Declared.Vector("Text")),
            new SpecificationPath(Section.Encoder, 0),
            "The linear encoder takes samples of 1 dimension, but those of modality 'Image' have the shape [3, 16, 16] (3 dimensions). Encoders that do: cnn2d ([Cnn2dEncoder]), vgg11 ([Vgg11Encoder]), custom ([CustomEncoder]). For the flattened values, give Features = 768 in place of Shape."),
        RuleCase.Flags(
            EncoderRules.FitsShape,
            "an image too large to be flattened",
            Declared.Of(Declared.Shaped("Image", 100_000_000, 2), Declared.Vector("Text")),
            new SpecificationPath(Section.Encoder, 0),
            "The linear encoder takes samples of 1 dimension, but those of modality 'Image' have the shape [100000000, 2] (2 dimensions). Encoders that do: cnn1d ([Cnn1dEncoder]), lstm ([LstmEncoder]), gru ([GruEncoder]), custom ([CustomEncoder])."),
        RuleCase.Allows(EncoderRules.FitsShape, "a vector given by its shape", Declared.Of(Declared.Shaped("Image", 768), Declared.Vector("Text"))),
        RuleCase.Flags(
            EncoderRules.OptionsHaveEffect,
            "a hidden size without hidden layer",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Layers, 1), (MlpEncoderOptions.HiddenDim, 64)),
            new SpecificationPath(Section.Encoder, 0, Option: "HiddenDim"),
            "HiddenDim = 64 has no effect in the mlp encoder of modality 'Image', because Layers = 1 leaves no hidden layer. Remove HiddenDim, or give Layers = 2 or more."),
        RuleCase.Flags(
            EncoderRules.OptionsHaveEffect,
            "a dropout without hidden layer",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Layers, 1), (MlpEncoderOptions.Dropout, 0.1)),
            new SpecificationPath(Section.Encoder, 0, Option: "Dropout"),
            "Dropout = 0.1 has no effect in the mlp encoder of modality 'Image', because Layers = 1 leaves no hidden layer. Remove Dropout, or give Layers = 2 or more."),
        RuleCase.Allows(
            EncoderRules.OptionsHaveEffect,
            "no dropout, which is what one layer has",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Layers, 1), (MlpEncoderOptions.Dropout, 0.0))),
        RuleCase.Allows(
            EncoderRules.OptionsHaveEffect,
            "a dropout in the two layers of the default",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 0.1))),
        RuleCase.Flags(
            EncoderRules.FitsShape,
            "an image without channels",
            Shaped(Cnn2dEncoderOptions.Definition, [28, 28]),
            new SpecificationPath(Section.Encoder, 0),
            "The cnn2d encoder takes samples of 3 dimensions, [C, H, W] (an image: channels, height, width), but those of modality 'Image' have the shape [28, 28] (2 dimensions). Encoders that do: cnn1d ([Cnn1dEncoder]), lstm ([LstmEncoder]), gru ([GruEncoder]), custom ([CustomEncoder])."),
        RuleCase.Flags(
            EncoderRules.FitsShape,
            "a vector for a recurrent network",
            Shaped(GruEncoderOptions.Definition, [28]),
            new SpecificationPath(Section.Encoder, 0),
            $"The gru encoder takes samples of 2 dimensions, [T, F] (a sequence: time steps, features), but those of modality 'Image' have the shape [28] (1 dimension). Encoders that do: {Declared.Encoders(Declared.TakesVectors)}."),
        RuleCase.Flags(
            EncoderRules.OptionsHaveEffect,
            "a dropout between the layers of one",
            Shaped(GruEncoderOptions.Definition, [9, 4], (GruEncoderOptions.Dropout, 0.2)),
            new SpecificationPath(Section.Encoder, 0, Option: "Dropout"),
            "Dropout = 0.2 has no effect in the gru encoder of modality 'Image', because Layers = 1 leaves no hidden layer. Remove Dropout, or give Layers = 2 or more."),
        RuleCase.Flags(
            EncoderRules.FitsSize,
            "an image that two pools leave nothing of",
            Shaped(Cnn2dEncoderOptions.Definition, [1, 28, 3]),
            new SpecificationPath(Section.Encoder, 0),
            "The cnn2d encoder cannot take samples of the shape [1, 28, 3] of modality 'Image': block 2 (kernel 3, pool 2) leaves nothing of [14, 1]. Give a smaller pool, or Channels of at most 1 block."),
        RuleCase.Flags(
            EncoderRules.FitsSize,
            "an even kernel without pool, at the option that gives the blocks",
            Shaped(Cnn1dEncoderOptions.Definition, [2, 5], (Cnn1dEncoderOptions.Channels, Declared.List(8, 8)), (ConvolutionOptions.KernelSize, 2), (ConvolutionOptions.Pool, 1)),
            new SpecificationPath(Section.Encoder, 0, Option: "Channels"),
            "The cnn1d encoder cannot take samples of the shape [2, 5] of modality 'Image': block 2 (kernel 2, pool 1) leaves nothing of [1]. Give Channels of at most 1 block."),
        RuleCase.Flags(
            EncoderRules.FitsSize,
            "an image of too many values",
            Shaped(Cnn2dEncoderOptions.Definition, [1, 20000, 20000]),
            new SpecificationPath(Section.Encoder, 0),
            "The cnn2d encoder cannot take samples of the shape [1, 20000, 20000] of modality 'Image': the last block leaves 1600000000 values, more than the 100000000 that a linear layer takes. Give more blocks or a larger pool."),
        RuleCase.Flags(
            EncoderRules.FitsSize,
            "a volume that is too flat",
            Shaped(Cnn3dEncoderOptions.Definition, [1, 91, 23, 91]),
            new SpecificationPath(Section.Encoder, 0),
            "The cnn3d encoder cannot take samples of the shape [1, 91, 23, 91] of modality 'Image': its three pools divide every side by 24, so that every side must be 24 or more."),
        RuleCase.Flags(
            EncoderRules.FitsSize,
            "a small image for VGG11",
            Shaped(Vgg11EncoderOptions.Definition, [3, 32, 31]),
            new SpecificationPath(Section.Encoder, 0),
            "The vgg11 encoder cannot take samples of the shape [3, 32, 31] of modality 'Image': its five pools halve every side, so that height and width must be 32 or more."),
        RuleCase.Allows(
            EncoderRules.FitsSize,
            "the smallest image for VGG11",
            Shaped(Vgg11EncoderOptions.Definition, [3, 32, 32])),
        RuleCase.Allows(
            EncoderRules.FitsSize,
            "the brain volumes of the paper",
            Shaped(Cnn3dEncoderOptions.Definition, [1, 91, 109, 91])),
        RuleCase.Flags(
            EncoderRules.HasVocabulary,
            "a text without vocabulary",
            Declared.Encoded(TextEncoderOptions.Definition),
            new SpecificationPath(Section.Encoder, 0),
            "Vocabulary is missing in the text encoder of modality 'Image', which must say how many token ids there are. Give, for example, Vocabulary = 10000 for the ids 0 to 9999."),
        RuleCase.Flags(
            EncoderRules.PaddingInVocabulary,
            "a padding id that is no token id",
            Declared.Encoded(TextEncoderOptions.Definition, (TextEncoderOptions.Vocabulary, 100), (TextEncoderOptions.PaddingId, 100)),
            new SpecificationPath(Section.Encoder, 0, Option: "PaddingId"),
            "PaddingId = 100 is outside the vocabulary of the text encoder of modality 'Image'. Allowed: 0 to 99, that is below Vocabulary = 100."),
        RuleCase.Allows(
            EncoderRules.HasVocabulary,
            "the last id for padding",
            Declared.Encoded(TextEncoderOptions.Definition, (TextEncoderOptions.Vocabulary, 100), (TextEncoderOptions.PaddingId, 99))),
        RuleCase.Allows(
            EncoderRules.PaddingInVocabulary,
            "the last id for padding",
            Declared.Encoded(TextEncoderOptions.Definition, (TextEncoderOptions.Vocabulary, 100), (TextEncoderOptions.PaddingId, 99))),
        RuleCase.Flags(
            EncoderRules.ChannelsFirst,
            "an image with its channels last",
            Shaped(Cnn2dEncoderOptions.Definition, [64, 64, 4]),
            new SpecificationPath(Section.Modality, 0, Option: "Shape"),
            "Shape = [64, 64, 4] of modality 'Image' reads as 64 channels of 64 x 4. The cnn2d encoder takes channels first: did you mean Shape = [4, 64, 64]?"),
        RuleCase.Allows(EncoderRules.ChannelsFirst, "an image with its channels first", Shaped(Cnn2dEncoderOptions.Definition, [3, 64, 64])),
        RuleCase.Allows(EncoderRules.ChannelsFirst, "many channels of a small map", Shaped(Cnn2dEncoderOptions.Definition, [64, 8, 8])),
        RuleCase.Allows(EncoderRules.ChannelsFirst, "a sequence of few features", Shaped(GruEncoderOptions.Definition, [64, 3])),
        RuleCase.Flags(
            EncoderRules.SeveralSteps,
            "time last",
            Shaped(GruEncoderOptions.Definition, [1, 50]),
            new SpecificationPath(Section.Modality, 0, Option: "Shape"),
            "Shape = [1, 50] of modality 'Image' is a sequence of one time step, in which the gru encoder finds no order. Time comes first: did you mean Shape = [50, 1]? For a vector, give Features = 50 and another encoder."),
        RuleCase.Allows(EncoderRules.SeveralSteps, "a sequence of one feature", Shaped(GruEncoderOptions.Definition, [50, 1])),
        RuleCase.Flags(
            EncoderRules.BlocksHaveEffect,
            "a kernel without convolution",
            Shaped(Cnn2dEncoderOptions.Definition, [1, 8, 8], (Cnn2dEncoderOptions.Channels, Declared.List<int>()), (ConvolutionOptions.KernelSize, 5)),
            new SpecificationPath(Section.Encoder, 0, Option: "KernelSize"),
            "KernelSize = 5 has no effect in the cnn2d encoder of modality 'Image', because Channels = [] leaves no block of convolution and pool. Remove KernelSize, or give Channels."),
        RuleCase.Allows(EncoderRules.BlocksHaveEffect, "no convolution and nothing about it", Shaped(Cnn2dEncoderOptions.Definition, [1, 8, 8], (Cnn2dEncoderOptions.Channels, Declared.List<int>()))),
        RuleCase.Allows(EncoderRules.BlocksHaveEffect, "a kernel of the convolutions of the default", Shaped(Cnn2dEncoderOptions.Definition, [1, 8, 8], (ConvolutionOptions.KernelSize, 5))),
        RuleCase.Flags(
            EncoderInputRules.TakesLengths,
            "lengths of vectors",
            OfLengths(LinearEncoderOptions.Definition, 8),
            new SpecificationPath(Section.Modality, 0, Option: "OwnLength"),
            "OwnLength = true gives every sample of modality 'Image' a length of its own, which the linear encoder does not take. Use cnn1d, lstm, gru, or remove OwnLength."),
        RuleCase.Flags(
            EncoderInputRules.AugmentsPictures,
            "a vector that is mirrored",
            Augmented(LinearEncoderOptions.Definition, [48], ModalityOptions.AugmentFlip, true),
            new SpecificationPath(Section.Modality, 0, Option: "AugmentFlip"),
            "AugmentFlip = true changes pictures [C, H, W] in training, and modality 'Image' is none: its encoder is linear. Remove AugmentFlip, or use an encoder of images: cnn2d, vgg11."),
        RuleCase.Flags(
            EncoderInputRules.AugmentsPictures,
            "a sequence that is moved",
            Augmented(GruEncoderOptions.Definition, [8, 3], ModalityOptions.AugmentCrop, 0.1),
            new SpecificationPath(Section.Modality, 0, Option: "AugmentCrop"),
            "AugmentCrop = 0.1 changes pictures [C, H, W] in training, and modality 'Image' is none: its encoder is gru. Remove AugmentCrop, or use an encoder of images: cnn2d, vgg11."),
        RuleCase.Allows(EncoderInputRules.AugmentsPictures, "a picture that is tinted", Augmented(Cnn2dEncoderOptions.Definition, [3, 8, 8], ModalityOptions.AugmentJitter, 0.3)),
        RuleCase.Allows(EncoderInputRules.AugmentsPictures, "a vector that is not moved", Augmented(LinearEncoderOptions.Definition, [48], ModalityOptions.AugmentCrop, 0.0)),
        RuleCase.Flags(
            EmbeddedLevelRules.StatesLevels,
            "no levels",
            Embedded(LinearEncoderOptions.Definition, 11, 3),
            new SpecificationPath(Section.Modality, 0, Option: "Embedding"),
            "Embedding = 3 of modality 'Image' does not say of which features. Give Levels, how many of its last features each column of categories has: its levels, one for every other and one for none, for example Levels = [4, 5] of columns with two and with three levels."),
        RuleCase.Flags(
            EmbeddedLevelRules.LevelsAreFeatures,
            "more levels",
            Embedded(LinearEncoderOptions.Definition, 8, 3, 4, 5),
            new SpecificationPath(Section.Modality, 0, Option: "Levels"),
            "Levels = [4, 5] are 9 features, but modality 'Image' has 8. They are its last features, and those before them its numbers: give as many features, or fewer levels."),
        RuleCase.Flags(
            EmbeddedLevelRules.TakesEmbedded,
            "embeddings that are there",
            Embedded(PretrainedEncoderOptions.Definition, 11, 3, 4, 5),
            new SpecificationPath(Section.Modality, 0, Option: "Embedding"),
            "Embedding = 3 makes a vector of the levels and numbers of modality 'Image', which the pretrained encoder does not take. Use linear, mlp, maxout, or remove Embedding."),
        RuleCase.Flags(
            EmbeddedLevelRules.IsNarrower,
            "as wide as the levels",
            Embedded(LinearEncoderOptions.Definition, 11, 5, 4, 5),
            new SpecificationPath(Section.Modality, 0, Option: "Embedding"),
            "Embedding = 5 makes the levels of modality 'Image' no narrower: its columns of categories have 5 features at most, so that only parameters are added. Give less than 5, or remove Embedding, which leaves every level a feature of its own."),
        RuleCase.Flags(
            EmbeddedLevelRules.LevelsHaveEffect,
            "levels alone",
            Embedded(LinearEncoderOptions.Definition, 11, 0, 4, 5),
            new SpecificationPath(Section.Modality, 0, Option: "Levels"),
            "Levels = [4, 5] of modality 'Image' has no effect: without Embedding every level is a feature of its own. Give Embedding, the width of the vector of a level, or remove Levels."),
        RuleCase.Allows(EmbeddedLevelRules.LevelsAreFeatures, "levels alone", Embedded(MaxoutEncoderOptions.Definition, 9, 3, 4, 5)),
        RuleCase.Allows(EmbeddedLevelRules.TakesEmbedded, "a linear encoder", Embedded(LinearEncoderOptions.Definition, 11, 3, 4, 5)),
        RuleCase.Allows(EmbeddedLevelRules.LevelsHaveEffect, "an embedding", Embedded(LinearEncoderOptions.Definition, 11, 3, 4, 5)),
        RuleCase.Allows(EmbeddedLevelRules.IsNarrower, "one column that is wider", Embedded(MlpEncoderOptions.Definition, 11, 4, 4, 5)),
        RuleCase.Allows(EmbeddedLevelRules.StatesLevels, "an optional modality", Embedded(MlpEncoderOptions.Definition, 11, 2, 4, 5) is var optional
            ? optional with { Modalities = optional.Modalities.Select(modality => modality.Name == "Image" ? modality with { Options = modality.Options with { Given = modality.Options.Given.Append(new OptionValue("Optional", true)).ToEquatableArray() } } : modality).ToEquatableArray() }
            : optional),
        RuleCase.Allows(EncoderInputRules.TakesLengths, "lengths of sequences", OfLengths(GruEncoderOptions.Definition, 8, 3)),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification Shaped(ComponentDefinition encoder, int[] shape, params (Option Option, object Value)[] given) =>
        Declared.Of(Declared.Shaped("Image", shape) with { Encoders = Declared.List(Declared.With(encoder, given)) }, Declared.Vector("Text"));

    private static ModelSpecification Augmented(ComponentDefinition encoder, int[] shape, Option option, object value) => Declared.Of(
        Declared.Shaped("Image", shape) with
        {
            Options = Declared.With(ModalityOptions.Definition, (ModalityOptions.Shape, Declared.List(shape)), (option, value)),
            Encoders = Declared.List(Declared.Default(encoder)),
        },
        Declared.Vector("Text"));

    private static ModelSpecification Embedded(ComponentDefinition encoder, int features, int width, params int[] levels) => Declared.Of(
        Declared.Vector("Image", features, encoder) with
        {
            Options = Declared.With(ModalityOptions.Definition, (ModalityOptions.Features, features), (ModalityOptions.Embedding, width), (ModalityOptions.Levels, Declared.List(levels))),
        },
        Declared.Vector("Text"));

    private static ModelSpecification OfLengths(ComponentDefinition encoder, params int[] shape) => Declared.Of(
        Declared.Shaped("Image", shape) with
        {
            Options = Declared.With(ModalityOptions.Definition, (ModalityOptions.Shape, Declared.List(shape)), (ModalityOptions.OwnLength, true)),
            Encoders = Declared.List(Declared.Default(encoder)),
        },
        Declared.Vector("Text"));

    private static ModelSpecification TwoEncoders => Declared.Of(
        Declared.Vector("Image") with
        {
            Encoders = Declared.List(Declared.Default(LinearEncoderOptions.Definition), Declared.Default(PatchEncoderOptions.Definition)),
        },
        Declared.Vector("Text"));
}
