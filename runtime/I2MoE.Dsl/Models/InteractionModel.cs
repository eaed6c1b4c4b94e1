using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Experts;
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

    /// <summary>Predicts: one pass an expert, without masking and without dropout (paper, algorithm 1, inference).</summary>
    /// <typeparam name="TOutput">The model's typed output.</typeparam>
    /// <param name="batch">The inputs.</param>
    /// <param name="encoders">The encoders.</param>
    /// <param name="experts">The experts.</param>
    /// <param name="reweighting">The re-weighting network.</param>
    /// <param name="create">Makes the output from prediction [B, O], weights [B, E] and the experts' logits [E, B, O].</param>
    protected TOutput InferWith<TOutput>(
        MultimodalBatch batch,
        EncoderSet encoders,
        ExpertBank experts,
        ReweightingNetwork reweighting,
        Func<torch.Tensor, torch.Tensor, torch.Tensor, TOutput> create)
        where TOutput : InteractionOutput
    {
        ArgumentNullException.ThrowIfNull(encoders);
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(reweighting);
        ArgumentNullException.ThrowIfNull(create);
        CheckBatch(batch);
        using IDisposable noGradients = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[] embeddings = encoders.Encode(batch.Inputs, random: null);
        ExpertPasses passes = experts.Run(embeddings, replacements: [], s_fullPass, random: null);
        torch.Tensor weights = reweighting.Weigh(embeddings, random: null);
        return create(passes.Combine(weights), weights, passes.Full);
    }
}
