using I2MoE.Dsl.Bank;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>The interaction loss of each expert of a step, as the option <c>Objective</c> says: by comparing passes, or from evidence.</summary>
internal abstract class InteractionTerms
{
    /// <summary>The terms of a model.</summary>
    /// <param name="objective">The losses of the task.</param>
    /// <param name="options">The objective and its weights.</param>
    /// <param name="description">The model.</param>
    public static InteractionTerms Of(Objective objective, ExpertsOptions options, ModelDescription description) => options.Objective is InteractionObjective.Evidence or InteractionObjective.Measured
        ? new Evident(new EvidenceObjective(objective, options, description))
        : new Compared(objective, description.Modalities);

    /// <summary>The interaction loss of one expert, a scalar.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="place">Its place in the bank.</param>
    /// <param name="passes">The outputs of the experts; pass 0 is the full one, pass i + 1 masks modality i.</param>
    /// <param name="labels">The labels of the batch.</param>
    public abstract torch.Tensor Of(Expert expert, int place, ExpertPasses passes, torch.Tensor labels);

    /// <summary>The loss of the weights, a scalar; null where there is none.</summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="allowed">The experts that may have a say about each sample, [B, E]; null where all may.</param>
    public virtual torch.Tensor? Credit(ExpertPasses passes, torch.Tensor weights, torch.Tensor labels, torch.Tensor? allowed) => null;

    private static int WithoutPass(Modality modality) => modality.Index + 1;

    private sealed class Compared(Objective objective, IReadOnlyList<Modality> modalities) : InteractionTerms
    {
        public override torch.Tensor Of(Expert expert, int place, ExpertPasses passes, torch.Tensor labels)
        {
            torch.Tensor full = passes[place, 0];
            Modality[] others = [.. modalities.Where(modality => modality != expert.Modality)];
            torch.Tensor[] masked = [.. others.Select(modality => passes[place, WithoutPass(modality)])];
            if (passes.Presence is { } presence)
            {
                torch.Tensor areMasked = torch.stack([.. others.Select(modality => presence.select(1, modality.Index))]);
                return PresentMean.Of(Each(expert, place, passes, full, masked), areMasked.logical_and(PresentExperts.Knows(expert, presence)));
            }

            return expert.Kind switch
            {
                InteractionKind.Uniqueness => objective.Uniqueness(full, passes[place, WithoutPass(expert.Modality!)], masked),
                InteractionKind.Synergy => objective.Synergy(full, masked),
                _ => objective.Redundancy(full, masked),
            };
        }

        private torch.Tensor Each(Expert expert, int place, ExpertPasses passes, torch.Tensor full, torch.Tensor[] masked) => expert.Kind switch
        {
            InteractionKind.Uniqueness => objective.EachUniqueness(full, passes[place, WithoutPass(expert.Modality!)], masked),
            InteractionKind.Synergy => objective.EachSynergy(full, masked),
            _ => objective.EachRedundancy(full, masked),
        };
    }

    private sealed class Evident(EvidenceObjective evidence) : InteractionTerms
    {
        public override torch.Tensor Of(Expert expert, int place, ExpertPasses passes, torch.Tensor labels) => expert.Kind switch
        {
            InteractionKind.Uniqueness => evidence.Uniqueness(passes, place, WithoutPass(expert.Modality!), labels),
            InteractionKind.Synergy => evidence.Synergy(passes, place, labels),
            _ => evidence.Redundancy(passes, place, labels),
        };

        public override torch.Tensor? Credit(ExpertPasses passes, torch.Tensor weights, torch.Tensor labels, torch.Tensor? allowed) =>
            evidence.Credit(passes, weights, labels, allowed);
    }
}
