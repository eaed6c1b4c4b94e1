using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What an expert stands for.</summary>
/// <param name="Expert">Its name, for example <c>UniqueImage</c>.</param>
/// <param name="Kind">Its interaction.</param>
/// <param name="Modality">The modality of a uniqueness expert; null for the others.</param>
public sealed record ExpertRole(string Expert, InteractionKind Kind, string? Modality)
{
    /// <summary>What it is called in figures, for example <c>Unique Image</c>.</summary>
    public string Label => Modality is null ? Expert : $"Unique {Modality}";

    /// <summary>The roles of a model's experts, in their order.</summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<ExpertRole> Of(ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<string, string> unique = model.ModalityNames.ToDictionary(modality => ExpertSpecification.UniquenessOf(modality).Name);
        return
        [
            .. model.Experts.Select(expert => unique.TryGetValue(expert, out string? modality)
                ? new ExpertRole(expert, InteractionKind.Uniqueness, modality)
                : new ExpertRole(expert, expert == ExpertSpecification.Synergy.Name ? InteractionKind.Synergy : InteractionKind.Redundancy, null)),
        ];
    }
}
