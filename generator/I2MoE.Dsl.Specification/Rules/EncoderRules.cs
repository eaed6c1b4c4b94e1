using System.Globalization;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about encoders (I2MOE209 to I2MOE212).</summary>
public static class EncoderRules
{
    /// <summary>Every modality has an encoder.</summary>
    public static Rule HasEncoder { get; } = new(
        "I2MOE209",
        "A modality has no encoder",
        RuleSeverity.Error,
        "Modality '{0}' has no encoder. Add one of: {1}.",
        FindMissing);

    /// <summary>No modality has two encoders.</summary>
    public static Rule HasOneEncoder { get; } = new(
        "I2MOE210",
        "A modality has more than one encoder",
        RuleSeverity.Error,
        "Modality '{0}' has {1} encoders: {2}. Keep one.",
        FindSeveral);

    /// <summary>The encoder takes samples of the modality's shape.</summary>
    public static Rule FitsShape { get; } = new(
        "I2MOE211",
        "An encoder does not take samples of this shape",
        RuleSeverity.Error,
        "The {0} encoder takes samples of {1}, but those of modality '{2}' have the shape {3} ({4}).{5}",
        FindWrongRanks);

    /// <summary>No option is given that the encoder does not use.</summary>
    public static Rule OptionsHaveEffect { get; } = new(
        "I2MOE212",
        "An option of an encoder has no effect",
        RuleSeverity.Warning,
        HiddenLayers.NoEffectMessage,
        specification => HiddenLayers.FindUnused(
            specification,
            MlpEncoderOptions.Definition,
            MlpEncoderOptions.Layers,
            MlpEncoderOptions.HiddenDim,
            MlpEncoderOptions.Dropout));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [HasEncoder, HasOneEncoder, FitsShape, OptionsHaveEffect];

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
                && shape.Count > 0 && !TakesRank(encoder, shape.Count))
            {
                yield return (
                    new SpecificationPath(Section.Encoder, i),
                    [encoder.Kind, Dimensions(encoder.InputRank), modality.Name, OptionText.Value(shape), Dimensions(shape.Count), Hint(specification, encoder, shape)]);
            }
        }
    }

    /// <summary>The encoders that take samples of <paramref name="rank"/> dimensions (0: not known) and suit the fusion.</summary>
    private static IEnumerable<EncoderDefinition> Fitting(ModelSpecification specification, int rank) =>
        OptionCatalogue.Encoders.Where(encoder =>
            (rank == 0 || TakesRank(encoder, rank))
            && (specification.Fusion is not { Definition: FusionDefinition definition } fusion || definition.Accepts(encoder, fusion)));

    private static bool TakesRank(EncoderDefinition encoder, int rank) => encoder.InputRank is 0 || encoder.InputRank == rank;

    private static string Hint(ModelSpecification specification, EncoderDefinition encoder, EquatableArray<int> shape)
    {
        string hint = "";
        EncoderDefinition[] fitting = [.. Fitting(specification, shape.Count)];
        if (fitting.Length > 0)
        {
            hint += $" Encoders that do: {ComponentText.Choices(fitting)}.";
        }

        double values = shape.Aggregate(1.0, (product, size) => product * size);
        if (encoder.InputRank == 1 && ModalityOptions.Features.Allows(values))
        {
            hint += $" For the flattened values, give Features = {values.ToString("0", CultureInfo.InvariantCulture)} in place of Shape.";
        }

        return hint;
    }

    private static string Dimensions(int rank) => rank == 1 ? "1 dimension" : $"{OptionText.Value(rank)} dimensions";
}
