using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Bank;

/// <summary>The passes of a model's training step, and which of them each expert learns from.</summary>
internal sealed class PassPlan
{
    private readonly int[][] _keep;
    private readonly int[][] _lose;

    private PassPlan(int modalities, IReadOnlyList<Expert> experts, bool isAlone)
    {
        IsAlone = isAlone;
        ExpertPassNeeds[] needs = [.. experts.Select(expert => ExpertPassNeeds.Of(expert.Kind, expert.Own, modalities, isAlone))];
        Passes = MaskingPasses.Of(modalities, needs);
        _keep = [.. needs.Select(its => PlacesOf(its.Keep))];
        _lose = [.. needs.Select(its => PlacesOf(its.Lose))];
    }

    /// <summary>What every pass masks: nothing, one modality each, in their order, and then what the experts of pairs need.</summary>
    public IReadOnlyList<ModalitySet> Passes { get; }

    /// <summary>Whether what one modality tells is what it tells alone, and not what is told without any single other one: see <see cref="ExpertPassNeeds.Of"/>.</summary>
    public bool IsAlone { get; }

    /// <summary>The plan of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="objective">What is asked of the experts.</param>
    public static PassPlan Of(ModelDescription model, InteractionObjective objective) =>
        new(model.Modalities.Count, model.Experts, objective != InteractionObjective.Paper && model.Experts.Any(expert => expert.IsOfPair));

    /// <summary>The passes that leave an expert what it needs; none where only the full pass does.</summary>
    public int[] Keep(int expert) => _keep[expert];

    /// <summary>The passes that take away what an expert needs.</summary>
    public int[] Lose(int expert) => _lose[expert];

    private int[] PlacesOf(IEnumerable<ModalitySet> sets) => [.. sets.Select(set => Passes.Index().First(pass => pass.Item == set).Index)];
}
