using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>
/// The matrix products of a training step and nothing else: every linear layer (forward, gradient of the input, gradient of the weight) and
/// the two products of attention (forward, and two gradients each), all passes of an expert in one product. In bfloat16 the linear layers are.
/// </summary>
internal sealed class MatrixProducts : IDisposable
{
    private readonly List<(torch.Tensor Left, torch.Tensor Right)> _products = [];
    private readonly int _experts;
    private readonly torch.ScalarType _linear;
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public MatrixProducts(BenchmarkCase setting, Precision precision)
    {
        _linear = precision == Precision.Bf16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;
        FusionSizes s = setting.Sizes;
        _experts = s.Modalities + 2;
        long runs = s.Modalities + 1;
        long samples = runs * setting.Batch;
        if (setting.TakesVectors)
        {
            for (int modality = 0; modality < s.Modalities; modality++)
            {
                AddLinear(samples, s.Hidden, s.Hidden);
                AddLinear(samples, s.Hidden, 1);
            }

            AddLinear(samples, s.Modalities * s.Hidden, s.Hidden);
            AddLinear(samples, s.Hidden, s.Hidden / 2);
            AddLinear(samples, s.Hidden / 2, s.Outputs);
        }
        else
        {
            long tokens = s.Modalities * s.Patches;
            for (int layer = 0; layer < s.Layers; layer++)
            {
                AddLinear(samples * tokens, s.Hidden, s.Hidden);
                AddLinear(samples * tokens, s.Hidden, 2 * s.Hidden);
                AddLinear(samples * tokens, s.Hidden, s.Hidden);
                AddAttention(samples * s.Heads, tokens, s.Hidden / s.Heads);
                AddMlp(setting, layer, samples * tokens);
            }

            AddLinear(samples, (long)s.Modalities * s.Hidden, s.Outputs);
        }

        Operations = _experts * _products.Sum(pair => 2.0 * pair.Left.numel() * pair.Right.shape[^1]);
        _scope.Detach(_products.SelectMany(pair => new[] { pair.Left, pair.Right }));
    }

    /// <summary>The floating-point operations of a step.</summary>
    public double Operations { get; }

    /// <summary>Computes them all.</summary>
    public void Run()
    {
        for (int expert = 0; expert < _experts; expert++)
        {
            foreach ((torch.Tensor left, torch.Tensor right) in _products)
            {
                torch.matmul(left, right).Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((torch.Tensor left, torch.Tensor right) in _products)
        {
            left.Dispose();
            right.Dispose();
        }

        _scope.Dispose();
    }

    private void AddMlp(BenchmarkCase setting, int layer, long rows)
    {
        FusionSizes s = setting.Sizes;
        switch (setting.Fusion)
        {
            case "moepp":
                // Two of the experts a token; as many of them are SwiGLU experts as chance has it.
                int experts = s.Routed + 4;
                AddLinear(rows, s.Hidden, 8 * experts);
                AddLinear(rows, 8 * experts, experts);
                for (int routed = 0; routed < s.Routed; routed++)
                {
                    AddLinear(2 * rows / experts, s.Hidden, 128);
                    AddLinear(2 * rows / experts, 64, s.Hidden);
                }

                break;
            case "switch" when layer == 0:
                AddLinear(rows, s.Hidden, s.Routed);
                for (int routed = 0; routed < s.Routed; routed++)
                {
                    AddLinear(rows / s.Routed, s.Hidden, 2 * s.Hidden);
                    AddLinear(rows / s.Routed, 2 * s.Hidden, s.Hidden);
                }

                break;
            default:
                AddLinear(rows, s.Hidden, 2 * s.Hidden);
                AddLinear(rows, 2 * s.Hidden, s.Hidden);
                break;
        }
    }

    private void AddLinear(long rows, long inputs, long outputs)
    {
        torch.Tensor input = torch.randn(rows, inputs, _linear);
        torch.Tensor weight = torch.randn(outputs, inputs, _linear);
        torch.Tensor gradient = torch.randn(rows, outputs, _linear);
        _products.Add((input, weight.t()));
        _products.Add((gradient, weight));
        _products.Add((gradient.t(), input));
    }

    private void AddAttention(long batches, long tokens, long width)
    {
        torch.Tensor values = torch.randn(batches, tokens, width);
        torch.Tensor weights = torch.randn(batches, tokens, tokens);
        _products.Add((values, values.transpose(1, 2)));
        _products.Add((weights, values));
        _products.Add((values, values.transpose(1, 2)));
        _products.Add((weights.transpose(1, 2), values));
        _products.Add((weights, values));
        _products.Add((weights.transpose(1, 2), values));
    }
}
