using System.ComponentModel;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Experts;

/// <summary>The interaction experts of a model: a bank of fusion backbones, and the masking passes that train them (paper, section 3).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExpertBank : torch.nn.Module
{
    private readonly ExpertsOptions _options;

    /// <summary>Creates the bank.</summary>
    /// <param name="fusion">The fusion backbones, one an expert.</param>
    /// <param name="options">Masking and the weight of the interaction loss.</param>
    public ExpertBank(FusionBank fusion, ExpertsOptions options)
        : base(nameof(ExpertBank))
    {
        ArgumentNullException.ThrowIfNull(fusion);
        Fusion = fusion;
        _options = options;
        register_module("fusion", fusion);
    }

    /// <summary>The fusion backbones.</summary>
    public FusionBank Fusion { get; }

    /// <summary>What replaces the embeddings in the masking passes.</summary>
    public Masking Masking => _options.Masking;

    /// <summary>How the experts are executed; chosen from the device and the sizes by default.</summary>
    public ExecutionPlan Plan { get; set; } = ExecutionPlan.Auto;

    /// <summary>Whether the experts learn to predict from what their interaction leaves them (objectives <c>Evidence</c> and <c>Measured</c>).</summary>
    internal bool LearnsFromEvidence => _options.Objective != InteractionObjective.Paper && _options.InteractionLossWeight != 0;

    /// <summary>Whether the weights are fitted after training to what the experts are measured to know (objective <c>Measured</c>).</summary>
    internal bool WeightsAreMeasured => _options.Objective == InteractionObjective.Measured && LearnsFromEvidence;

    /// <summary>The objective that experts and weights learn; that of the paper where the interaction losses have no weight.</summary>
    internal InteractionObjective Objective => LearnsFromEvidence ? _options.Objective : InteractionObjective.Paper;

    /// <summary>Whether masking passes are run, because their loss has weight.</summary>
    internal bool RunsMaskedPasses => _options.InteractionLossWeight != 0;

    private TaskLossTarget TaskLossTeaches => WeightsAreMeasured ? TaskLossTarget.Experts : LearnsFromEvidence ? TaskLossTarget.Weights : TaskLossTarget.ExpertsAndWeights;

    /// <summary>What replaces the embeddings in the masking passes, as the option <c>Masking</c> says.</summary>
    /// <param name="embeddings">The embeddings, [B, …] a modality.</param>
    /// <param name="random">The randomness of the step.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n]; null (default) where all have all. What is absent is not masked: its embedding stays.</param>
    /// <returns>[E, B, …] a modality: a replacement for every expert. No gradient flows through it.</returns>
    public torch.Tensor[] DrawReplacements(IReadOnlyList<torch.Tensor> embeddings, StepRandom random, torch.Tensor? presence = null)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(random);
        return [.. embeddings.Select((embedding, modality) => Replacement(embedding.detach(), modality, random, presence?.select(1, modality)))];
    }

    /// <summary>Runs the passes of a step through every expert.</summary>
    /// <param name="embeddings">The embeddings, [B, …] a modality.</param>
    /// <param name="replacements">What replaces them in the masking passes, [E, B, …] a modality; may be empty where no pass masks.</param>
    /// <param name="passes">The modality that each pass masks; the first pass is the full one, which sees every modality: null.</param>
    /// <param name="random">The randomness of dropout; null at inference.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n]; null (default) where all have all.</param>
    public ExpertPasses Run(
        IReadOnlyList<torch.Tensor> embeddings, IReadOnlyList<torch.Tensor> replacements, IReadOnlyList<Modality?> passes, StepRandom? random, torch.Tensor? presence = null) =>
        Run(embeddings, replacements, [.. passes.Select(masked => masked is null ? ModalitySet.None : ModalitySet.Of(masked.Index))], random, presence);

    /// <summary>Runs the passes of a step through every expert.</summary>
    /// <param name="embeddings">The embeddings, [B, …] a modality.</param>
    /// <param name="replacements">What replaces them in the masking passes, [E, B, …] a modality; may be empty where no pass masks.</param>
    /// <param name="passes">The modalities that each pass masks; the first pass is the full one, which masks none.</param>
    /// <param name="random">The randomness of dropout; null at inference.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n]; null where all have all.</param>
    internal ExpertPasses Run(
        IReadOnlyList<torch.Tensor> embeddings, IReadOnlyList<torch.Tensor> replacements, IReadOnlyList<ModalitySet> passes, StepRandom? random, torch.Tensor? presence)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        int[] masked = MaskedPasses(passes, embeddings.Count, random);
        var inputs = new PassInputs(embeddings, replacements, [ModalitySet.None, .. masked.Select(pass => passes[pass])]);
        FusionOutput fused = RunsSequentially(embeddings[0], inputs) ? RunSequentially(inputs, random) : RunBatched(inputs, random);
        int[] runOf = [.. passes.Select((_, pass) => Array.IndexOf(masked, pass) + 1)];
        return new ExpertPasses(Unstack(fused.Outputs, inputs), Unstack(fused.Latent, inputs), runOf, _options.Comparison)
        {
            GateLoss = fused.GateLoss?.mean(),
            GateLossWeight = Fusion.GateLossWeight,
            TaskLossTeaches = TaskLossTeaches,
            Presence = presence,
            Masked = passes,
        };
    }

    /// <summary>Runs the full pass without dropout, one expert after the other, so that the gradient of one expert's output costs nothing for the others.</summary>
    /// <param name="embeddings">The embeddings, [B, …] a modality.</param>
    /// <returns>The output of every expert, E times [B, O].</returns>
    internal torch.Tensor[] RunEach(IReadOnlyList<torch.Tensor> embeddings)
    {
        var inputs = new PassInputs(embeddings, [], [ModalitySet.None]);
        return [.. ExpertView.EachOf(Fusion.Experts, inputs.Passes, random: null, Fusion.Precision).Select((view, expert) => Fusion.Forward(inputs, expert, view).Outputs)];
    }

    // The masking passes that this step runs: every one, those of as many modalities as the option MaskedModalities says, or none where their loss has no weight.
    private int[] MaskedPasses(IReadOnlyList<ModalitySet> passes, int modalities, StepRandom? random)
    {
        if (!RunsMaskedPasses)
        {
            return [];
        }

        int[] masked = [.. Enumerable.Range(1, passes.Count - 1)];
        if (random is not null && _options.MaskedModalities > 0 && _options.MaskedModalities < Math.Min(modalities, masked.Length))
        {
            // Pass i + 1 masks modality i.
            int[] ofOne = [.. Enumerable.Range(1, modalities)];
            random.ShuffleMaskedPasses(ofOne);
            var drawn = ModalitySet.Of([.. ofOne.Take(_options.MaskedModalities).Select(pass => pass - 1)]);
            masked = [.. masked.Where(pass => passes[pass].IsWithin(drawn))];
        }

        return masked;
    }

    private bool RunsSequentially(torch.Tensor embedding, PassInputs inputs) => Plan == ExecutionPlan.Auto
        ? embedding.device_type == DeviceType.CPU && !Fusion.PrefersBatched(inputs.Passes * inputs.BatchSize)
        : Plan == ExecutionPlan.Sequential;

    private FusionOutput RunSequentially(PassInputs inputs, StepRandom? random)
    {
        FusionOutput[] each =
        [
            .. ExpertView.EachOf(Fusion.Experts, inputs.Passes, random, Fusion.Precision).Select((view, expert) => Fusion.Forward(inputs, expert, view)),
        ];
        return new FusionOutput(
            torch.stack([.. each.Select(output => output.Outputs)]),
            torch.stack([.. each.Select(output => output.Latent)]),
            each[0].GateLoss is null ? null : torch.stack([.. each.Select(output => output.GateLoss!)]));
    }

    private FusionOutput RunBatched(PassInputs inputs, StepRandom? random) =>
        Fusion.Forward(inputs.ForAll(Fusion.Experts), ExpertView.All(Fusion.Experts, inputs.Passes, random, Fusion.Precision));

    // [E, passes * B, …] -> [E, passes, B, …]
    private torch.Tensor Unstack(torch.Tensor stacked, PassInputs inputs) => stacked.view(Fusion.Experts, inputs.Passes, inputs.BatchSize, -1);

    private torch.Tensor Replacement(torch.Tensor embedding, int modality, StepRandom random, torch.Tensor? isPresent)
    {
        long[] shape = [Fusion.Experts, .. embedding.shape];
        torch.Tensor replacement = _options.Masking switch
        {
            Masking.Random => random.MaskingNoise(modality, shape, embedding.device),
            Masking.Mean => MeanEmbedding.Of(embedding, isPresent, random.Share).expand(shape),
            _ => torch.zeros_like(embedding).expand(shape),
        };
        return isPresent is null ? replacement : replacement.where(MeanEmbedding.Aligned(isPresent, embedding), embedding.to_type(replacement.dtype));
    }
}
