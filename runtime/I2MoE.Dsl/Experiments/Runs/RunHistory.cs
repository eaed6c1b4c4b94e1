using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Keeps <c>history.csv</c> up to date while a model trains: a line an epoch, with every loss term and every validation metric.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="shown">What else hears of the training; null for nothing.</param>
internal sealed class RunHistory(RunFolder folder, IProgress<TrainingProgress>? shown) : IProgress<TrainingProgress>
{
    private readonly List<EpochResult> _epochs = [];

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        shown?.Report(value);
        if (value.Completed is { } epoch)
        {
            _epochs.Add(epoch);
            Write(_epochs);
        }
    }

    /// <summary>Writes the epochs.</summary>
    public void Write(IReadOnlyList<EpochResult> epochs)
    {
        EpochResult first = epochs[0];
        IEnumerable<string> header =
        [
            "epoch",
            .. first.Losses.Select(loss => loss.Name == "Total" ? "loss" : $"loss {loss.Name}"),
            .. first.Validation.Values.Select(metric => $"validation {metric.Name}"),
            "best",
            "seconds",
        ];
        RunFolder.Write(folder.HistoryFile, CsvText.Of([header, .. epochs.Select(Line)]));
    }

    private static IEnumerable<string> Line(EpochResult epoch) =>
    [
        epoch.Epoch.ToString(CultureInfo.InvariantCulture),
        .. epoch.Losses.Select(loss => CsvText.Number(loss.Value)),
        .. epoch.Validation.Values.Select(metric => CsvText.Number(metric.Value)),
        epoch.IsBest ? "1" : "0",
        epoch.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),
    ];
}
