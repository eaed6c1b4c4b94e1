using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>The matrix products of linear layers whose weights are float32 and whose rows may be bfloat16.</summary>
internal static class LinearProduct
{
    /// <summary>rows [N, inputs] times the weight [outputs, inputs], transposed: [N, outputs], in the precision of the rows.</summary>
    public static Tensor Forward(Tensor rows, Tensor weight) => mm(rows, Like(weight, rows).t());

    /// <summary>The gradient of the rows, [N, inputs], of that of the products, [N, outputs].</summary>
    public static Tensor InputGradient(Tensor gradient, Tensor weight) => mm(gradient, Like(weight, gradient));

    /// <summary>Adds the gradient of the rows to another.</summary>
    public static Tensor AddInputGradient(Tensor sum, Tensor gradient, Tensor weight) => sum.addmm_(gradient, Like(weight, gradient), 1, 1);

    /// <summary>The gradient of the weight, float32 [outputs, inputs].</summary>
    public static Tensor WeightGradient(Tensor gradient, Tensor rows)
    {
        Tensor weight = mm(gradient.t(), rows);
        return weight.dtype == ScalarType.Float32 ? weight : weight.to(ScalarType.Float32);
    }

    private static Tensor Like(Tensor weight, Tensor rows) => weight.dtype == rows.dtype ? weight : weight.to(rows.dtype);
}
