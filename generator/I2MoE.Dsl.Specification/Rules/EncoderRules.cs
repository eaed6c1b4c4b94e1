using System.Globalization;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about encoders (I2MOE209 to I2MOE218).</summary>
public static class EncoderRules
{
    /// <summary>Every modality has an encoder.</summary>
    public static Rule HasEncoder { get; } = new(
        "I2MOE209",
        "A modality has no encoder",
        RuleSeverity.Error,
        "Modality '‹@{0}›' has no encoder. Add one of: {1}.",
        FindMissing);

    /// <summary>No modality has two encoders.</summary>
    public static Rule HasOneEncoder { get; } = new(
        "I2MOE210",
        "A modality has more than one encoder",
        RuleSeverity.Error,
        "Modality '‹@{0}›' has {1} encoders: {2}. Keep one.",
        FindSeveral);

    /// <summary>The encoder takes samples of the modality's shape.</summary>
    public static Rule FitsShape { get; } = new(
        "I2MOE211",
        "An encoder does not take samples of this shape",
        RuleSeverity.Error,
        "The {0} encoder takes samples of {1}, but those of modality '‹@{2}›' have the shape {3} ({4}).{5}",
        FindWrongRanks);

    /// <summary>No option is given that the encoder does not use.</summary>
    public static Rule OptionsHaveEffect { get; } = new(
        "I2MOE212",
        "An option of an encoder has no effect",
        RuleSeverity.Warning,
        HiddenLayers.NoEffectMessage,
        specification =>
        [
            .. HiddenLayers.FindUnused(specification, MlpEncoderOptions.Definition, MlpEncoderOptions.Layers, MlpEncoderOptions.HiddenDim, MlpEncoderOptions.Dropout),
            .. HiddenLayers.FindUnused(specification, LstmEncoderOptions.Definition, LstmEncoderOptions.Layers, LstmEncoderOptions.Dropout),
            .. HiddenLayers.FindUnused(specification, GruEncoderOptions.Definition, GruEncoderOptions.Layers, GruEncoderOptions.Dropout),
        ]);

    /// <summary>Kernels and pools leave something of a sample.</summary>
    public static Rule FitsSize { get; } = new(
        "I2MOE213",
        "An encoder leaves nothing of its input",
        RuleSeverity.Error,
        "The {0} encoder cannot take samples of the shape {1} of modality '‹@{2}›': {3}.",
        FindTooSmall);

    /// <summary>A text has a vocabulary.</summary>
    public static Rule HasVocabulary { get; } = new(
        "I2MOE214",
        "A text encoder has no vocabulary",
        RuleSeverity.Error,
        "‹Vocabulary› is missing in {0}, which must say how many token ids there are. Give, for example, ‹Vocabulary = 10000› for the ids 0 to 9999.",
        specification =>
            from place in specification.Components
            where place.Component.Definition == TextEncoderOptions.Definition && !place.Component.IsGiven(TextEncoderOptions.Vocabulary)
            select (place.Path, new[] { ComponentText.Describe(specification, place.Component, place.Path) }));

    /// <summary>The padding id is in the vocabulary.</summary>
    public static Rule PaddingInVocabulary { get; } = new(
        "I2MOE215",
        "The padding id is outside the vocabulary",
        RuleSeverity.Error,
        "‹PaddingId = {0}› is outside the vocabulary of {1}. Allowed: 0 to {2}, that is below ‹Vocabulary = {3}›.",
        FindPaddingOutside);

    /// <summary>Channels come first.</summary>
    public static Rule ChannelsFirst { get; } = new(
        "I2MOE216",
        "The channels of an image are probably last",
        RuleSeverity.Suggestion,
        "‹Shape = {0}› of modality '‹@{1}›' reads as {2} channels of {3}. The {4} encoder takes channels first: did you mean ‹Shape = {5}›?",
        FindChannelsLast);

    /// <summary>A sequence is more than one step.</summary>
    public static Rule SeveralSteps { get; } = new(
        "I2MOE217",
        "A sequence has one time step",
        RuleSeverity.Suggestion,
        "‹Shape = {0}› of modality '‹@{1}›' is a sequence of one time step, in which the {2} encoder finds no order. Time comes first: did you mean ‹Shape = {3}›? For a vector, give ‹Features = {4}› and another encoder.",
        FindSingleSteps);

    /// <summary>Options of blocks are given for blocks that are there.</summary>
    public static Rule BlocksHaveEffect { get; } = new(
        "I2MOE218",
        "An option of convolutions has no effect",
        RuleSeverity.Warning,
        "‹{0} = {1}› has no effect in {2}, because ‹Channels = []› leaves no block of convolution and pool. Remove ‹{0}›, or give ‹Channels›.",
        FindOptionsWithoutBlocks);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
    [
        HasEncoder, HasOneEncoder, FitsShape, OptionsHaveEffect, FitsSize, HasVocabulary, PaddingInVocabulary, ChannelsFirst, SeveralSteps, BlocksHaveEffect,
    ];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindChannelsLast(ModelSpecification specification)
    {
        // Grey, grey with alpha, colour, colour with alpha. More channels than that at the front are what a sensor may have.
        const int MostColours = 4;
        foreach ((ModalitySpecification modality, EncoderDefinition encoder, EquatableArray<int> shape, int index) in Encoded(specification))
        {
            bool isSpatial = encoder.Input == EncoderInput.Image || encoder.Input == EncoderInput.Volume;
            if (isSpatial && encoder.Input.TakesRank(shape.Count) && shape[0] > MostColours && shape[shape.Count - 1] <= MostColours)
            {
                EquatableArray<int> meant = shape.Take(shape.Count - 1).Prepend(shape[shape.Count - 1]).ToEquatableArray();
                string sides = string.Join(" x ", shape.Skip(1).Select(side => OptionText.Value(side)));
                yield return (
                    new SpecificationPath(Section.Modality, index, Option: ModalityOptions.Shape.Name),
                    [OptionText.Value(shape), modality.Name, OptionText.Value(shape[0]), sides, encoder.Kind, OptionText.Value(meant)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindSingleSteps(ModelSpecification specification)
    {
        foreach ((ModalitySpecification modality, EncoderDefinition encoder, EquatableArray<int> shape, int index) in Encoded(specification))
        {
            if (encoder.Input == EncoderInput.Sequence && shape.Count == 2 && shape[0] == 1 && shape[1] > 1 && EncoderTrace.Of(modality).Problem is null)
            {
                yield return (
                    new SpecificationPath(Section.Modality, index, Option: ModalityOptions.Shape.Name),
                    [OptionText.Value(shape), modality.Name, encoder.Kind, OptionText.Value(shape.Reverse().ToEquatableArray()), OptionText.Value(shape[1])]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindOptionsWithoutBlocks(ModelSpecification specification)
    {
        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            if (component.Definition is not EncoderDefinition { Channels: { } channels }
                || component.ValidList(channels) is not { Count: 0 })
            {
                continue;
            }

            Option[] ofBlocks = [ConvolutionOptions.KernelSize, ConvolutionOptions.Pool, ConvolutionOptions.BatchNorm];
            foreach (Option option in ofBlocks.Where(component.IsGiven))
            {
                yield return (
                    path with { Option = option.Name },
                    [option.Name, OptionText.Value(component.Get(option)), ComponentText.Describe(specification, component, path)]);
            }
        }
    }

    /// <summary>The modalities with one encoder and a shape that is known.</summary>
    private static IEnumerable<(ModalitySpecification Modality, EncoderDefinition Encoder, EquatableArray<int> Shape, int Index)> Encoded(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            EquatableArray<int> shape = EmbeddingShape.Input(modality);
            if (modality.Encoders.Count == 1 && modality.Encoders[0].Definition is EncoderDefinition encoder && shape.Count > 0)
            {
                yield return (modality, encoder, shape, i);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindMissing(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            if (modality.Encoders.Count == 0)
            {
                EncoderDefinition[] fitting = [.. Fitting(specification, EmbeddingShape.Input(modality).Count)];
                string choices = ComponentText.Choices(fitting.Length > 0 ? fitting : OptionCatalogue.Encoders);
                yield return (new SpecificationPath(Section.Modality, i), [modality.Name, choices]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindSeveral(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            if (modality.Encoders.Count > 1)
            {
                string[] arguments = [modality.Name, OptionText.Value(modality.Encoders.Count), ComponentText.Kinds(modality.Encoders)];
                yield return (new SpecificationPath(Section.Encoder, i, Occurrence: 1), arguments);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindWrongRanks(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            EquatableArray<int> shape = EmbeddingShape.Input(modality);
            if (modality.Encoders.Count == 1 && modality.Encoders[0].Definition is EncoderDefinition encoder
                && shape.Count > 0 && !encoder.Input.TakesRank(shape.Count))
            {
                yield return (
                    new SpecificationPath(Section.Encoder, i),
                    [encoder.Kind, Describe(encoder.Input), modality.Name, OptionText.Value(shape), Dimensions(shape.Count), Hint(specification, encoder, shape)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindTooSmall(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            EncoderTrace trace = EncoderTrace.Of(modality);
            if (trace.Problem is { } problem)
            {
                string? option = trace.Option is { } name && modality.Encoders[0].Given.Any(value => value.Option == name) ? name : null;
                string[] arguments = [modality.Encoders[0].Definition.Kind, OptionText.Value(EmbeddingShape.Input(modality)), modality.Name, problem];
                yield return (new SpecificationPath(Section.Encoder, i, Option: option), arguments);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindPaddingOutside(ModelSpecification specification)
    {
        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            if (component.Definition == TextEncoderOptions.Definition
                && component.ValidInteger(TextEncoderOptions.Vocabulary) is int vocabulary
                && component.ValidInteger(TextEncoderOptions.PaddingId) is int padding
                && padding >= vocabulary)
            {
                yield return (
                    path with { Option = TextEncoderOptions.PaddingId.Name },
                    [OptionText.Value(padding), ComponentText.Describe(specification, component, path), OptionText.Value(vocabulary - 1), OptionText.Value(vocabulary)]);
            }
        }
    }

    /// <summary>The encoders that take samples of <paramref name="rank"/> dimensions (0: not known) and suit the fusion.</summary>
    private static IEnumerable<EncoderDefinition> Fitting(ModelSpecification specification, int rank) =>
        OptionCatalogue.Encoders.Where(encoder =>
            (rank == 0 || encoder.Input.TakesRank(rank))
            && (specification.Fusion is not { Definition: FusionDefinition definition } fusion || definition.Accepts(encoder, fusion)));

    private static string Hint(ModelSpecification specification, EncoderDefinition encoder, EquatableArray<int> shape)
    {
        string hint = "";
        EncoderDefinition[] fitting = [.. Fitting(specification, shape.Count)];
        if (fitting.Length > 0)
        {
            hint += $" Encoders that do: {ComponentText.Choices(fitting)}.";
        }

        double values = shape.Aggregate(1.0, (product, size) => product * size);
        if (encoder.Input.Dimensions.Count == 1 && !encoder.Input.IsTokens && ModalityOptions.Features.Allows(values))
        {
            hint += $" For the flattened values, give ‹Features = {values.ToString("0", CultureInfo.InvariantCulture)}› in place of ‹Shape›.";
        }

        return hint;
    }

    private static string Describe(EncoderInput input) => input.Dimensions.Count == 1 && !input.IsTokens
        ? Dimensions(1)
        : $"{Dimensions(input.Dimensions.Count)}, [{string.Join(", ", input.Dimensions)}] ({input.Meaning})";

    private static string Dimensions(int rank) => rank == 1 ? "1 dimension" : $"{OptionText.Value(rank)} dimensions";
}
