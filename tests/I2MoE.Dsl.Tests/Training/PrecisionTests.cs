using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Training;

public sealed class PrecisionTests
{
    [Fact]
    public async Task The_loss_curve_of_bfloat16_stays_close_to_that_of_float32()
    {
        double[] full = await CurveAsync(Precision.Fp32);
        double[] half = await CurveAsync(Precision.Bf16);

        Assert.NotEqual(full, half);
        Assert.True(full[^1] < 0.7 * full[0], $"Training in float32 does not learn: {string.Join(", ", full)}.");
        for (int epoch = 0; epoch < full.Length; epoch++)
        {
            Assert.True(
                Math.Abs(full[epoch] - half[epoch]) < 0.05 * full[0],
                $"Epoch {epoch + 1}: {full[epoch]:0.000} in float32, {half[epoch]:0.000} in bfloat16.");
        }
    }

    // The task losses by epoch.
    private static async Task<double[]> CurveAsync(Precision precision)
    {
        using Trainer<SmallKernelTransformer> trainer = SmallKernelTransformer.CreateTrainer(new TrainerOptions { Seed = 3, Precision = precision, Device = "cpu" });
        using DataSplits splits = SmallData.Splits(trainer.Model.Description, samples: 240);
        FitResult fit = await trainer.FitAsync(splits);
        return [.. fit.Epochs.Select(epoch => epoch.Losses.Single(loss => loss.Name == "Task").Value)];
    }
}
