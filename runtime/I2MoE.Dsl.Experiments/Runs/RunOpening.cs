using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training.Stopping;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Opens the folder of a run, which nobody else trains in until the run is disposed of.</summary>
internal static class RunOpening
{
    /// <summary>A run from the beginning. Its folder is taken at once, before anything is read.</summary>
    /// <exception cref="ExperimentException">The folder is in use and is not to be replaced, is being trained in, or cannot be written.</exception>
    public static TrainingRun Start(RunFolder folder, RunRecord record, ResolvedExperiment experiment, ILogger logger, bool isQuiet, bool replaces, WarmStartOptions? from = null, IProcessGroup? ranks = null) => Take(folder, taken =>
    {
        if (folder.HasContent && !replaces && (folder.HasRun || !taken.FollowsKilled))
        {
            string what = folder.HasRun && folder.ReadRecord() is { } other
                ? FormattableString.Invariant($"has a run of {other.Experiment} ({other.Model}, seed {other.Seed}, {other.Status.ToString().ToLowerInvariant()}, {other.Started:yyyy-MM-dd HH:mm})")
                : "is not empty";
            throw new ExperimentException($"--out: {folder.Path} {what}. Choose another folder, replace it with --force, or go on with a stopped run with --resume.");
        }

        var run = new TrainingRun(new RunKeeper(folder, record, experiment, resumes: false), taken, experiment, logger, isQuiet, ranks: ranks);
        return from is null ? run : With(run, model => WarmStart.Take(model, from.From, from.Parts));
    });

    /// <summary>A run as a trial of a sweep: it keeps no checkpoint, since it is trained again where it was stopped, and replaces what is in its folder.</summary>
    /// <exception cref="ExperimentException">The folder is being trained in, or cannot be written.</exception>
    public static TrainingRun StartTrial(RunFolder folder, RunRecord record, ResolvedExperiment experiment, ILogger logger, IReadOnlyList<IStopRule> stopRules) =>
        Take(folder, taken => new TrainingRun(new RunKeeper(folder, record, experiment, resumes: false), taken, experiment, logger, isQuiet: true, stopRules));

    /// <summary>A run that goes on where it was stopped.</summary>
    /// <exception cref="ExperimentException">There is no such run, it is finished or being trained, or it is another experiment.</exception>
    public static TrainingRun Resume(RunFolder folder, RunRecord record, ResolvedExperiment experiment, ILogger logger, bool isQuiet, bool takesFinished, IProcessGroup? ranks = null)
    {
        // Before the folder is taken, which would make it.
        folder.ReadRecord();
        return Take(folder, taken =>
        {
            RunRecord stopped = folder.ReadRecord();
            CheckSame(folder, stopped, record, experiment, takesFinished);
            var run = new TrainingRun(new RunKeeper(folder, stopped with { Device = record.Device }, experiment, resumes: true), taken, experiment, logger, isQuiet, ranks: ranks);

            // A checkpoint is known by the first step, which is that of the weights that were taken.
            return stopped.From is { } from ? With(run, model => WarmStart.Take(model, from.Weights, from.Parts, from.Digest)) : run;
        });
    }

    /// <summary>The run of rank 0 on another rank, which writes nothing.</summary>
    /// <param name="folder">The folder that rank 0 has taken.</param>
    /// <param name="record">What is known of the run.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="logger">Where the trainer logs.</param>
    /// <param name="resumes">Whether it goes on where it was stopped.</param>
    /// <param name="ranks">The ranks.</param>
    public static TrainingRun Follow(RunFolder folder, RunRecord record, ResolvedExperiment experiment, ILogger logger, bool resumes, IProcessGroup ranks) =>
        new(new RunKeeper(folder, record, experiment, resumes, follows: true), taken: null, experiment, logger, isQuiet: true, ranks: ranks);

    private static TrainingRun With(TrainingRun run, Func<MultimodalModel, WarmStartRecord> take)
    {
        try
        {
            run.BeginFrom(take);
            return run;
        }
        catch
        {
            // The folder is given back by who took it.
            run.DisposeModel();
            throw;
        }
    }

    private static TrainingRun Take(RunFolder folder, Func<RunLock, TrainingRun> create)
    {
        RunLock taken = RunLock.Take(folder);
        try
        {
            return create(taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private static void CheckSame(RunFolder folder, RunRecord stopped, RunRecord record, ResolvedExperiment experiment, bool takesFinished)
    {
        if (stopped.Experiment != record.Experiment || stopped.Baseline != record.Baseline || stopped.Seed != record.Seed)
        {
            throw new ExperimentException(FormattableString.Invariant(
                $"The run in {folder.Path} is {stopped.Experiment}, {stopped.Model}, seed {stopped.Seed}; to resume it, name the same (here: {record.Experiment}, {record.Model}, seed {record.Seed})."));
        }

        ResolvedExperiment before = experiment.AsRecorded(folder.ExperimentFile, folder.ReadExperiment()).WithStatedPaths(stopped.Paths, (_, _) => true);
        if (before.YamlWithoutEpochs != experiment.YamlWithoutEpochs)
        {
            throw new ExperimentException($"The experiment has changed since the run in {folder.Path} was stopped; compare {folder.ExperimentFile} with what 'show' prints. Only training.epochs may differ: name the same --set and --data, or train anew without --resume.");
        }

        if (stopped.Status == RunStatus.Finished && before.Training.Epochs >= experiment.Training.Epochs && !takesFinished)
        {
            throw new ExperimentException(FormattableString.Invariant(
                $"The run in {folder.Path} is finished after {before.Training.Epochs} epochs; there is nothing to resume. For more epochs: --set training.epochs={2 * before.Training.Epochs}"));
        }
    }
}
