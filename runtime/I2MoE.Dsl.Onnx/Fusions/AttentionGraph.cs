using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;

namespace I2MoE.Dsl.Onnx.Fusions;

/// <summary>The transformer, switch and MoE++ fusions as graphs: blocks of attention over the tokens of all modalities, and a linear head on the means of each.</summary>
internal static class AttentionGraph
{
    /// <summary>Writes the fusion of one expert.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="sizes">Its sizes.</param>
    /// <param name="mlp">Writes what follows the attention of a block, tokens [B, S, D] to tokens.</param>
    /// <param name="embeddings">The embeddings, [B, P, D] a modality.</param>
    public static string Write(Part part, AttentionSizes sizes, Func<Part, string, string> mlp, IReadOnlyList<string> embeddings)
    {
        string tokens = part.Plus(part.Concat(embeddings, axis: 1), part.Weight("position_embedding"));
        for (int layer = 0; layer < sizes.Layers; layer++)
        {
            tokens = Block(part.Child("blocks", layer), sizes, mlp, tokens);
        }

        string means = part.Mean(part.Reshape(tokens, -1, sizes.Modalities, sizes.Patches, sizes.HiddenDim), axis: 2);
        return part.Child("head").Linear(part.Add("Flatten", [means], NodeAttribute.Of("axis", 1)));
    }

    private static string Block(Part part, AttentionSizes sizes, Func<Part, string, string> mlp, string tokens)
    {
        string attended = Attend(part, sizes, part.Child("attention_norm").LayerNorm(tokens));

        // The block of the reference code adds the attended tokens to themselves.
        string hidden = part.Plus(sizes.Block == AttentionBlock.Residual ? tokens : attended, attended);
        return part.Plus(hidden, mlp(part.Child("mlp"), part.Child("mlp_norm").LayerNorm(hidden)));
    }

    private static string Attend(Part part, AttentionSizes sizes, string tokens)
    {
        double scale = 1 / Math.Sqrt(sizes.HiddenDim / sizes.Heads);
        Part query = part.Child("query");
        Part keyValue = part.Child("key_value");
        string mixed = AttentionHeads.Mix(
            part.Child("attention"),
            sizes.Heads,
            query.Product(tokens, query.Weight("weight", weight => weight.Times(scale).Transposed())),
            keyValue.Product(tokens, keyValue.Constant("key/weight", keyValue.Read("weight").Part(0, of: 2).Transposed())),
            keyValue.Product(tokens, keyValue.Constant("value/weight", keyValue.Read("weight").Part(1, of: 2).Transposed())));
        return part.Child("projection").LinearOfTokens(mixed);
    }
}
