using System.Globalization;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Studies.Endurance;

/// <summary>A training in a process of its own, which is killed; it goes on from its checkpoint where there is one.</summary>
internal static class KilledTraining
{
    /// <summary>The first argument of the program for it.</summary>
    public const string Argument = "--killed-training";

    /// <summary>The epochs of it.</summary>
    public const int Epochs = 8;

    /// <summary>The file of its weights.</summary>
    public const string WeightsFile = "weights.safetensors";

    /// <summary>The file of its epochs: every loss and metric, to the last bit.</summary>
    public const string RecordFile = "record.txt";

    /// <summary>Trains, and writes every step.</summary>
    /// <param name="arguments">The folder, and the number of the combination of options.</param>
    public static int Run(string[] arguments)
    {
        string folder = arguments[0];
        string training = Trainings.Combinations[int.Parse(arguments[1], CultureInfo.InvariantCulture)].Options + ", checkpoint: { every: 0.02 }";
        Trainings.Run(
            training,
            Epochs,
            new CheckpointOptions { Folder = Path.Combine(folder, "checkpoint"), Resume = true },
            step => Console.WriteLine(step.ToString(CultureInfo.InvariantCulture)),
            (model, fit) =>
            {
                model.Save(Path.Combine(folder, WeightsFile));
                File.WriteAllLines(Path.Combine(folder, RecordFile), fit.Epochs.Select(Line).Append(fit.StopReason ?? ""));
            });
        return 0;
    }

    private static string Line(EpochResult epoch) => string.Join(' ', (string[])
    [
        epoch.Epoch.ToString(CultureInfo.InvariantCulture),
        epoch.IsBest ? "best" : "",
        .. epoch.Losses.Select(loss => $"{loss.Name} {loss.Value.ToString("R", CultureInfo.InvariantCulture)}"),
        .. epoch.Validation.Values.Select(metric => $"{metric.Name} {metric.Value.ToString("R", CultureInfo.InvariantCulture)}"),
    ]);
}
