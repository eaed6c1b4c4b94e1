using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about networks that make features of pictures (I2MOE788 and I2MOE789).</summary>
public static class NetworkRules
{
    /// <summary>A network is a file that takes pictures of one size.</summary>
    public static Rule SaysWhatItTakes { get; } = new(
        "I2MOE788",
        "A network does not say where it is, or what pictures it takes",
        RuleSeverity.Error,
        "The network of modality '‹@{0}›' has {1}. Give {2}.",
        Find((_, modality) => Lacking(modality.Network!) is not null, (_, modality) =>
        {
            (string found, string wanted) = Lacking(modality.Network!)!.Value;
            return [modality.Modality, found, wanted];
        }));

    /// <summary>A network gives a vector.</summary>
    public static Rule GivesVector { get; } = new(
        "I2MOE789",
        "Features of pictures are read into a modality that is no vector",
        RuleSeverity.Error,
        "The network of modality '‹@{0}›' makes a vector of features of every picture, {1}. Give it 'features', as many as the network gives (512 of ResNet18), and an encoder of numbers.",
        Find((specification, modality) => Problem(specification, modality) is not null, (specification, modality) => [modality.Modality, Problem(specification, modality)!]));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [SaysWhatItTakes, GivesVector];

    private static Func<ModelSpecification, IEnumerable<(SpecificationPath Path, string[] Arguments)>> Find(
        Func<ModelSpecification, ModalityData, bool> isBroken, Func<ModelSpecification, ModalityData, string[]> arguments) =>
        DataText.Find((specification, data) => Networks(data)
            .Where(place => isBroken(specification, place.Modality))
            .Select(place => (new SpecificationPath(Section.Network, place.Index), arguments(specification, place.Modality))));

    private static IEnumerable<(ModalityData Modality, int Index)> Networks(DataSpecification data) => data.Modalities
        .Select((modality, index) => (Modality: modality, Index: index))
        .Where(place => place.Modality.Network?.Definition == NetworkOptions.Definition);

    private static (string Found, string Wanted)? Lacking(Component network)
    {
        if (network.ValidNames(NetworkOptions.Path).Count == 0)
        {
            return ("no 'path'", "an .onnx file from the folder of the experiment, or several, of which each takes what the one before gives");
        }

        return network.ValidList(NetworkOptions.Size) is not { } size || size is [1 or 3, _, _]
            ? null
            : (size.Count == 0 ? "no 'size'" : $"'size: {OptionText.Value(size)}'", "the channels, the height and the width of the pictures that it takes, for example 'size: [3, 224, 224]'");
    }

    private static string? Problem(ModelSpecification specification, ModalityData data)
    {
        if (specification.FindModality(data.Modality) is not { } modality)
        {
            return null;
        }

        return modality.Encoders.Any(encoder => encoder.Definition is EncoderDefinition { Input.IsTokens: true }) ? "but the modality takes token ids"
            : EmbeddingShape.Input(modality) is { Count: > 1 } shape ? $"but the modality has the shape {OptionText.Value(shape)}"
            : null;
    }
}
