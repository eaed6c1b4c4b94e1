using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Bank;

/// <summary>The inputs of the passes of a step, stacked on the batch dimension.</summary>
/// <param name="embeddings">The embeddings, [B, …] a modality.</param>
/// <param name="replacements">What replaces them, [E, B, …] a modality; empty where no pass masks anything.</param>
/// <param name="passes">The modalities that each pass masks; none of the pass that sees every modality.</param>
internal sealed class PassInputs(IReadOnlyList<torch.Tensor> embeddings, IReadOnlyList<torch.Tensor> replacements, IReadOnlyList<ModalitySet> passes)
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

    /// <summary>
    /// What one expert sees, every distinct embedding once: first those of all modalities, then the replacement of every modality that a pass masks, each
    /// [B, …]; and for every pass, which of them each modality has.
    /// </summary>
    public (torch.Tensor[] Distinct, int[][] GroupOf) Distinct(int expert)
    {
        var distinct = new List<torch.Tensor>(embeddings);
        int[][] groupOf = new int[passes.Count][];
        for (int pass = 0; pass < passes.Count; pass++)
        {
            groupOf[pass] = [.. Enumerable.Range(0, embeddings.Count)];
            foreach (int masked in passes[pass].Places)
            {
                int place = Array.IndexOf(Replaced, masked);
                groupOf[pass][masked] = embeddings.Count + place;
                if (distinct.Count == embeddings.Count + place)
                {
                    distinct.Add(replacements[masked].select(0, expert));
                }
            }
        }

        return ([.. distinct], groupOf);
    }

    /// <summary>The modality of one of the distinct embeddings.</summary>
    public int ModalityOf(int group) => group < embeddings.Count ? group : Replaced[group - embeddings.Count];

    // The modalities that some pass masks, in the order in which passes mask them.
    private int[] Replaced => field ??= [.. passes.SelectMany(pass => pass.Places).Distinct()];

    private torch.Tensor[] ForEachModality(Func<int, torch.Tensor> input) => [.. Enumerable.Range(0, embeddings.Count).Select(input)];

    private torch.Tensor Stack(int modality, torch.Tensor embedding, Func<torch.Tensor> replacement, int dimension) =>
        passes is [{ IsEmpty: true }]
            ? embedding
            : torch.cat([.. passes.Select(masked => masked.Contains(modality) ? replacement() : embedding)], dimension);
}
