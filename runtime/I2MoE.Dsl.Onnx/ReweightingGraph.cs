using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;
using Onnx;

namespace I2MoE.Dsl.Onnx;

/// <summary>The re-weighting network as a graph: the weights of the experts, [B, E], which sum to 1.</summary>
internal static class ReweightingGraph
{
    /// <summary>Writes the network.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="options">Its options.</param>
    /// <param name="embeddings">The embeddings, [B, P, D] or [B, D] a modality.</param>
    /// <param name="areTokens">Whether they are tokens.</param>
    /// <param name="experts">The experts.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n] or, of all samples alike, [1, n]; null where that cannot be told.</param>
    public static string Write(Part part, ReweightingOptions options, IReadOnlyList<string> embeddings, bool areTokens, IReadOnlyList<Expert> experts, string? presence)
    {
        string scores = options.Scope == ReweightingScope.Global
            ? SameForAll(part, embeddings[0], experts.Count)
            : part.Child("mlp").Mlp(part.Concat([.. embeddings.Select(embedding => areTokens ? part.Mean(embedding, axis: 1) : embedding)], axis: 1));
        string tempered = part.Add("Div", [scores, part.Graph.Number(options.Temperature)]);
        return part.Softmax(presence is null
            ? tempered
            : part.Add("Where", [Allowed(part, experts, presence), tempered, part.Graph.Number(double.NegativeInfinity)]));
    }

    // [E] -> [B, E]
    private static string SameForAll(Part part, string embedding, int experts)
    {
        string samples = part.Unsqueeze(part.Length(embedding, axis: 0), axis: 0);
        return part.Add("Expand", [part.Weight("weights"), part.Concat([samples, part.Graph.Wholes(experts)], axis: 0)]);
    }

    // A uniqueness expert needs its modality, that of a pair both, and the others two; where that leaves none, all may.
    private static string Allowed(Part part, IReadOnlyList<Expert> experts, string presence)
    {
        string counts = part.Cast(presence, TensorProto.Types.DataType.Int64);
        string several = part.Add("Greater", [part.Sum(counts, axis: 1, keep: true), part.Graph.Whole(1)]);
        string known = part.Concat(
            [
                .. experts.Select(expert => expert.Modalities.Count == 0 ? several : expert.Modalities
                    .Select(own => part.Add("Gather", [presence, part.Graph.Wholes(own.Index)], NodeAttribute.Of("axis", 1)))
                    .Aggregate((first, second) => part.Add("And", [first, second]))),
            ],
            axis: 1);
        string none = part.Add("Equal", [part.Sum(part.Cast(known, TensorProto.Types.DataType.Int64), axis: 1, keep: true), part.Graph.Whole(0)]);
        return part.Add("Or", [known, none]);
    }
}
