using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Compares the objectives on real data: accuracy, and whether seeds agree. The same command goes on where it was stopped.</summary>
internal static class RealCommand
{
    private static readonly string[] s_objectives = ["paper", "evidence", "measured"];

    /// <summary>Runs what is missing, and writes the tables.</summary>
    public static async Task RunAsync(double minutes, int seeds, string file)
    {
        if (RealData.Root() is not { } root)
        {
            Console.Error.WriteLine("The data sets are not there: neither I2MOE_DATA nor ../shared/data holds them.");
            return;
        }

        torch.set_num_threads(1);
        var clock = Stopwatch.StartNew();
        Dictionary<string, StudyRecord> records = StudyCommand.Read(file);
        foreach ((int seed, RealData data, string objective) in from seed in Enumerable.Range(0, seeds) from data in RealData.All from objective in s_objectives select (seed, data, objective))
        {
            if (clock.Elapsed.TotalMinutes <= minutes && !records.ContainsKey($"{data.Name}/{objective}/{seed}") && Directory.Exists(Path.Combine(root, data.Name)))
            {
                StudyRecord record = await RunAsync(root, data, objective, seed);
                records[record.Key] = record;
                File.AppendAllText(file, JsonSerializer.Serialize(record) + "\n");
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0} s: {record.Key}: accuracy {record.Accuracy:0.000}, estimate {StudyTable.Text(record.Estimate)}, weights {StudyTable.Text(record.Weights)}"));
            }
        }

        Write([.. records.Values]);
    }

    private static async Task<StudyRecord> RunAsync(string root, RealData data, string objective, int seed)
    {
        using DataSplits splits = data.Splits(root, seed);
        ModelSpecification specification = YamlExperiment.Read("study.i2moe.yaml", data.Yaml(objective, splits), _ => null).Specification;
        using var trainer = new Trainer<SpecifiedModel>(
            start => new SpecifiedModel(specification, start), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = seed, Device = "cpu" });
        await trainer.FitAsync(splits);
        var findings = InteractionFindings.Of(trainer.Model, splits.Validation, splits.Test, resamples: 0);
        ClassificationMetrics test = trainer.Evaluate(splits.Test).Classification;
        return new StudyRecord(
            data.Name,
            objective,
            seed,
            [],
            [.. findings.Experts.Select(expert => expert.Share.Value)],
            [.. findings.Experts.Select(expert => expert.Say.Value)],
            test.Accuracy,
            findings.IsKnown)
        { LogLoss = test.LogLoss };
    }

    private static double Error(double[] values) => values.Length > 1 ? MeanAndDeviation.From(values).Deviation / Math.Sqrt(values.Length) : double.NaN;

    // Only seeds that all objectives have, so that differences are of the same splits.
    private static void Write(StudyRecord[] records)
    {
        StudyRecord[] complete = [.. records.GroupBy(record => (record.Construction, record.Seed)).Where(runs => runs.Count() == s_objectives.Length).SelectMany(runs => runs)];
        Console.WriteLine("| data | seeds | paper | evidence | measured | measured - paper, points | log loss: paper | evidence | measured | measured - paper | estimate of measured | weights of measured | weights of paper |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        List<double> differences = [];
        List<double> surer = [];
        foreach (IGrouping<string, StudyRecord> set in complete.GroupBy(record => record.Construction))
        {
            StudyRecord[] Of(string objective) => [.. set.Where(run => run.Objective == objective).OrderBy(run => run.Seed)];
            double[] difference = Differences(run => 100 * run.Accuracy);
            double[] losses = Differences(run => run.LogLoss!.Value);
            differences.Add(difference.Average());
            surer.Add(losses.Average());
            double[] Differences(Func<StudyRecord, double> value) => [.. Of("measured").Zip(Of("paper"), (left, right) => value(left) - value(right))];
            double LogLoss(string objective) => Of(objective).Average(run => run.LogLoss!.Value);
            string Mean(string objective, Func<StudyRecord, double[]> values) => StudyTable.Text([.. Enumerable.Range(0, values(Of(objective)[0]).Length).Select(place => Of(objective).Average(run => values(run)[place]))]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {set.Key} | {difference.Length} | {Of("paper").Average(run => run.Accuracy):0.000} | {Of("evidence").Average(run => run.Accuracy):0.000} | {Of("measured").Average(run => run.Accuracy):0.000} | {difference.Average():+0.0;-0.0} ± {Error(difference):0.0} | {LogLoss("paper"):0.000} | {LogLoss("evidence"):0.000} | {LogLoss("measured"):0.000} | {losses.Average():+0.000;-0.000} ± {Error(losses):0.000} | {Mean("measured", run => run.Estimate)} | {Mean("measured", run => run.Weights)} | {Mean("paper", run => run.Weights)} |"));
        }

        if (differences.Count > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| **mean** | | | | | {differences.Average():+0.0;-0.0} | | | | {surer.Average():+0.000;-0.000} | | | |"));
        }
    }
}
