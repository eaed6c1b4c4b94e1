using System.Globalization;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.SelfTest;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Layers;

/// <summary>Four steps of a small network for images in memory full of NaN, in a process whose instruction set is chosen from outside.</summary>
internal static class TrainingStepsRun
{
    /// <summary>The program: writes the parameters, one a line.</summary>
    public static void Run(TextWriter output)
    {
        using var model = new SmallMedia(seed: 1);
        using torch.optim.Optimizer optimizer = torch.optim.SGD(model.parameters(), learningRate: 0.05);
        for (int step = 0; step < 4; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            DirtyMemory.Fill();
            LossTerms losses = model.ComputeLosses(SmallData.Batch(model.Description, samples: 16), SmallData.Random(step));
            optimizer.zero_grad();
            DirtyMemory.Fill();
            losses.Total.backward();
            optimizer.step();
        }

        foreach (float value in model.parameters().SelectMany(parameter => parameter.detach().data<float>().ToArray()))
        {
            output.WriteLine(value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The parameters that it wrote.</summary>
    public static double[] Read(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
}
