using System.Globalization;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;

namespace I2MoE.Dsl.Training;

/// <summary>Keeps the weights of the best epochs as files, <c>epoch-0007.safetensors</c>, beside the checkpoint.</summary>
/// <param name="folder">The folder of the checkpoint.</param>
/// <param name="count">How many, at least 1.</param>
/// <param name="metric">What says which are best; where equal, the loss, and then the earlier.</param>
internal sealed partial class BestEpochFiles(string folder, int count, ValidationMetric metric)
{
    /// <summary>Those of a run; null where it keeps none.</summary>
    public static BestEpochFiles? Of(TrainingOptions options, TrainerOptions run, ValidationMetric metric) => options.BestKeep > 0 && run.Checkpoint is { } checkpoint
        ? new BestEpochFiles(checkpoint.Folder, options.BestKeep, metric)
        : null;

    /// <summary>Writes the weights of an epoch where it is among the best, and removes files of those that no longer are.</summary>
    public void Keep(MultimodalModel model, IReadOnlyList<EpochResult> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        string[] kept =
        [
            .. epochs.OrderByDescending(epoch => epoch.Validation, Comparer<TaskMetrics>.Create((a, b) => a.Compare(b, metric) is var order and not 0 ? order : a.Compare(b, ValidationMetric.Loss)))
                .Take(count)
                .Select(epoch => FileOf(epoch.Epoch)),
        ];
        if (kept.Contains(FileOf(epochs[^1].Epoch)))
        {
            model.Save(FileOf(epochs[^1].Epoch));
        }

        // The folder is the user's: other files may be called alike.
        foreach (string file in Directory.GetFiles(folder).Where(file => OwnName().IsMatch(Path.GetFileName(file))).Except(kept))
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^epoch-[0-9]{4,}\.safetensors$")]
    private static partial Regex OwnName();

    private string FileOf(int epoch) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:0000}.safetensors"));
}
