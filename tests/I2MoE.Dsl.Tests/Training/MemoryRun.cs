using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Reports and short trainings, one after another in one process, as a service or a notebook makes them.</summary>
internal static class MemoryRun
{
    private const int Reports = 3;
    private const int Trainings = 5;

    /// <summary>The program: writes the resident memory of the process in MB after every report and every training.</summary>
    /// <param name="folder">Takes the reports.</param>
    public static async Task RunAsync(string folder)
    {
        using DataSplits data = Data();
        using (var model = new MemoryModel())
        {
            for (int report = 0; report < Reports; report++)
            {
                await Task.Run(() => InterpretationReport.Write(folder, model, data, new InterpretationReportOptions { Samples = 4, Resamples = 20, IntegrationSteps = 8 }));
                Tell("report");
            }
        }

        for (int training = 0; training < Trainings; training++)
        {
            using Trainer<MemoryModel> trainer = MemoryModel.CreateTrainer(new TrainerOptions { Epochs = 1, Seed = training });
            await trainer.FitAsync(data);
            trainer.Evaluate(data.Test);
            Tell("training");
        }
    }

    private static DataSplits Data()
    {
        using var model = new MemoryModel();
        return Models.SmallData.Splits(model.Description, samples: 300);
    }

    /// <summary>A line of /proc/self/status, in bytes.</summary>
    public static double Status(string name)
    {
        string line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static void Tell(string what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {Status("VmRSS:") / (1 << 20):0}"));
}
