using I2MoE.Dsl.Fusion;

namespace I2MoE.Dsl.Models;

/// <summary>What the linear layers of a model's experts compute in. It belongs to the weights: others than it was trained with round otherwise.</summary>
internal static class ModelPrecision
{
    /// <summary>The precision of a model; null where it has no bank of fusions.</summary>
    public static Precision? Of(MultimodalModel model) => FusionOf(model)?.Precision;

    /// <summary>Lets a model compute in a precision.</summary>
    public static void Set(MultimodalModel model, Precision precision)
    {
        if (FusionOf(model) is { } fusion)
        {
            fusion.Precision = precision;
        }
    }

    private static FusionBank? FusionOf(MultimodalModel model) => model switch
    {
        InteractionModel interaction => interaction.ExpertBank.Fusion,
        VanillaModel vanilla => vanilla.Fusion,
        _ => null,
    };
}
