using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Keeps <c>history.csv</c> up to date while a model trains: a line an epoch, with every loss term and every validation metric.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="shown">What else hears of the training; null for nothing.</param>
internal sealed class RunHistory(RunFolder folder, IProgress<TrainingProgress>? shown) : IProgress<TrainingProgress>
{
    private const string TotalName = "Total";
    private const string LossName = "loss";
    private const string MetricPrefix = "validation ";

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

    /// <summary>The curves of a run; null where it kept none, or they cannot be read.</summary>
    public static TrainingCurves? Read(RunFolder folder)
    {
        string[][] lines = File.Exists(folder.HistoryFile) ? [.. File.ReadAllLines(folder.HistoryFile).Select(line => line.Split(','))] : [];
        if (lines.Length < 2 || lines.Any(line => line.Length != lines[0].Length))
        {
            return null;
        }

        int losses = lines[0].Count(name => name.StartsWith(LossName, StringComparison.Ordinal));
        int metrics = lines[0].Count(name => name.StartsWith(MetricPrefix, StringComparison.Ordinal));
        var curves = new TrainingCurves(
            [.. lines[0].Skip(1).Take(losses).Select(name => name == LossName ? TotalName : name[(LossName.Length + 1)..])],
            [.. lines[0].Skip(1 + losses).Take(metrics).Select(name => name[MetricPrefix.Length..])],
            [
                .. lines.Skip(1).Select(line => new TrainingCurves.Epoch(
                    EpochOf(line[0]), [.. line.Skip(1).Take(losses).Select(NumberOf)], [.. line.Skip(1 + losses).Take(metrics).Select(NumberOf)], line[^2] == "1")),
            ]);
        return curves.Epochs.Any(epoch => epoch.IsBest) ? curves : null;
    }

    private static double NumberOf(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static int EpochOf(string line) =>
        int.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : int.MaxValue;

    private static string Header(EpochResult first) => CsvText.Of(
    [
        [
            "epoch",
            .. first.Losses.Select(loss => loss.Name == TotalName ? LossName : $"{LossName} {loss.Name}"),
            .. first.Validation.Values.Select(metric => MetricPrefix + metric.Name),
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
