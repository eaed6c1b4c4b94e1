using System.Globalization;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Fusion;

/// <summary>A training step in a process of its own, whose processor may be told to do without some of its instructions.</summary>
internal static class PlanRun
{
    /// <summary>The program: writes who computed, the losses of a step, and the sum of the squares of every gradient.</summary>
    public static void Run()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallKernelTransformer(seed: 5);
        InteractionLosses losses = model.ComputeLosses(SmallData.Batch(model.Description, samples: 24), SmallData.Random());
        losses.Total.backward();
        Console.WriteLine(CpuEngine.Chosen.GetType().Name);
        Write(losses.Values.data<float>().ToArray().Select(value => (double)value));
        Write(model.parameters().Select(parameter => parameter.grad!.square().sum().sqrt().item<float>()).Select(value => (double)value));
    }

    private static void Write(IEnumerable<double> values) =>
        Console.WriteLine(string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
}
