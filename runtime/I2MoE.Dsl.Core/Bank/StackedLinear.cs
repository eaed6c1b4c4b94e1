using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Bank;

/// <summary>The linear maps of all experts, with stacked weights [E, outputs, inputs] and biases [E, outputs].</summary>
public sealed class StackedLinear : torch.nn.Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="initializer">Draws weights and biases uniformly from +-1 / sqrt(inputs).</param>
    /// <param name="bias">Whether there is a bias.</param>
    public StackedLinear(int inputs, int outputs, ExpertInitializer initializer, bool bias = true)
        : base(nameof(StackedLinear))
    {
        double bound = 1 / Math.Sqrt(inputs);
        _weight = initializer.Uniform(bound, outputs, inputs);
        register_parameter("weight", _weight);
        if (bias)
        {
            _bias = initializer.Uniform(bound, outputs);
            register_parameter("bias", _bias);
        }
    }

    /// <summary>The weights, [E, outputs, inputs].</summary>
    public Parameter Weight => _weight;

    /// <summary>The biases, [E, outputs]; null where there are none.</summary>
    public Parameter? Bias => _bias;

    /// <summary>Maps [..., inputs] to [..., outputs] for one expert, or [E, ..., inputs] to [E, ..., outputs] for all.</summary>
    public torch.Tensor Forward(torch.Tensor input, ExpertView view)
    {
        torch.Tensor weight = view.Of(_weight);
        torch.Tensor? bias = _bias is null ? null : view.Of(_bias);
        if (view.Precision == Precision.Bf16)
        {
            // The product in bfloat16, the bias added in float32.
            input = input.to(torch.bfloat16);
            weight = weight.to(torch.bfloat16);
            torch.Tensor product = (view.IsSingle ? torch.nn.functional.linear(input, weight) : Batched(input, weight)).to(torch.float32);
            return bias is null ? product : product.Plus(view.IsSingle ? bias : Spread(bias, product));
        }

        if (view.IsSingle)
        {
            return torch.nn.functional.linear(input, weight, bias);
        }

        torch.Tensor output = Batched(input, weight);
        return bias is null ? output : output.Plus(Spread(bias, output));
    }

    // [E, .., inputs] -> [E, .., outputs]
    private static torch.Tensor Batched(torch.Tensor input, torch.Tensor weight) =>
        torch.bmm(input.flatten(1, -2), weight.transpose(1, 2)).view([.. input.shape[..^1], weight.shape[1]]);

    // [E, outputs] -> [E, 1, .., outputs]
    private static torch.Tensor Spread(torch.Tensor bias, torch.Tensor output) =>
        bias.view([bias.shape[0], .. Enumerable.Repeat(1L, (int)output.dim() - 2), bias.shape[1]]);
}
