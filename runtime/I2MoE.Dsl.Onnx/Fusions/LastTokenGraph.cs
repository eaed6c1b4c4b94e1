using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;

namespace I2MoE.Dsl.Onnx.Fusions;

/// <summary>The early and late fusions as graphs: tokens [B, S, features] through encoder layers of a transformer, and a linear head on the last token.</summary>
internal static class LastTokenGraph
{
    /// <summary>Writes the fusion of one expert.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="layers">The number of layers.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="tokens">The tokens.</param>
    public static string Write(Part part, int layers, int heads, string tokens)
    {
        string hidden = part.Child("embed").LinearOfTokens(tokens);
        for (int layer = 0; layer < layers; layer++)
        {
            hidden = Layer(part.Child("layers", layer), heads, lastTokenOnly: layer == layers - 1, hidden);
        }

        return part.Child("head").Linear(part.Squeeze(hidden, axis: 1));
    }

    private static string Layer(Part part, int heads, bool lastTokenOnly, string tokens)
    {
        string wanted = lastTokenOnly ? Last(part, tokens) : tokens;
        string mixed = AttentionHeads.Mix(
            part.Child("attention"),
            heads,
            Project(part, "query", 0, wanted, width => 1 / Math.Sqrt(width / heads)),
            Project(part, "key", 1, tokens, _ => 1),
            Project(part, "value", 2, tokens, _ => 1));
        string attended = part.Child("attention_norm").LayerNorm(part.Plus(wanted, part.Child("projection").LinearOfTokens(mixed)));
        string hidden = part.Relu(part.Child("mlp_expand").LinearOfTokens(attended));
        return part.Child("mlp_norm").LayerNorm(part.Plus(attended, part.Child("mlp_contract").LinearOfTokens(hidden)));
    }

    // Queries, keys and values are one layer of the model, in this order.
    private static string Project(Part part, string name, int place, string tokens, Func<long, double> scale)
    {
        Part at = part.Child("query_key_value");
        StoredTensor weight = at.Read("weight").Part(place, of: 3);
        double factor = scale(weight.Shape[0]);
        string product = at.Product(tokens, at.Constant($"{name}/weight", weight.Times(factor).Transposed()));
        return at.Plus(product, at.Constant($"{name}/bias", at.Read("bias").Part(place, of: 3).Times(factor)));
    }

    // [B, S, W] -> [B, 1, W]
    private static string Last(Part part, string tokens) =>
        part.Add("Slice", [tokens, part.Graph.Wholes(-1), part.Graph.Wholes(int.MaxValue), part.Graph.Wholes(1)]);
}
