using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>The base class of generated I2MoE models.</summary>
public abstract class InteractionModel : MultimodalModel
{
    private static readonly Modality?[] s_fullPass = [null];

    /// <summary>Creates the model.</summary>
    /// <param name="description">What the model is.</param>
    protected InteractionModel(ModelDescription description)
        : base(description)
    {
    }

    /// <summary>The encoders of the modalities.</summary>
    public abstract EncoderSet EncoderSet { get; }

    /// <summary>The interaction experts.</summary>
    public abstract ExpertBank ExpertBank { get; }

    /// <summary>The network that weighs the experts.</summary>
    public abstract ReweightingNetwork ReweightingNetwork { get; }

    /// <inheritdoc/>
    public abstract override InteractionLosses ComputeLosses(MultimodalBatch batch, StepRandom random);

    /// <summary>The losses of one training step from embeddings and the vectors that replace them.</summary>
    /// <param name="embeddings">The embeddings, [B, P, D] or [B, D] a modality.</param>
    /// <param name="replacements">What replaces them in the masking passes, [E, B, …] a modality: one for every expert.</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="random">The randomness of dropout; null switches dropout off.</param>
    public abstract InteractionLosses ComputeLosses(torch.Tensor[] embeddings, torch.Tensor[] replacements, torch.Tensor labels, StepRandom? random);

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
        torch.Tensor[] embeddings = EncoderSet.Encode(batch.Inputs, random: null);
        ExpertPasses passes = ExpertBank.Run(embeddings, replacements: [], s_fullPass, random: null);
        torch.Tensor weights = ReweightingNetwork.Weigh(embeddings, random: null);
        return create(InUnits(passes.Combine(weights)), weights, InUnits(passes.Full));
    }
}
