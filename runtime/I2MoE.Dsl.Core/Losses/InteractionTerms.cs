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
    /// <param name="plan">Which passes each expert learns from.</param>
    public static InteractionTerms Of(Objective objective, ExpertsOptions options, ModelDescription description, PassPlan plan) =>
        options.Objective is InteractionObjective.Evidence or InteractionObjective.Measured
            ? new Evident(new EvidenceObjective(objective, options, description), plan, options.Objective == InteractionObjective.Measured)
            : new Compared(objective, plan);

    /// <summary>The interaction loss of one expert, a scalar.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="place">Its place in the bank.</param>
    /// <param name="passes">The outputs of the experts in the passes of the plan.</param>
    /// <param name="labels">The labels of the batch.</param>
    public abstract torch.Tensor Of(Expert expert, int place, ExpertPasses passes, torch.Tensor labels);

    /// <summary>The loss of the weights, a scalar; null where there is none.</summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="allowed">The experts that may have a say about each sample, [B, E]; null where all may.</param>
    public virtual torch.Tensor? Credit(ExpertPasses passes, torch.Tensor weights, torch.Tensor labels, torch.Tensor? allowed) => null;

    private static int WithoutPass(Modality modality) => modality.Index + 1;

    private sealed class Compared(Objective objective, PassPlan plan) : InteractionTerms
    {
        public override torch.Tensor Of(Expert expert, int place, ExpertPasses passes, torch.Tensor labels)
        {
            torch.Tensor full = passes[place, 0];
            torch.Tensor[] Outputs(int[] of) => [.. of.Select(pass => passes[place, pass])];
            (int[] keep, int[] lose) = (plan.Keep(place), plan.Lose(place));
            if (passes.Presence is { } presence)
            {
                return OfPresent(expert, full, Outputs(keep), Outputs(lose), pass => passes.MaskSome(pass)!.logical_and(PresentExperts.Knows(expert, presence)), keep, lose);
            }

            return (expert.Kind, expert.IsOfPair) switch
            {
                (InteractionKind.Uniqueness, _) => objective.Uniqueness(full, Outputs(lose)[0], Outputs(keep)),
                (InteractionKind.Synergy, false) => objective.Synergy(full, Outputs(lose)),
                (_, false) => objective.Redundancy(full, Outputs(keep)),

                // What a pair needs is there in some passes, where nothing is to change, and not in others, where everything is.
                _ => objective.Redundancy(full, Outputs(keep)).Plus(objective.Synergy(full, Outputs(lose))),
            };
        }

        private torch.Tensor OfPresent(Expert expert, torch.Tensor full, torch.Tensor[] kept, torch.Tensor[] lost, Func<int[], torch.Tensor> areRun, int[] keep, int[] lose) =>
            (expert.Kind, expert.IsOfPair) switch
            {
                (InteractionKind.Uniqueness, _) => PresentMean.Of(objective.EachUniqueness(full, lost[0], kept), areRun(keep)),
                (InteractionKind.Synergy, false) => PresentMean.Of(objective.EachSynergy(full, lost), areRun(lose)),
                (_, false) => PresentMean.Of(objective.EachRedundancy(full, kept), areRun(keep)),
                _ => PresentMean.Of(objective.EachRedundancy(full, kept), areRun(keep)).Plus(PresentMean.Of(objective.EachSynergy(full, lost), areRun(lose))),
            };
    }

    private sealed class Evident(EvidenceObjective evidence, PassPlan plan, bool isMeasured) : InteractionTerms
    {
        public override torch.Tensor Of(Expert expert, int place, ExpertPasses passes, torch.Tensor labels) => (expert.Kind, plan.IsAlone) switch
        {
            (InteractionKind.Synergy, _) when !expert.IsOfPair => evidence.Synergy(passes, place, labels),
            (_, true) => evidence.Alone(passes, place, plan.Keep(place), plan.Lose(place), labels),
            (InteractionKind.Uniqueness, _) => evidence.Uniqueness(passes, place, WithoutPass(expert.Modality!), labels),
            _ => evidence.Redundancy(passes, place, labels),
        };

        public override torch.Tensor? Credit(ExpertPasses passes, torch.Tensor weights, torch.Tensor labels, torch.Tensor? allowed) =>
            isMeasured ? evidence.MeasuredCredit(passes, weights, labels, allowed) : evidence.Credit(passes, weights, labels, allowed);
    }
}
