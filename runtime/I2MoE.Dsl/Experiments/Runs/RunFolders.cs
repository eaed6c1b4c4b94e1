using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Where the runs of an experiment are: <c>runs/NAME/seed-0</c>, and further ones beside it.</summary>
internal static class RunFolders
{
    private const string Root = "runs";

    /// <summary>A folder that no run has used, in the current folder: a run is never overwritten unasked.</summary>
    public static RunFolder Next(string experiment, bool isBaseline, long seed)
    {
        string first = Path.Combine(Root, experiment, Name(isBaseline, seed));
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => new RunFolder(number == 1 ? first : $"{first}-{number}"))
            .First(folder => !folder.HasContent && !RunLock.IsTaken(folder));
    }

    /// <summary>The name of a run's folder.</summary>
    public static string Name(bool isBaseline, long seed) => FormattableString.Invariant($"{(isBaseline ? "vanilla-" : "")}seed-{seed}");

    /// <summary>The last run of an experiment that was finished.</summary>
    /// <exception cref="ExperimentException">There is none.</exception>
    public static RunFolder Last(string experiment, bool isBaseline)
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
        throw new ExperimentException($"There is no finished run of {what}{experiment} in {Path.GetFullPath(Path.Combine(Root, experiment))}. {unfinished}");
    }

    /// <summary>The last run of an experiment with a seed that was not finished.</summary>
    /// <exception cref="ExperimentException">There is none.</exception>
    public static RunFolder LastUnfinished(string experiment, bool isBaseline, long seed) =>
        Runs(experiment).LastOrDefault(run => run.Record.Baseline == isBaseline && run.Record.Seed == seed && run.Record.Status != RunStatus.Finished).Folder
        ?? throw new ExperimentException(
            FormattableString.Invariant($"There is no unfinished run of {experiment} with seed {seed} in {Path.GetFullPath(Path.Combine(Root, experiment))} to go on with. Train without --resume, or name its folder with --out."));

    /// <summary>The last run of an experiment with a seed, however far it came; null where there is none.</summary>
    public static RunFolder? LastOfSeed(string experiment, bool isBaseline, long seed) =>
        Runs(experiment).LastOrDefault(run => run.Record.Baseline == isBaseline && run.Record.Seed == seed).Folder;

    // In the order in which they were started.
    private static IOrderedEnumerable<(RunFolder Folder, RunRecord Record)> Runs(string experiment)
    {
        string root = Path.Combine(Root, experiment);
        IEnumerable<RunFolder> folders = Directory.Exists(root) ? Directory.GetDirectories(root).Select(path => new RunFolder(path)) : [];
        return folders.Where(folder => folder.HasRun)
            .Select(folder => (Folder: folder, Record: folder.ReadRecord()))
            .Where(run => run.Record.Experiment == experiment)
            .OrderBy(run => run.Record.Started);
    }
}
