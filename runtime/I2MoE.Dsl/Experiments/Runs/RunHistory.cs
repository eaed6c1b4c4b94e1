using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Keeps <c>history.csv</c> up to date while a model trains: a line an epoch, with every loss term and every validation metric.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="shown">What else hears of the training; null for nothing.</param>
internal sealed class RunHistory(RunFolder folder, IProgress<TrainingProgress>? shown) : IProgress<TrainingProgress>
{
    private bool _isBegun;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        shown?.Report(value);
        if (value.Completed is not { } epoch)
        {
            return;
        }

        if (!_isBegun)
        {
            // Of a run that was stopped, what came after its checkpoint is computed again.
            IEnumerable<string> before = File.Exists(folder.HistoryFile) ? File.ReadAllLines(folder.HistoryFile).Skip(1).Where(line => EpochOf(line) < epoch.Epoch) : [];
            RunFolder.Write(folder.HistoryFile, Header(epoch) + string.Concat(before.Select(line => line + "\n")));
            _isBegun = true;
        }

        File.AppendAllText(folder.HistoryFile, CsvText.Of([Line(epoch)]));
    }

    /// <summary>Writes all epochs of a run that is finished.</summary>
    public static void Write(RunFolder folder, IReadOnlyList<EpochResult> epochs) =>
        RunFolder.Write(folder.HistoryFile, Header(epochs[0]) + CsvText.Of(epochs.Select(Line)));

    private static int EpochOf(string line) =>
        int.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : int.MaxValue;

    private static string Header(EpochResult first) => CsvText.Of(
    [
        [
            "epoch",
            .. first.Losses.Select(loss => loss.Name == "Total" ? "loss" : $"loss {loss.Name}"),
            .. first.Validation.Values.Select(metric => $"validation {metric.Name}"),
            "best",
            "seconds",
        ],
    ]);

    private static IEnumerable<string> Line(EpochResult epoch) =>
    [
        epoch.Epoch.ToString(CultureInfo.InvariantCulture),
        .. epoch.Losses.Select(loss => CsvText.Number(loss.Value)),
        .. epoch.Validation.Values.Select(metric => CsvText.Number(metric.Value)),
        epoch.IsBest ? "1" : "0",
        epoch.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),
    ];
}
