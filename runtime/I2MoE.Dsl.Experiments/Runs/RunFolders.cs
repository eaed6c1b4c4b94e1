using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>
/// Where the runs of an experiment are: <c>runs/NAME/seed-0</c>, and further ones beside it. Runs of another file whose experiment has the same
/// name are not its runs, and none are put beside them.
/// </summary>
internal static class RunFolders
{
    private const string Root = "runs";

    private static readonly StringComparison s_samePath = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>A folder that no run has used, in the current folder: a run is never overwritten unasked.</summary>
    /// <exception cref="ExperimentException">Another file has an experiment of the name, and its runs are there.</exception>
    public static RunFolder Next(ExperimentDefinition experiment, RunVariant variant)
    {
        string root = Path.Combine(Root, experiment.Name);
        if (OtherFile(experiment) is { } other)
        {
            string apart = $"{root}-{Path.GetFileName(Path.GetDirectoryName(experiment.File))}";
            throw new ExperimentException(
                $"{WorkingFolder.Full(root)} has the runs of another experiment of the name {experiment.Name}, that of {other}. Give one of the two another name, or this run another folder, for example --out {Path.Combine(apart, variant.FolderName)}");
        }

        string first = Path.Combine(root, variant.FolderName);
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => new RunFolder(number == 1 ? first : $"{first}-{number}"))
            .First(folder => !folder.HasContent && !RunLock.IsTaken(folder));
    }

    /// <summary>The last run of an experiment that was finished.</summary>
    /// <exception cref="ExperimentException">There is none.</exception>
    public static RunFolder Last(ExperimentDefinition experiment, bool isBaseline)
    {
        (RunFolder Folder, RunRecord Record)[] runs = [.. Runs(experiment).Where(run => run.Record.Baseline == isBaseline)];
        if (runs.LastOrDefault(run => run.Record.Status == RunStatus.Finished).Folder is { } last)
        {
            return last;
        }

        string what = isBaseline ? "the vanilla baseline of " : "";
        string unfinished = runs.Length == 0
            ? $"Train first{(isBaseline ? " with --baseline" : "")}, or name a run with --run FOLDER."
            : $"{NearestName.List([.. runs.Select(run => run.Folder.Path)])} did not finish: go on with 'train --resume', or use the best epoch so far of one with --run FOLDER.";
        throw new ExperimentException($"There is no finished run of {what}{Called(experiment)} in {WorkingFolder.Full(Path.Combine(Root, experiment.Name))}. {unfinished}");
    }

    /// <summary>The last run of an experiment with a seed that was not finished.</summary>
    /// <exception cref="ExperimentException">There is none.</exception>
    public static RunFolder LastUnfinished(ExperimentDefinition experiment, RunVariant variant) =>
        Runs(experiment).LastOrDefault(run => Is(run.Record, variant) && run.Record.Status != RunStatus.Finished).Folder
        ?? throw new ExperimentException(
            FormattableString.Invariant($"There is no unfinished run of {Called(experiment)} with seed {variant.Seed} in {WorkingFolder.Full(Path.Combine(Root, experiment.Name))} to go on with. Train without --resume, or name its folder with --out."));

    /// <summary>The last run of an experiment that is such a one of a set, however far it came; null where there is none.</summary>
    public static RunFolder? LastOf(ExperimentDefinition experiment, RunVariant variant) =>
        Runs(experiment).LastOrDefault(run => Is(run.Record, variant)).Folder;

    private static bool Is(RunRecord record, RunVariant variant) => record.Baseline == variant.IsBaseline && record.Seed == variant.Seed
        && record.Split == variant.Split && record.Fold == variant.Fold && record.Folds == variant.Folds;

    // In the order in which they were started.
    private static IEnumerable<(RunFolder Folder, RunRecord Record)> Runs(ExperimentDefinition experiment) =>
        RunsOfName(experiment.Name).Where(run => OtherFile(experiment, run.Folder, run.Record) is null);

    private static IOrderedEnumerable<(RunFolder Folder, RunRecord Record)> RunsOfName(string experiment)
    {
        string root = WorkingFolder.Of(Path.Combine(Root, experiment));
        IEnumerable<RunFolder> folders = Directory.Exists(root) ? Directory.GetDirectories(root).Select(path => new RunFolder(path)) : [];
        return folders.Where(folder => folder.HasRun)
            .Select(folder => (Folder: folder, Record: folder.ReadRecord()))
            .Where(run => run.Record.Experiment == experiment)
            .OrderBy(run => run.Record.Started);
    }

    private static string? OtherFile(ExperimentDefinition experiment) =>
        RunsOfName(experiment.Name).Select(run => OtherFile(experiment, run.Folder, run.Record)).FirstOrDefault(other => other is not null);

    // The other file that a run is of; null where it is of the experiment's own, which may have been moved since.
    private static string? OtherFile(ExperimentDefinition experiment, RunFolder folder, RunRecord record) =>
        experiment.File is { } own && record.File is { } trained
        && Path.GetFullPath(trained, folder.Path) is var full && !string.Equals(full, own, s_samePath) && File.Exists(full)
            ? full
            : null;

    private static string Called(ExperimentDefinition experiment) => OtherFile(experiment) is { } other
        ? $"{experiment.Name} as {experiment.File} declares it (those of {other} are others)"
        : experiment.Name;
}
