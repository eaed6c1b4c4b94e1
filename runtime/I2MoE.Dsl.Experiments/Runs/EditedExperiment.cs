using System.Globalization;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>What an experiment says now and did not say when a run of it was trained: the run is used as it was trained.</summary>
internal static class EditedExperiment
{
    private const int Shown = 3;
    private const string None = "none";

    /// <summary>What is to be said, a line; null where nothing differs but what the command line of the training changed, or where data lie.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="record">What the run is.</param>
    /// <param name="definition">The experiment as it is now.</param>
    /// <param name="train">The command that trains what it says.</param>
    public static string? Remark(RunFolder folder, RunRecord record, ExperimentDefinition definition, string train)
    {
        ResolvedExperiment now;
        try
        {
            now = ResolvedExperiment.Of(definition, [.. record.Overrides.Select(Override)]);
        }
        catch (InvalidExperimentException)
        {
            return $"The experiment {definition.Name} has changed since the run in {folder.Path} was trained, so that its --set fits no more; the run is used as it was trained. To train what the experiment says now: {train}";
        }

        SortedDictionary<string, string> trained = ExperimentValues.Of(now.AsRecorded(folder.ExperimentFile, folder.ReadExperiment()).Yaml);
        SortedDictionary<string, string> stated = ExperimentValues.Of(now.Yaml);
        string[] differences =
        [
            .. trained.Keys.Union(stated.Keys).Where(IsCompared).Order(StringComparer.Ordinal)
                .Select(key => (Key: key, Then: trained.GetValueOrDefault(key, None), Now: stated.GetValueOrDefault(key, None)))
                .Where(option => option.Then != option.Now && !IsLonger(option))
                .Select(option => $"{option.Key} = {option.Then} ({option.Now} now)"),
        ];
        string more = differences.Length > Shown ? FormattableString.Invariant($" and {differences.Length - Shown} more") : "";
        return differences.Length == 0
            ? null
            : $"The experiment {definition.Name} has changed since the run in {folder.Path} was trained, with {string.Join(", ", differences.Take(Shown))}{more}; the run is used as it was trained. To train what the experiment says now: {train}";
    }

    // A run that was resumed for more epochs was not edited.
    private static bool IsLonger((string Key, string Then, string Now) option) =>
        option.Key == "training.epochs" && int.TryParse(option.Then, CultureInfo.InvariantCulture, out int then) && int.TryParse(option.Now, CultureInfo.InvariantCulture, out int now) && then > now;

    // Where data lie is no option of the model, a sweep no part of a run.
    private static bool IsCompared(string key) =>
        !key.StartsWith("sweep", StringComparison.Ordinal)
        && !(key.StartsWith("data.", StringComparison.Ordinal) && (key.EndsWith(".path", StringComparison.Ordinal) || key.EndsWith(".ids", StringComparison.Ordinal) || DataPaths.IsOfTokens(key)))
        && key is not ("name" or "namespace" or "accessibility" or "data.sample_names" or "data.split.file")
        && !key.StartsWith("data.feature_names", StringComparison.Ordinal);

    private static YamlOverride Override(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return new YamlOverride(text[..equals], text[(equals + 1)..]);
    }
}
