using I2MoE.Dsl.Onnx.Graphs;

namespace I2MoE.Dsl.Onnx.Fusions;

/// <summary>Multi-head attention between tokens [B, S, D], without its projections.</summary>
internal static class AttentionHeads
{
    /// <summary>softmax(q k' / sqrt(d)) v in every head.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="query">The queries, which are scaled by 1 / sqrt(d).</param>
    /// <param name="key">The keys.</param>
    /// <param name="value">The values.</param>
    public static string Mix(Part part, int heads, string query, string key, string value)
    {
        string scores = part.Product(Split(part, heads, query, 0, 2, 1, 3), Split(part, heads, key, 0, 2, 3, 1));
        string mixed = part.Product(part.Softmax(scores), Split(part, heads, value, 0, 2, 1, 3));
        return part.Reshape(part.Transpose(mixed, 0, 2, 1, 3), 0, 0, -1);
    }

    // [B, S, D] -> [B, S, heads, D / heads], in another order
    private static string Split(Part part, int heads, string tokens, params long[] order) => part.Transpose(part.Add("Reshape", [tokens, part.Graph.Wholes(0, 0, heads, -1)]), order);
}
