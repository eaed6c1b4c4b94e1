using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Sweeps;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>Writes what a sweep brought: its trials as CSV and JSON, its figures, and the experiment of the best.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
internal sealed class SweepFiles(SweepPlan plan, SweepFolder folder)
{
    /// <summary>The table of the trials.</summary>
    public const string TrialsName = "trials.csv";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Writes the trials in their order.</summary>
    public void WriteTrials(IReadOnlyList<Trial> trials)
    {
        RunFolder.Write(folder.File(TrialsName), CsvText.Of(
        [
            ["trial", "status", plan.MetricName, "loss", "epoch", "epochs", "seconds", .. plan.Space.Select(parameter => parameter.Key), "reason"],
            .. trials.Select(Row),
        ]));
        RunFolder.Write(folder.File("trials.json"), new JsonObject
        {
            ["experiment"] = plan.Definition.Name,
            ["metric"] = plan.MetricName,
            ["part"] = "validation",
            ["trials"] = new JsonArray([.. trials.Select(Document)]),
        }.ToJsonString(s_indented));
    }

    /// <summary>Writes the figures; returns whether there were trials for them.</summary>
    public bool WriteFigures(IReadOnlyList<Trial> ranked, IReadOnlyList<(SweepParameter Parameter, double Share)>? importance)
    {
        if (ranked.Count(trial => trial.Number > 0) < 2)
        {
            return false;
        }

        SweepFigures.Trials(plan, ranked).Write(folder.Path);
        if (importance is not null)
        {
            SweepFigures.Importance(plan, importance).Write(folder.Path);
        }

        return true;
    }

    /// <summary>Writes the experiment with the values of a trial, with the paths of its data in full, since it stands in another folder.</summary>
    public void WriteBest(Trial trial)
    {
        ResolvedExperiment experiment = plan.With(trial.Values);
        var places = new DataPlaces(experiment.Folder);
        string what = trial.Number == 0 ? "the experiment as it stands, which no trial was better than" : $"trial {trial.Number.ToString(CultureInfo.InvariantCulture)}";
        RunFolder.Write(
            folder.BestFile,
            string.Create(CultureInfo.InvariantCulture, $"# The best of a sweep of {plan.Definition.Name}: {what}, validation {plan.MetricName} {trial.Score:0.####}.\n")
                + experiment.YamlWith(DataPaths.Map(ExperimentData.SectionOf(experiment), places.Find)));
    }

    private IEnumerable<string> Row(Trial trial) =>
    [
        trial.Number.ToString(CultureInfo.InvariantCulture),
        trial.Status.ToString().ToLowerInvariant(),
        CsvText.Number(trial.Score),
        CsvText.Number(trial.Loss),
        .. trial.Seeds.Count > 0 ? (string[])[trial.Seeds[0].BestEpoch.ToString(CultureInfo.InvariantCulture), trial.Seeds[0].Epochs.ToString(CultureInfo.InvariantCulture)] : ["", ""],
        trial.Seconds.ToString(CultureInfo.InvariantCulture),
        .. plan.Space.Select((_, i) => trial.Values.Count > 0 ? trial.Values[i] : ""),
        trial.Reason,
    ];

    private JsonObject Document(Trial trial) => new()
    {
        ["trial"] = trial.Number,
        ["status"] = trial.Status.ToString().ToLowerInvariant(),
        ["score"] = JsonNumber.Of(trial.Score),
        ["loss"] = JsonNumber.Of(trial.Loss),
        ["seconds"] = trial.Seconds,
        ["values"] = new JsonObject(plan.Changes(trial.Values).Select(change => KeyValuePair.Create(change.Key, (JsonNode?)change.Value))),
        ["seeds"] = new JsonArray([.. trial.Seeds.Select(seed => (JsonNode)new JsonObject { ["seed"] = seed.Seed, ["score"] = seed.Score, ["loss"] = seed.Loss, ["epoch"] = seed.BestEpoch, ["epochs"] = seed.Epochs })]),
        ["reason"] = trial.Reason,
    };
}
