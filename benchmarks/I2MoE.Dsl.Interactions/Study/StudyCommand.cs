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

/// <summary>Trains the objectives on every construction and says where estimate and weights are right. The same command goes on where it was stopped.</summary>
internal static class StudyCommand
{
    /// <summary>What is compared: the objectives, and one of them with experts of pairs.</summary>
    public static IReadOnlyList<string> Objectives { get; } = ["paper", "evidence", "measured", StudyExperiment.OfPairs];

    /// <summary>Runs what is missing, and writes the table.</summary>
    /// <param name="minutes">After how many minutes no further run begins.</param>
    /// <param name="seeds">The number of seeds.</param>
    /// <param name="objectives">Which of <see cref="Objectives"/>; null for all.</param>
    /// <param name="constructions">What they are trained on.</param>
    /// <param name="file">The file of the results, one line a model.</param>
    public static async Task RunAsync(double minutes, int seeds, IReadOnlyList<string>? objectives, IReadOnlyList<LatentConstruction> constructions, string file)
    {
        torch.set_num_threads(1);
        var clock = Stopwatch.StartNew();
        Dictionary<string, StudyRecord> records = Read(file);
        (LatentConstruction Construction, string Objective, int Seed)[] planned =
        [
            .. from seed in Enumerable.Range(0, seeds) from construction in constructions from objective in objectives ?? Objectives where IsAsked(construction, objective) select (construction, objective, seed),
        ];
        foreach ((LatentConstruction construction, string objective, int seed) in planned)
        {
            if (clock.Elapsed.TotalMinutes > minutes)
            {
                break;
            }

            if (!records.ContainsKey($"{construction.Name}/{objective}/{seed}"))
            {
                StudyRecord record = await RunAsync(construction, objective, seed);
                records[record.Key] = record;
                File.AppendAllText(file, JsonSerializer.Serialize(record) + "\n");
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0} s: {record.Key}: estimate {StudyTable.Text(record.Estimate)}, weights {StudyTable.Text(record.Weights)}, truth {StudyTable.Text(record.Truth)}, accuracy {record.Accuracy:0.000}"));
            }
        }

        StudyRecord[] made = [.. planned.Select(run => records.GetValueOrDefault($"{run.Construction.Name}/{run.Objective}/{run.Seed}")).OfType<StudyRecord>()];
        StudyTable.Write(Console.Out, made, planned.Length);
    }

    // What only pairs can tell apart has a truth for them alone.
    private static bool IsAsked(LatentConstruction construction, string objective) =>
        objective == StudyExperiment.OfPairs ? construction.Pairs is not null : construction.Modalities == 2 || construction.Stated is not null;

    /// <summary>The results that there are, by their keys; a line that was not written to its end is none.</summary>
    public static Dictionary<string, StudyRecord> Read(string file) => File.Exists(file)
        ? File.ReadLines(file).Where(line => line.EndsWith('}')).Select(line => JsonSerializer.Deserialize<StudyRecord>(line)!).GroupBy(record => record.Key).ToDictionary(group => group.Key, group => group.Last())
        : [];

    private static async Task<StudyRecord> RunAsync(LatentConstruction construction, string objective, int seed)
    {
        using DataSplits raw = LatentData.Splits(construction, seed);
        using DataSplits splits = raw.Standardise();
        ModelSpecification specification = YamlExperiment.Read("study.i2moe.yaml", StudyExperiment.Yaml(construction, objective, seed), _ => null).Specification;
        using var trainer = new Trainer<SpecifiedModel>(
            start => new SpecifiedModel(specification, start), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = seed, Device = "cpu" });
        await trainer.FitAsync(splits);
        var findings = InteractionFindings.Of(trainer.Model, splits.Validation, splits.Test, resamples: 0);
        return new StudyRecord(
            construction.Name,
            objective,
            seed,
            objective == StudyExperiment.OfPairs ? construction.Pairs! : LatentData.Truth(construction),
            [.. findings.Experts.Select(expert => expert.Share.Value)],
            [.. findings.Experts.Select(expert => expert.Say.Value)],
            Score(trainer.Evaluate(splits.Test).Metrics),
            findings.IsKnown)
        {
            Labels = construction.Labels.Count == 0
                ? null
                : [.. construction.Labels.Zip(findings.Groups.Where(group => group.Kind == "label"), (label, found) => new LabelRecord(label.Name, label.Shares, [.. found.Shares], found.IsKnown))],
        };
    }

    private static double Score(TaskMetrics metrics) => metrics switch
    {
        ClassificationMetrics classification => classification.Accuracy,
        RegressionMetrics regression => regression.R2,
        _ => metrics.Score.Value,
    };
}
