using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Tests.Training;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>What three training steps of an experiment, and then predictions, add to the memory of a process of their own, beside the estimate.</summary>
internal static class SizeRun
{
    private const int Steps = 3;

    /// <summary>The program: writes estimate and peak of training, then of prediction, in bytes.</summary>
    /// <param name="path">The experiment file.</param>
    /// <param name="isBaseline">Whether the vanilla baseline is meant.</param>
    public static async Task RunAsync(string path, bool isBaseline)
    {
        ModelSpecification specification = YamlExperiment.Read(path, File.ReadAllText(path), file => File.Exists(file) ? File.ReadAllText(file) : null).Specification;
        ModelSizes sizes = ModelSizes.Of(specification, isBaseline)!;
        TrainingOptions options = SpecifiedModel.TrainingOptionsOf(specification) with { Epochs = 1 };
        ProcessMemory.Prepare();
        await WarmUpAsync();
        using DataSplits data = Data(specification, options.BatchSize);
        ProcessMemory.Trim();
        double before = Resident();
        ForgetPeak();
        using var trainer = new Trainer<MultimodalModel>(
            seed => isBaseline ? SpecifiedModel.CreateBaseline(specification, seed) : new SpecifiedModel(specification, seed), options, new TrainerOptions { Device = "cpu" });
        await trainer.FitAsync(data);
        double peak = MemoryRun.Status("VmHWM:");
        Write(sizes.TrainingBytes(options.BatchSize), peak - before);

        double parameters = 4 * sizes.Parameters;
        double idle = Resident();
        ForgetPeak();
        trainer.Evaluate(data.Test);
        Write(sizes.InferenceBytes(), MemoryRun.Status("VmHWM:") - idle + parameters);
    }

    private static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    // The code of torch and of the program itself is no part of the estimate.
    private static async Task WarmUpAsync()
    {
        foreach (string twin in new[] { "transformer", "images" })
        {
            ModelSpecification specification = TwinModels.Specification(twin);
            using var trainer = new Trainer<SpecifiedModel>(
                seed => new SpecifiedModel(specification, seed), new TrainingOptions { Epochs = 1 }, new TrainerOptions { Device = "cpu" });
            using DataSplits data = SmallData.Splits(trainer.Model.Description, samples: 40);
            await trainer.FitAsync(data);
        }
    }

    private static DataSplits Data(ModelSpecification specification, int batch)
    {
        using var model = new SpecifiedModel(specification);
        ModelDescription description = model.Description;
        return new DataSplits(SmallData.For(description, Steps * batch), SmallData.For(description, samples: 2), SmallData.For(description, ModelSizes.InferenceBatch));
    }

    private static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return MemoryRun.Status("VmRSS:");
    }

    private static void Write(double estimate, double measured) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{estimate:0} {measured:0}"));
}
