using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>An I2MoE model: its parts and its algorithm. What derives from it, a generated class or <see cref="SpecifiedModel"/>, adds a face of its own.</summary>
public abstract class InteractionModel : MultimodalModel
{
    private static readonly Modality?[] s_fullPass = [null];

    private readonly ExpertsOptions _options;
    private readonly Objective _objective;
    private readonly InteractionTerms _interactions;

    /// <summary>Creates the model.</summary>
    /// <param name="parts">What it is made of.</param>
    /// <param name="seed">The seed of the initial parameters; the same seed gives the same parameters.</param>
    protected InteractionModel(ModelParts parts, long seed)
        : base((parts ?? throw new ArgumentNullException(nameof(parts))).Description)
    {
        Parts = parts;
        _options = parts.Experts;

        // Pass 0 sees every modality; in each other pass the embedding of one modality is replaced (paper, section 3.4), of several for experts of pairs.
        Plan = PassPlan.Of(Description, _options.Objective);

        // All parts draw from one stream, in this order.
        var initializer = new ParameterInitializer(seed);
        int experts = Description.Experts.Count;
        EncoderSet = parts.EncodersOf(initializer, seed);
        ExpertBank = new(parts.FusionOf(experts, initializer), _options);
        ReweightingNetwork = new(Description.Modalities.Count, parts.EmbeddingDim, experts, parts.Reweighting, initializer);
        _objective = parts.CreateObjective();
        _interactions = InteractionTerms.Of(_objective, _options, Description, Plan);
        register_module("encoders", EncoderSet);
        register_module("experts", ExpertBank);
        register_module("reweighting", ReweightingNetwork);
        register_module("objective", _objective);
    }

    /// <summary>The encoders of the modalities.</summary>
    public EncoderSet EncoderSet { get; }

    /// <summary>The interaction experts.</summary>
    public ExpertBank ExpertBank { get; }

    /// <summary>The network that weighs the experts.</summary>
    public ReweightingNetwork ReweightingNetwork { get; }

    /// <inheritdoc/>
    public abstract override InteractionOutput Infer(MultimodalBatch batch);

    /// <inheritdoc/>
    public abstract override InteractionLosses ComputeLosses(MultimodalBatch batch, StepRandom random);

    /// <summary>The losses of one training step from embeddings and the vectors that replace them.</summary>
    /// <param name="embeddings">The embeddings, [B, P, D] or [B, D] a modality.</param>
    /// <param name="replacements">What replaces them in the masking passes, [E, B, …] a modality: one for every expert.</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="random">The randomness of dropout; null switches dropout off.</param>
    public InteractionLosses ComputeLosses(torch.Tensor[] embeddings, torch.Tensor[] replacements, torch.Tensor labels, StepRandom? random) =>
        new(StepOf(embeddings, replacements, labels, random, presence: null));

    /// <summary>Predicts: one pass an expert, without masking and without dropout (paper, algorithm 1, inference).</summary>
    /// <typeparam name="TOutput">The model's typed output.</typeparam>
    /// <param name="batch">The inputs.</param>
    /// <param name="create">Makes the output from prediction [B, O], weights [B, E] and the experts' outputs [E, B, O].</param>
    protected TOutput InferWith<TOutput>(MultimodalBatch batch, Func<torch.Tensor, torch.Tensor, torch.Tensor, TOutput> create)
        where TOutput : InteractionOutput
    {
        ArgumentNullException.ThrowIfNull(create);
        CheckInferenceBatch(batch);
        using IDisposable noGradients = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[] embeddings = EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
        ExpertPasses passes = ExpertBank.Run(embeddings, replacements: [], s_fullPass, random: null);
        torch.Tensor weights = ReweightingNetwork.Weigh(embeddings, random: null, AllowedExperts(batch.Presence));
        TOutput output = create(InUnits(passes.Combine(weights)), weights, InUnits(passes.Full));
        output.Description = Description;
        return output;
    }

    /// <summary>Computes the losses of one training step: every expert in the full pass and in the masked ones (paper, algorithm 1, training).</summary>
    /// <typeparam name="TLosses">The model's typed losses.</typeparam>
    /// <param name="batch">The inputs and labels.</param>
    /// <param name="random">The randomness of the step: masks and dropout.</param>
    /// <param name="create">Makes the losses from the step.</param>
    protected TLosses ComputeLossesWith<TLosses>(MultimodalBatch batch, StepRandom random, Func<InteractionStep, TLosses> create)
        where TLosses : InteractionLosses
    {
        ArgumentNullException.ThrowIfNull(create);
        CheckTrainingBatch(batch);
        torch.Tensor? presence = EncoderSet.Drop(batch.Presence, batch.Inputs, random);
        torch.Tensor[] embeddings = EncoderSet.Encode(batch.Inputs, random, presence);
        torch.Tensor[] replacements = ExpertBank.DrawReplacements(embeddings, random, presence);
        return create(StepOf(embeddings, replacements, batch.Labels!, random, presence));
    }

    /// <summary>The passes of a training step, and which of them each expert learns from.</summary>
    internal PassPlan Plan { get; }

    /// <summary>The experts that may have a say about samples that lack modalities, boolean, [B, E]; null where all may.</summary>
    internal torch.Tensor? AllowedExperts(torch.Tensor? presence) => presence is null ? null : PresentExperts.Of(Description.Experts, presence);

    private InteractionStep StepOf(torch.Tensor[] embeddings, torch.Tensor[] replacements, torch.Tensor labels, StepRandom? random, torch.Tensor? presence)
    {
        torch.Tensor? allowed = AllowedExperts(presence);
        ExpertPasses passes = ExpertBank.Run(embeddings, replacements, Plan.Passes, random, presence);
        torch.Tensor weights = ReweightingNetwork.Weigh(embeddings, random, allowed);
        if (random?.Share is { } share)
        {
            // Losses are of all rows of the batch, on every rank.
            torch.Tensor? all = presence is null ? null : share.Gather(presence, 0);
            (passes, weights, labels, allowed) = (passes.Whole(share, all), share.Gather(weights, 0), share.Gather(labels, 0), AllowedExperts(all));
        }

        torch.Tensor prediction = passes.Combine(weights);
        return new InteractionStep
        {
            Description = Description,
            Options = _options,
            Passes = passes,
            Weights = weights,
            Prediction = prediction,
            Task = _objective.TaskLoss(prediction, labels),
            Interactions = [.. Description.Experts.Select((expert, place) => _interactions.Of(expert, place, passes, labels))],
            Credit = _interactions.Credit(passes, weights, labels, allowed),
        };
    }
}
