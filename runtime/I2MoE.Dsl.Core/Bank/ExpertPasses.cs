using System.ComponentModel;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Bank;

/// <summary>The outputs of every expert in every pass of a step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExpertPasses
{
    private readonly torch.Tensor[] _compared;
    private readonly torch.Tensor[] _outputs;
    private readonly IReadOnlyList<int> _runOf;
    private readonly InteractionComparison _comparison;

    /// <summary>Wraps the outputs.</summary>
    /// <param name="outputs">The outputs, [E, runs, B, O].</param>
    /// <param name="latents">The fused embeddings before the head, [E, runs, B, L].</param>
    /// <param name="runOf">Which run each declared pass has; a pass that was not run has that of the full pass, 0.</param>
    /// <param name="comparison">What the interaction losses compare.</param>
    internal ExpertPasses(torch.Tensor outputs, torch.Tensor latents, IReadOnlyList<int> runOf, InteractionComparison comparison)
    {
        _outputs = outputs.flatten(0, 1).unbind(0);
        Outputs = outputs;
        Latents = latents;
        _runOf = runOf;
        _comparison = comparison;
        _compared = comparison == InteractionComparison.Latents ? latents.flatten(0, 1).unbind(0) : _outputs;
    }

    /// <summary>The passes of all rows of a batch, of which every rank has run those of its share.</summary>
    /// <param name="share">The share of this rank.</param>
    /// <param name="presence">Which modalities each sample of the batch has.</param>
    internal ExpertPasses Whole(BatchShare share, torch.Tensor? presence) => new(
        share.Gather(Outputs, 2), _comparison == InteractionComparison.Latents ? share.Gather(Latents, 2) : Latents, _runOf, _comparison)
    {
        GateLoss = GateLoss,
        GateLossWeight = GateLossWeight,
        TaskLossTeaches = TaskLossTeaches,
        Presence = presence,
        Masked = Masked,
    };

    /// <summary>The outputs, [E, runs, B, O]; run 0 is the full pass.</summary>
    public torch.Tensor Outputs { get; }

    /// <summary>The fused embeddings before the head, [E, runs, B, L].</summary>
    public torch.Tensor Latents { get; }

    /// <summary>The gate loss of a sparse fusion, the mean over the experts: a scalar; null for a dense one.</summary>
    public torch.Tensor? GateLoss { get; internal init; }

    /// <summary>The weight of the gate loss beside the task loss.</summary>
    public double GateLossWeight { get; internal init; }

    /// <summary>Where the gradient of the prediction flows.</summary>
    internal TaskLossTarget TaskLossTeaches { get; init; }

    /// <summary>
    /// Which modalities each sample has, boolean, [B, n]; null where all have all. A pass does not mask what a sample lacks: one that masks nothing else was
    /// not run for that sample.
    /// </summary>
    internal torch.Tensor? Presence { get; init; }

    /// <summary>The modalities that each declared pass masks; by default, pass 0 masks none and pass i + 1 masks modality i.</summary>
    internal IReadOnlyList<ModalitySet> Masked { get => field ?? [ModalitySet.None, .. Enumerable.Range(0, _runOf.Count - 1).Select(place => ModalitySet.Of(place))]; init; }

    /// <summary>The outputs of every expert in the full pass, which sees every modality: [E, B, O].</summary>
    public torch.Tensor Full => Outputs.select(1, 0);

    /// <summary>
    /// What the interaction losses compare of one expert in one pass: its output [B, O], or its latent [B, L] where the option
    /// <c>Comparison</c> says so. A pass that this step does not run changes nothing: it equals the full pass.
    /// </summary>
    public torch.Tensor this[int expert, int pass] => _compared[(expert * (int)Outputs.shape[1]) + _runOf[pass]];

    /// <summary>Whether this step runs a pass; the full pass, 0, is always run.</summary>
    public bool WasRun(int pass) => pass == 0 || _runOf[pass] > 0;

    /// <summary>The output of one expert in one pass, [B, O].</summary>
    public torch.Tensor Output(int expert, int pass) => _outputs[(expert * (int)Outputs.shape[1]) + _runOf[pass]];

    /// <summary>
    /// The outputs of one expert in the passes that mask one modality and that this step runs, [passes, B, O]; null where there is none. Where a pass masks
    /// nothing, because the sample lacks its modality, stands the output of another one that does, so that what passes have in common is not changed by it;
    /// the output of the full pass where none masks anything.
    /// </summary>
    /// <param name="expert">The place of the expert.</param>
    /// <param name="except">A pass to leave out; 0 leaves out none.</param>
    public torch.Tensor? MaskedOutputs(int expert, int except = 0)
    {
        int[] passes = [.. MaskedPasses(except)];
        return passes.Length == 0 ? null : OutputsIn(expert, passes, Masks(except));
    }

    /// <summary>Whether the passes of <see cref="MaskedOutputs"/> mask something of each sample, boolean, [passes, B]; null where all of them do, or there is no pass.</summary>
    /// <param name="except">A pass to leave out; 0 leaves out none.</param>
    internal torch.Tensor? Masks(int except = 0) => MaskSome([.. MaskedPasses(except)]);

    /// <summary>The passes among <paramref name="passes"/> that this step runs.</summary>
    internal int[] Run(IEnumerable<int> passes) => [.. passes.Where(WasRun)];

    /// <summary>Whether passes mask something of each sample, boolean, [passes, B]; null where all of them do, or there is no pass.</summary>
    internal torch.Tensor? MaskSome(IReadOnlyList<int> passes) => OfPresent(passes, pass => Masked[pass]);

    /// <summary>Whether passes leave something of each sample, boolean, [passes, B]; null where all of them do, or there is no pass.</summary>
    internal torch.Tensor? LeaveSome(IReadOnlyList<int> passes) => OfPresent(passes, pass => ModalitySet.First((int)Presence!.shape[1]).Without(Masked[pass]));

    /// <summary>
    /// The outputs of one expert in some passes, [passes, B, O]. Where one does not count for a sample stands the output of the first that does, so that what
    /// passes have in common is not changed by it.
    /// </summary>
    /// <param name="expert">The place of the expert.</param>
    /// <param name="passes">The passes, at least one.</param>
    /// <param name="count">Which of them count, boolean, [passes, B]; null where all do.</param>
    internal torch.Tensor OutputsIn(int expert, IReadOnlyList<int> passes, torch.Tensor? count) => Counted(torch.stack([.. passes.Select(pass => Output(expert, pass))]), count);

    /// <summary>What was said in some passes, where one does not count for a sample that of the first which does, [passes, B, O].</summary>
    /// <param name="outputs">What was said in each, [passes, B, O].</param>
    /// <param name="count">Which of them count, boolean, [passes, B]; null where all do.</param>
    internal static torch.Tensor Counted(torch.Tensor outputs, torch.Tensor? count)
    {
        if (count is null)
        {
            return outputs;
        }

        torch.Tensor first = count.to_type(torch.ScalarType.Int64).argmax(dim: 0).view(1, -1, 1).expand(1, -1, outputs.shape[^1]);
        return outputs.where(count.unsqueeze(-1), outputs.gather(0, first));
    }

    private torch.Tensor? OfPresent(IReadOnlyList<int> passes, Func<int, ModalitySet> modalities) => Presence is null || passes.Count == 0
        ? null
        : torch.stack([.. passes.Select(pass => torch.stack([.. modalities(pass).Places.Select(place => Presence.select(1, place))]).any(dim: 0))]);

    private IEnumerable<int> MaskedPasses(int except) =>
        Enumerable.Range(1, _runOf.Count - 1).Where(pass => pass != except && WasRun(pass) && Masked[pass].Places.Take(2).Count() == 1);

    /// <summary>The prediction: the sum over the experts of weight times output of the full pass (paper, equation 1).</summary>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <returns>[B, O].</returns>
    public torch.Tensor Combine(torch.Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        torch.Tensor full = TaskLossTeaches == TaskLossTarget.Weights ? Full.detach() : Full;
        torch.Tensor each = TaskLossTeaches == TaskLossTarget.Experts ? weights.detach() : weights;
        return (each.transpose(0, 1).unsqueeze(-1) * full).sum(dim: 0);
    }
}
