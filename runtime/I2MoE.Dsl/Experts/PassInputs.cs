using TorchSharp;

namespace I2MoE.Dsl.Experts;

/// <summary>The inputs of the passes of a step, stacked on the batch dimension.</summary>
/// <param name="embeddings">The embeddings, [B, …] a modality.</param>
/// <param name="replacements">What replaces them, [E, B, …] a modality; empty where no pass masks anything.</param>
/// <param name="passes">The modality that each pass masks; null for the pass that sees every modality.</param>
internal sealed class PassInputs(IReadOnlyList<torch.Tensor> embeddings, IReadOnlyList<torch.Tensor> replacements, IReadOnlyList<Modality?> passes)
{
    /// <summary>The number of passes.</summary>
    public int Passes => passes.Count;

    /// <summary>The number of samples B.</summary>
    public long BatchSize => embeddings[0].shape[0];

    /// <summary>What one expert sees: [passes * B, …] a modality.</summary>
    public torch.Tensor[] ForExpert(int expert) => ForEachModality(modality =>
        Stack(modality, embeddings[modality], () => replacements[modality].select(0, expert), dimension: 0));

    /// <summary>What all experts see: [E, passes * B, …] a modality.</summary>
    public torch.Tensor[] ForAll(int experts) => ForEachModality(modality =>
    {
        torch.Tensor embedding = embeddings[modality];
        return Stack(modality, embedding.unsqueeze(0).expand([experts, .. embedding.shape]), () => replacements[modality], dimension: 1);
    });

    private torch.Tensor[] ForEachModality(Func<int, torch.Tensor> input) => [.. Enumerable.Range(0, embeddings.Count).Select(input)];

    private torch.Tensor Stack(int modality, torch.Tensor embedding, Func<torch.Tensor> replacement, int dimension) =>
        passes.Count == 1 && passes[0] is null
            ? embedding
            : torch.cat([.. passes.Select(masked => masked?.Index == modality ? replacement() : embedding)], dimension);
}
