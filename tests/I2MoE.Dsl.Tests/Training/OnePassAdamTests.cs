using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Tests.Golden;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Training;

public sealed class OnePassAdamTests
{
    // Lengths around a vector and around a chunk.
    private static readonly long[] s_lengths = [1, 15, 16, 37, 16_384, 40_001];

    private static readonly Dictionary<string, TrainingOptions> s_options = new()
    {
        ["adam"] = new TrainingOptions { LearningRate = 1e-2 },
        ["adam with weight decay"] = new TrainingOptions { LearningRate = 1e-2, WeightDecay = 0.01 },
        ["adam with other betas"] = new TrainingOptions { LearningRate = 1e-2, Beta1 = 0.7, Beta2 = 0.98, Epsilon = 1e-4 },
        ["adamw"] = new TrainingOptions { Optimizer = OptimizerKind.Adamw, LearningRate = 1e-2, WeightDecay = 0.1 },
        ["sgd"] = new TrainingOptions { Optimizer = OptimizerKind.Sgd, LearningRate = 1e-2 },
        ["sgd with momentum"] = new TrainingOptions { Optimizer = OptimizerKind.Sgd, LearningRate = 1e-2, Momentum = 0.9, WeightDecay = 0.01 },
    };

    public static TheoryData<string, bool> Optimizers
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in s_options.Keys)
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Steps_equal_those_of_torch(string name, bool isOnePass)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Parameter[] expected = Create();
        Parameter[] actual = Create();
        TrainingOptions options = s_options[name];
        using torch.optim.Optimizer torchs = Torchs(expected, options);
        using var ours = new OnePassAdam(actual, options, rateOf: null, isOnePass);
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

    [Fact]
    public void Each_parameter_has_its_own_learning_rate_and_all_follow_the_factor()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (bool isOnePass in new[] { true, false })
        {
            Parameter[] parameters = Create();
            torch.Tensor[] before = [.. parameters.Select(parameter => parameter.detach().clone())];
            using var ours = new OnePassAdam(parameters, new TrainingOptions { Optimizer = OptimizerKind.Sgd, LearningRate = 1 }, parameter => parameter.numel() == 1 ? 1 : 0.25, isOnePass);
            ours.LearningRateFactor = 0.5;
            SetGradients(parameters, [.. parameters.Select(_ => true)], step: 0);
            torch.Tensor[] gradients = [.. parameters.Select(parameter => parameter.grad!.clone())];
            ours.step();
            for (int i = 0; i < parameters.Length; i++)
            {
                Close.Absolute(before[i] - (gradients[i] * (i == 0 ? 0.5 : 0.125)), parameters[i].detach(), 1e-6, $"parameter {i}");
            }
        }
    }

    private static torch.optim.Optimizer Torchs(Parameter[] parameters, TrainingOptions options) => options.Optimizer switch
    {
        OptimizerKind.Adam => torch.optim.Adam(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        OptimizerKind.Adamw => torch.optim.AdamW(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        _ => torch.optim.SGD(parameters, options.LearningRate, options.Momentum, weight_decay: options.WeightDecay),
    };

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
