using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>One pass from embeddings, without masking and without dropout; gradients flow where the caller wants them.</summary>
/// <param name="Prediction">The prediction, [B, O].</param>
/// <param name="Weights">The weights of the experts, [B, E].</param>
/// <param name="Experts">The outputs of the experts, [E, B, O].</param>
internal sealed record InteractionForward(torch.Tensor Prediction, torch.Tensor Weights, torch.Tensor Experts)
{
    private static readonly Modality?[] s_fullPass = [null];

    /// <summary>Runs a model's experts and its re-weighting network.</summary>
    /// <param name="model">The model.</param>
    /// <param name="embeddings">The embeddings, [B, …] a modality.</param>
    /// <param name="presence">Which modalities each sample has, [B, n]; null where all have all.</param>
    public static InteractionForward Of(InteractionModel model, IReadOnlyList<torch.Tensor> embeddings, torch.Tensor? presence)
    {
        ExpertPasses passes = model.ExpertBank.Run(embeddings, replacements: [], s_fullPass, random: null);
        torch.Tensor weights = model.ReweightingNetwork.Weigh(embeddings, random: null, model.AllowedExperts(presence));
        return new InteractionForward(model.InUnits(passes.Combine(weights)), weights, model.InUnits(passes.Full));
    }
}
