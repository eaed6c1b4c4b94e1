using System.ComponentModel;
using I2MoE.Dsl.Bank;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// The interaction losses of the objective <c>Evidence</c>: each expert predicts the labels from what its interaction leaves it, and knows
/// nothing where its interaction is broken (paper, appendix A, equations 5 to 10, taken at its word).
/// </summary>
/// <remarks>
/// With y^(j) the output of masked pass j, T the labels, P their prior, D the distance of the task (KL for probabilities) and q the evidence
/// that passes have in common, without gradient: uniqueness i = mean over j != i of loss(y^(j), T) + beta D(q over j != i, y^(0)) + D(P, y^(i));
/// redundancy = mean over j of loss(y^(j), T) + beta D(q over all j, y^(0)); synergy = loss(y^(0), T) + mean over j of D(P, y^(j)).
/// The task loss teaches the weights and not the experts, which would otherwise all learn to answer everything in the full pass.
/// The weights also learn from <see cref="Credit"/>. With the objective <c>Measured</c> it is the other way round: the task loss teaches the experts alone,
/// which answer together under the weights as they are, and the weights learn from <see cref="MeasuredCredit"/> alone. A pass that a step does not run is left out, and so is, for a sample, one that masks a modality
/// that the sample lacks. With experts of pairs, what a modality tells is what it tells alone (<see cref="Alone"/>). A uniqueness expert learns from samples with its modality, and of one that has nothing else from the full pass; the others
/// learn from samples with two modalities or more.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EvidenceObjective
{
    private const double Tiny = 1e-8;

    // Shares of fourth powers: an expert that knows more than half of what is known is credited with nearly all of it. Two predictions of the
    // same knowledge differ in how sure they are, most of all early in training and where classes are rare, and that difference is no part.
    private const double Sharpness = 4;

    // Of what is known: what each expert gets in every sample at least, so that a sample of which nothing is known has the mean weights.
    private const double Floor = 0.02;
    private const int Rounds = 20;

    private readonly EvidenceMeasure _measure;
    private readonly ExpertsOptions _options;
    private readonly ModelDescription _description;
    private readonly IReadOnlyList<Expert> _experts;

    /// <summary>Creates the objective.</summary>
    /// <param name="task">The losses of the task.</param>
    /// <param name="options">The weight beta of agreement, and that of the credit.</param>
    /// <param name="description">The model; its experts are what the losses are for.</param>
    public EvidenceObjective(Objective task, ExpertsOptions options, ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(description);
        _measure = task.Evidence;
        _options = options;
        _description = description;
        _experts = description.Experts;
    }

    /// <summary>The interaction loss of a uniqueness expert, a scalar: it predicts from whatever has its modality, and without it knows nothing.</summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="expert">The place of the expert.</param>
    /// <param name="without">The pass without the expert's own modality.</param>
    /// <param name="labels">The labels of the batch.</param>
    public torch.Tensor Uniqueness(ExpertPasses passes, int expert, int without, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(passes);
        torch.Tensor full = passes.Output(expert, 0);
        torch.Tensor prior = _measure.Prior(labels, full);
        torch.Tensor? isTaught = Taught(passes, expert);
        torch.Tensor loss = Shared(passes, expert, without, prior, labels);
        if (passes.Presence is { } presence)
        {
            // Nothing is masked of a sample that has this modality alone: the full pass is the one that leaves the expert its modality only.
            torch.Tensor isAlone = isTaught!.logical_and(presence.sum(dim: 1).eq(TorchNumber.Of(1)));
            loss = loss.Plus(PresentMean.Of(_measure.Loss(full.unsqueeze(0), labels), isAlone) * (isAlone.sum() / isTaught.sum().clamp_min(TorchNumber.Of(1)).to_type(full.dtype)));
        }

        return passes.WasRun(without) ? loss.Plus(PresentMean.Of(_measure.Distance(prior, passes.Output(expert, without)), isTaught)) : loss;
    }

    /// <summary>The interaction loss of the synergy expert, a scalar: it predicts from all modalities, and without one knows nothing.</summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="expert">The place of the expert.</param>
    /// <param name="labels">The labels of the batch.</param>
    public torch.Tensor Synergy(ExpertPasses passes, int expert, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(passes);
        torch.Tensor full = passes.Output(expert, 0);
        torch.Tensor? isTaught = Taught(passes, expert);
        torch.Tensor loss = PresentMean.Of(_measure.Loss(full.unsqueeze(0), labels), isTaught);
        return passes.MaskedOutputs(expert) is { } masked
            ? loss.Plus(PresentMean.Of(_measure.Distance(_measure.Prior(labels, full), masked), passes.Masks()?.logical_and(isTaught!)))
            : loss;
    }

    /// <summary>The interaction loss of the redundancy expert, a scalar: it predicts without any one modality, and says what all those predictions say.</summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="expert">The place of the expert.</param>
    /// <param name="labels">The labels of the batch.</param>
    public torch.Tensor Redundancy(ExpertPasses passes, int expert, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(passes);
        torch.Tensor full = passes.Output(expert, 0);
        return Shared(passes, expert, except: 0, _measure.Prior(labels, full), labels);
    }

    /// <summary>
    /// The interaction loss of an expert in a layout with pairs, a scalar: it predicts from each pass that leaves it what its interaction needs and nothing
    /// else, says in the full pass what those predictions have in common, and knows nothing where what it needs is taken away.
    /// </summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="expert">The place of the expert.</param>
    /// <param name="keep">The passes that leave it what it needs.</param>
    /// <param name="lose">The passes that take it away.</param>
    /// <param name="labels">The labels of the batch.</param>
    internal torch.Tensor Alone(ExpertPasses passes, int expert, int[] keep, int[] lose, torch.Tensor labels)
    {
        torch.Tensor full = passes.Output(expert, 0);
        torch.Tensor prior = _measure.Prior(labels, full);
        torch.Tensor? isTaught = Taught(passes, expert);
        int[] kept = passes.Run(keep);
        torch.Tensor loss = Agreement(passes, expert, kept, passes.LeaveSome(kept)?.logical_and(isTaught!), prior, labels);
        int[] lost = passes.Run(lose);
        return lost.Length == 0
            ? loss
            : loss.Plus(PresentMean.Of(_measure.Distance(prior, passes.OutputsIn(expert, lost, count: null)), isTaught?.expand(lost.Length, -1)));
    }

    /// <summary>
    /// The loss that teaches the weights whom to credit, a scalar: cross-entropy of the weights with the fourth powers of each expert's
    /// part of what is known about each sample (<see cref="EvidenceShares"/>), made to sum to 1; a sample counts as much as is known about it.
    /// No gradient flows to the experts.
    /// </summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="allowed">
    /// The experts that may have a say about each sample, boolean, [B, E]; the others, whose weight is 0 whatever is learned, get no credit. Null (default)
    /// where all may.
    /// </param>
    public torch.Tensor Credit(ExpertPasses passes, torch.Tensor weights, torch.Tensor labels, torch.Tensor? allowed = null)
    {
        ArgumentNullException.ThrowIfNull(passes);
        ArgumentNullException.ThrowIfNull(weights);
        torch.Tensor parts = EvidenceShares.Of(Gains(passes, labels, allowed), _experts);
        torch.Tensor known = parts.sum(dim: 0);
        torch.Tensor powers = (parts / known.clamp_min(TorchNumber.Of(Tiny))).pow(TorchNumber.Of(Sharpness));
        torch.Tensor credit = known * powers / powers.sum(dim: 0).clamp_min(TorchNumber.Of(Tiny));
        return -(credit.transpose(0, 1) * weights.clamp_min(TorchNumber.Of(Tiny)).log()).sum() / known.sum().clamp_min(TorchNumber.Of(Tiny));
    }

    /// <summary>
    /// The loss that teaches the weights the shares of the objective <c>Measured</c>, a scalar: cross-entropy of the weights with each expert's part of what
    /// is known about each sample, times one factor an expert, with which their mean over the batch is the shares of the mean gains
    /// (<see cref="SettledWeights"/>). No gradient flows to the experts.
    /// </summary>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="allowed">The experts that may have a say about each sample, boolean, [B, E]; null (default) where all may.</param>
    internal torch.Tensor MeasuredCredit(ExpertPasses passes, torch.Tensor weights, torch.Tensor labels, torch.Tensor? allowed = null)
    {
        torch.Tensor gains = Gains(passes, labels, allowed);
        torch.Tensor means = EvidenceShares.Of(gains.mean([1]), _description);
        torch.Tensor known = means.sum();
        torch.Tensor parts = EvidenceShares.Of(gains, _description).Plus(known * TorchNumber.Of(Floor)).transpose(0, 1);
        torch.Tensor factors = SettledWeights.Factors(parts, means / known.clamp_min(TorchNumber.Of(Tiny)), allowed, Rounds);
        return -(SettledWeights.Of(parts, factors, allowed) * weights.clamp_min(TorchNumber.Of(Tiny)).log()).sum(dim: 1).mean();
    }

    // How much better than the prior each expert predicts each sample, [E, B]; 0 where it may have no say.
    private torch.Tensor Gains(ExpertPasses passes, torch.Tensor labels, torch.Tensor? allowed)
    {
        torch.Tensor full = passes.Full.detach();
        torch.Tensor prior = _measure.Prior(labels, full).expand(1, full.shape[1], full.shape[2]);
        torch.Tensor gains = _measure.Loss(prior, labels) - _measure.Loss(full, labels);
        return allowed is null ? gains : gains.masked_fill(allowed.transpose(0, 1).logical_not(), TorchNumber.Of(0));
    }

    // The passes predict, each as well as it can; the full pass says what they have in common.
    private torch.Tensor Agreement(ExpertPasses passes, int expert, int[] kept, torch.Tensor? areRun, torch.Tensor prior, torch.Tensor labels)
    {
        torch.Tensor full = passes.Output(expert, 0);
        if (kept.Length == 0)
        {
            return full.sum() * TorchNumber.Of(0);
        }

        torch.Tensor outputs = passes.OutputsIn(expert, kept, areRun);
        torch.Tensor common = _measure.Common(outputs.detach(), prior);
        return PresentMean.Of(_measure.Loss(outputs, labels), areRun).Plus(PresentMean.Of(_measure.Distance(common, full), areRun?.any(dim: 0)) * TorchNumber.Of(_options.AgreementWeight));
    }

    // The same of the passes that mask one modality.
    private torch.Tensor Shared(ExpertPasses passes, int expert, int except, torch.Tensor prior, torch.Tensor labels)
    {
        torch.Tensor full = passes.Output(expert, 0);
        if (passes.MaskedOutputs(expert, except) is not { } masked)
        {
            return full.sum() * TorchNumber.Of(0);
        }

        torch.Tensor? areRun = passes.Masks(except)?.logical_and(Taught(passes, expert)!);
        torch.Tensor common = _measure.Common(masked.detach(), prior);
        return PresentMean.Of(_measure.Loss(masked, labels), areRun).Plus(PresentMean.Of(_measure.Distance(common, full), areRun?.any(dim: 0)) * TorchNumber.Of(_options.AgreementWeight));
    }

    // The samples that an expert learns from, [B]; null for all.
    private torch.Tensor? Taught(ExpertPasses passes, int expert) => passes.Presence is { } presence ? PresentExperts.Knows(_experts[expert], presence) : null;
}
