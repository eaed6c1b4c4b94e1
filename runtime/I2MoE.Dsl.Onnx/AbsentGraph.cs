using I2MoE.Dsl.Onnx.Graphs;

namespace I2MoE.Dsl.Onnx;

/// <summary>An optional modality that samples may lack, as a graph: its encoder sees zeros then, and something else stands in the place of its embedding.</summary>
/// <param name="part">Where it stands.</param>
/// <param name="modality">The modality.</param>
/// <param name="presence">Which modalities each sample has, boolean, [B, n] or, of all samples alike, [1, n].</param>
internal sealed class AbsentGraph(Part part, Modality modality, string presence)
{
    // [B, 1]
    private readonly string _isPresent = part.Add("Gather", [presence, part.Graph.Wholes(modality.Index)], NodeAttribute.Of("axis", 1));

    /// <summary>The input with zeros where a sample lacks the modality.</summary>
    /// <param name="input">The input, [B, …].</param>
    public string Input(string input) =>
        part.Add("Where", [Aligned(modality.Shape.Count), input, modality.Vocabulary is null ? part.Graph.Number(0) : part.Graph.Whole(0)]);

    /// <summary>The number of steps of sequences with lengths of their own, [B, 1], all where a sample lacks the modality.</summary>
    /// <param name="steps">The number of steps, [B, 1].</param>
    public string Steps(string steps) => part.Add("Where", [_isPresent, steps, part.Graph.Whole(modality.Shape[0])]);

    /// <summary>The embedding, replaced where a sample lacks the modality.</summary>
    /// <param name="embedding">The embedding, [B, P, D] or [B, D].</param>
    /// <param name="dimensions">Its dimensions without that of the samples, 1 or 2.</param>
    /// <param name="replacement">The name of the learned embedding that replaces it; null for zeros.</param>
    public string Embedding(string embedding, int dimensions, string? replacement) =>
        part.Add("Where", [Aligned(dimensions), embedding, replacement is null ? part.Graph.Number(0) : part.Weight(replacement)]);

    private string Aligned(int dimensions) => dimensions == 1 ? _isPresent : part.Reshape(_isPresent, [-1, .. Enumerable.Repeat(1L, dimensions)]);
}
