using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Tests.Golden;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Training;

public sealed class OnePassAdamTests
{
    // Lengths around a vector and around a chunk.
    private static readonly long[] s_lengths = [1, 15, 16, 37, 16_384, 40_001];

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    public void Steps_equal_those_of_torch(double weightDecay)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Parameter[] expected = Create();
        Parameter[] actual = Create();
        using torch.optim.Optimizer torchs = torch.optim.Adam(expected, 1e-2, weight_decay: weightDecay);
        using var ours = new OnePassAdam(actual, 1e-2, weightDecay);
        for (int step = 0; step < 6; step++)
        {
            torchs.zero_grad();
            ours.ForgetGradients();

            // One parameter gets its first gradient late and another gets none in between: torch then moves it by its momentum.
            bool[] hasGradient = [.. s_lengths.Select((_, index) => !(index == 1 && step < 2) && !(index == 3 && step is 2 or 3))];
            SetGradients(expected, hasGradient, step);
            SetGradients(actual, hasGradient, step);
            torchs.step();
            ours.step();
            for (int i = 0; i < expected.Length; i++)
            {
                Close.Absolute(expected[i], actual[i].detach(), 1e-6, $"parameter {i} after step {step}");
            }
        }
    }

    private static Parameter[] Create()
    {
        using var generator = new torch.Generator(1);
        return [.. s_lengths.Select(length => new Parameter(torch.randn(length, dtype: torch.float32, generator: generator)))];
    }

    private static void SetGradients(Parameter[] parameters, bool[] hasGradient, int step)
    {
        using var generator = new torch.Generator((ulong)step + 2);
        torch.Tensor loss = torch.zeros(1);
        for (int i = 0; i < parameters.Length; i++)
        {
            torch.Tensor slope = torch.randn(parameters[i].shape, dtype: torch.float32, generator: generator);
            loss = hasGradient[i] ? loss + (parameters[i] * slope).sum() : loss;
        }

        loss.sum().backward();
    }
}
