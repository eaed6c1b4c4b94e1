using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>The masking passes of a training step, reckoned from the experts: the one list that the model runs and that its cost is reckoned from.</summary>
public static class MaskingPasses
{
    /// <summary>The passes: the full one, those that mask one modality, in the order of the modalities, and then whatever the experts of pairs need.</summary>
    /// <param name="modalities">The number of modalities of the model.</param>
    /// <param name="experts">What its experts need.</param>
    public static IReadOnlyList<ModalitySet> Of(int modalities, IEnumerable<ExpertPassNeeds> experts)
    {
        List<ModalitySet> passes = [ModalitySet.None, .. ModalitySet.First(modalities).Places.Select(place => ModalitySet.Of(place))];
        foreach (ModalitySet pass in experts.SelectMany(needs => needs.Keep.Concat(needs.Lose)))
        {
            if (!passes.Contains(pass))
            {
                passes.Add(pass);
            }
        }

        return passes;
    }

    /// <summary>The passes of a specification, the full one among them.</summary>
    public static IReadOnlyList<ModalitySet> Of(ModelSpecification specification)
    {
        string[] names = [.. specification.Modalities.Select(modality => modality.Name)];
        EquatableArray<ExpertSpecification> layout = specification.ExpertLayout;
        bool isPaper = specification.Experts.Get((Option)ExpertsOptions.Objective) is InteractionObjective.Paper or (int)InteractionObjective.Paper;
        bool isAlone = !isPaper && layout.Any(expert => expert.IsOfPair);
        return Of(names.Length, layout.Select(expert => ExpertPassNeeds.Of(
            expert.Kind, ModalitySet.Of([.. expert.Modalities.Select(name => Array.IndexOf(names, name))]), names.Length, isAlone)));
    }
}
