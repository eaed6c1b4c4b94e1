using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Sweeps;
using I2MoE.Dsl.Training;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>What a sweep whose trials are done came to: a table, files, and the winner, for which alone the test part is opened.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
/// <param name="device">The device, as it was asked for.</param>
internal sealed class SweepOutcome(SweepPlan plan, SweepFolder folder, string device)
{
    private const int Shown = 15;

    /// <summary>Whether it was shown: the winner is known, and nothing has come to the trials since.</summary>
    public bool IsShown
    {
        get
        {
            IReadOnlyList<Trial> trials = folder.ReadTrials();
            return folder.ReadRecord() is { Winner: { } shown, Test: not null }
                && Winner(Trial.Ranked(trials, plan.LowerIsBetter))?.Number == shown
                && trials.All(trial => folder.TimeOf(trial) <= File.GetLastWriteTimeUtc(folder.File(SweepFiles.TrialsName)));
        }
    }

    /// <summary>Shows it and writes the files.</summary>
    /// <exception cref="ExperimentException">No trial has a score.</exception>
    public async Task ShowAsync(ProgramConsole console, CancellationToken cancellationToken)
    {
        IReadOnlyList<Trial> trials = folder.ReadTrials();
        var files = new SweepFiles(plan, folder);
        files.WriteTrials(trials);
        IReadOnlyList<Trial> ranked = Trial.Ranked(trials, plan.LowerIsBetter);
        if (Winner(ranked) is not { } winner)
        {
            string reasons = trials.LastOrDefault(trial => trial.Status == TrialStatus.Failed) is { } failed ? $" The last failed: {failed.Reason}" : "";
            throw new ExperimentException($"No trial of the sweep in {folder.Path} has a score.{reasons}");
        }

        console.Show(Title(trials, ranked), Table(ranked));
        IReadOnlyList<(SweepParameter Parameter, double Share)>? importance = ParameterImportance.Of(plan, trials);
        if (importance is not null)
        {
            console.Show("Share of the variance of the score that each parameter explains by itself", Table(importance));
        }

        bool hasFigures = files.WriteFigures(ranked, importance);
        files.WriteBest(winner);
        await ShowWinnerAsync(winner, trials, console, cancellationToken).ConfigureAwait(false);
        console.Line($"Trials in {folder.File("trials.csv")} and trials.json{(hasFigures ? $", figures trials.svg{(importance is null ? "" : " and importance.svg")}" : "")}");
        console.Line($"Experiment of the best: {folder.BestFile}");
        console.Line($"Its run: {folder.OfRun(winner.Number, plan.Seeds[0]).Path}");
    }

    private static Trial? Winner(IReadOnlyList<Trial> ranked) => ranked.FirstOrDefault(trial => trial.Status == TrialStatus.Finished);

    private string Title(IReadOnlyList<Trial> trials, IReadOnlyList<Trial> ranked)
    {
        int searched = trials.Count(trial => trial.Number > 0);
        string[] parts =
        [
            .. Counted(trials.Count(trial => trial.Status == TrialStatus.Halved), "ended by halving"),
            .. Counted(trials.Count(trial => trial.Status == TrialStatus.Failed), "failed"),
        ];
        string more = parts.Length > 0 ? $", {string.Join(", ", parts)}" : "";
        string shown = ranked.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $"; the best {Shown}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{plan.Definition.Name}: {searched} trial{(searched == 1 ? "" : "s")} and the experiment as it stands (0){more}; {plan.MetricName} on the validation part{(plan.Seeds.Count > 1 ? $", mean of {plan.Seeds.Count} seeds" : "")}{shown}");
    }

    private static string[] Counted(int count, string what) => count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count} {what}")];

    private WideTable Table(IReadOnlyList<Trial> ranked)
    {
        // The experiment as it stands is always to be seen.
        Trial[] rows = [.. ranked.Take(Shown), .. ranked.Skip(Shown).Where(trial => trial.Number == 0)];
        var table = new WideTable(
            ["trial", plan.MetricName],
            [.. rows.Select(trial => (string[])[trial.Number.ToString(CultureInfo.InvariantCulture), ResultTables.Number(trial.Score)])]);
        if (plan.Metric is not (ValidationMetric.Loss or ValidationMetric.LogLoss))
        {
            table.Add(["loss"], [.. rows.Select(trial => (string[])[ResultTables.Number(trial.Loss)])]);
        }

        for (int i = 0; i < plan.Space.Count; i++)
        {
            int place = i;
            table.Add([plan.ShortNames[place]], [.. rows.Select(trial => (string[])[trial.Number == 0 ? "as stated" : trial.Values[place]])]);
        }

        table.Add(["epochs"], [.. rows.Select(trial => (string[])[string.Create(CultureInfo.InvariantCulture, $"{trial.Seeds[0].BestEpoch} of {trial.Seeds[0].Epochs}{(trial.Status == TrialStatus.Halved ? ", halved" : "")}")])]);
        return table;
    }

    private static Table Table(IReadOnlyList<(SweepParameter Parameter, double Share)> importance)
    {
        Table table = ResultTables.New("parameter", "share");
        foreach ((SweepParameter parameter, double share) in importance.OrderByDescending(pair => pair.Share))
        {
            table.AddRow(CellText.Of(parameter.Key), share.ToString("0.00", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private async Task ShowWinnerAsync(Trial winner, IReadOnlyList<Trial> trials, ProgramConsole console, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, double?[]> test = await TestAsync(winner, cancellationToken).ConfigureAwait(false);
        Table table = ResultTables.New("metric", plan.Seeds.Count > 1 ? "mean ± deviation" : "value");
        foreach ((string name, double?[] values) in test)
        {
            double[] numbers = [.. values.Select(value => value ?? double.NaN)];
            table.AddRow(CellText.Of(name), numbers.Length > 1 ? MeanAndDeviation.From(numbers).ToString() : ResultTables.Number(numbers[0]));
        }

        string better = trials.FirstOrDefault(trial => trial.Number == 0) is { IsScored: true } stated && winner.Number > 0
            ? string.Create(CultureInfo.InvariantCulture, $", as stated {stated.Score:0.0000}")
            : "";
        console.Show(string.Create(CultureInfo.InvariantCulture, $"Test part, opened once, for the best: {(winner.Number == 0 ? "the experiment as it stands, which no trial was better than" : $"trial {winner.Number}")} (validation {plan.MetricName} {winner.Score:0.0000}{better})"), table);
    }

    // What was seen once is not looked at again, unless more trials brought another winner.
    private async Task<IReadOnlyDictionary<string, double?[]>> TestAsync(Trial winner, CancellationToken cancellationToken)
    {
        SweepRecord record = folder.ReadRecord();
        if (record.Winner == winner.Number && record.Test is { } known)
        {
            return known;
        }

        List<IReadOnlyList<MetricValue>> seeds = [];
        foreach (long seed in plan.Seeds)
        {
            using var run = TrainedRun.Open(folder.OfRun(winner.Number, seed), plan.Definition, [], device);
            (MultimodalDataset data, ExperimentSplits splits) = await RunData.ReadAsync(run, labelsAreOptional: false, isOwn: true, warn: _ => { }, cancellationToken).ConfigureAwait(false);
            using MultimodalDataset all = data;
            using MultimodalDataset samples = all.Subset(splits.Test);
            seeds.Add(Evaluator.Evaluate(run.Model, samples, cancellationToken).Metrics.Values);
        }

        var test = seeds[0].Select((metric, i) => (metric.Name, Values: seeds.Select(values => double.IsFinite(values[i].Value) ? values[i].Value : (double?)null).ToArray())).ToDictionary(pair => pair.Name, pair => pair.Values);
        folder.Write(record with { Winner = winner.Number, Test = test });
        return test;
    }
}
