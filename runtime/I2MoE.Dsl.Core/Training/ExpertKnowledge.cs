using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// What each expert says of samples through its interaction alone, and what the whole model says, in the units that outputs are learned in. A
/// redundancy expert says what all its masked passes have in common, a uniqueness expert what those have in common that leave it its modality, and
/// the synergy expert what it says in the full pass: what a redundancy expert lets slip of what one modality alone told it is not redundant. With
/// experts of pairs each says what the passes have in common that leave it what it needs. What is told in a pass is told by all experts that learn to
/// predict from the same (<see cref="PassPools"/>).
/// </summary>
/// <param name="Told">What is told in the passes.</param>
/// <param name="Weights">The weights of the experts, [B, E].</param>
/// <param name="Embeddings">Each modality's embedding, averaged over its patches, [B, D].</param>
/// <param name="Full">The outputs of the experts in the full pass, which the weights mix, [E, B, O].</param>
/// <param name="Allowed">Which experts may have weight, [B, E]; null where all may.</param>
internal sealed record ExpertKnowledge(ToldInPasses Told, torch.Tensor Weights, torch.Tensor[] Embeddings, torch.Tensor Full, torch.Tensor? Allowed)
{
    private const int BatchSize = 256;

    /// <summary>Runs a model over samples, batch by batch, where the model is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="rows">The samples; null for all.</param>
    /// <param name="pools">The pools of the model.</param>
    /// <param name="take">Takes the places of a batch among the samples, and what is known of them; the tensors are disposed after it.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public static void ForEach(InteractionModel model, MultimodalDataset data, long[]? rows, PassPools pools, Action<long[], ExpertKnowledge> take, CancellationToken cancellation)
    {
        torch.Device? device = model.parameters().FirstOrDefault()?.device;
        int first = 0;
        foreach (long[] batch in rows?.Chunk(BatchSize) ?? SampleRows.Chunked(data.Count, BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            MultimodalBatch inputs = data.ToBatch(model.Description.ModalityNames, batch, device);
            take([.. Enumerable.Range(first, batch.Length).Select(place => (long)place)], Of(model, inputs, pools, new StepRandom(0, epoch: 0, step: first)));
            first += batch.Length;
        }
    }

    private static ExpertKnowledge Of(InteractionModel model, MultimodalBatch inputs, PassPools pools, StepRandom masks)
    {
        torch.Tensor[] embeddings = model.EncoderSet.Encode(inputs.Inputs, random: null, inputs.Presence);
        torch.Tensor[] replacements = model.ExpertBank.DrawReplacements(embeddings, masks, inputs.Presence);
        ExpertPasses passes = model.ExpertBank.Run(embeddings, replacements, model.Plan.Passes, random: null, inputs.Presence);
        torch.Tensor? allowed = model.AllowedExperts(inputs.Presence);
        torch.Tensor weights = model.ReweightingNetwork.Weigh(embeddings, random: null, allowed);
        return new ExpertKnowledge(
            new ToldInPasses(pools.Told(passes).cpu(), pools.Counts(passes)?.cpu(), passes.Combine(weights).to_type(torch.float32).cpu()),
            weights,
            [.. embeddings.Select(embedding => embedding.dim() == 3 ? embedding.mean([1]) : embedding)],
            passes.Full,
            allowed);
    }
}
