using I2MoE.Dsl.Onnx.Graphs;

namespace I2MoE.Dsl.Onnx.Layers;

/// <summary>Linear layers and what stands between them.</summary>
internal static class DenseLayers
{
    private const float LayerNormEpsilon = 1e-5f;

    /// <summary>A linear layer on vectors [B, inputs].</summary>
    public static string Linear(this Part part, string input) => part.Add(
        "Gemm",
        part.Has("bias") ? [input, part.Weight("weight"), part.Weight("bias")] : [input, part.Weight("weight")],
        NodeAttribute.Of("transB", 1));

    /// <summary>A linear layer on tokens [B, .., inputs].</summary>
    public static string LinearOfTokens(this Part part, string input)
    {
        string product = part.Product(input, part.Weight("weight", weight => weight.Transposed()));
        return part.Has("bias") ? part.Plus(product, part.Weight("bias")) : product;
    }

    /// <summary>Linear layers with ReLU between them, on vectors.</summary>
    public static string Mlp(this Part part, string input)
    {
        int layers = part.Count("layers", "weight");
        string hidden = input;
        for (int layer = 0; layer < layers; layer++)
        {
            Part linear = part.Child("layers", layer);
            hidden = linear.Linear(hidden);
            hidden = layer == layers - 1 ? hidden : linear.Relu(hidden);
        }

        return hidden;
    }

    /// <summary>The greater of 0 and every number.</summary>
    public static string Relu(this Part part, string input) => part.Add("Relu", [input]);

    /// <summary>x / 2 * (1 + erf(x / sqrt(2))): GELU as it is defined.</summary>
    public static string Gelu(this Part part, string input)
    {
        string error = part.Add("Erf", [part.Add("Div", [input, part.Graph.Number(Math.Sqrt(2))])]);
        return part.Times(part.Times(input, part.Plus(error, part.Graph.Number(1))), part.Graph.Number(0.5));
    }

    /// <summary>The normalisation of every token.</summary>
    public static string LayerNorm(this Part part, string input) => part.Add(
        "LayerNormalization", [input, part.Weight("weight"), part.Weight("bias")], NodeAttribute.Of("axis", -1), NodeAttribute.Of("epsilon", LayerNormEpsilon));
}
