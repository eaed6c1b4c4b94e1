using System.Diagnostics;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Training.Stopping;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>Trains the trials of a sweep in this process, one at a time.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
/// <param name="device">The device, as it was asked for.</param>
/// <param name="logger">Where warnings of the training are written.</param>
internal sealed class TrialRunner(SweepPlan plan, SweepFolder folder, string device, ILogger logger)
{
    /// <summary>Trains a trial, unless it was trained. A training that fails is recorded; of the experiment as it stands, wrong data end the sweep.</summary>
    /// <param name="number">The number of the trial.</param>
    /// <param name="console">Where warnings are written.</param>
    /// <param name="cancellationToken">Stops it; it is then trained again when the sweep goes on.</param>
    /// <exception cref="ExperimentException">Another process trains it.</exception>
    public async Task<Trial> RunAsync(int number, ProgramConsole console, CancellationToken cancellationToken)
    {
        using var taken = RunLock.Take(folder.OfTrial(number));
        return folder.ReadTrial(number) is { Status: not TrialStatus.Running } known ? known
            : await RunAsync(taken, number, console, cancellationToken).ConfigureAwait(false)
                ?? throw new ExperimentException(FormattableString.Invariant($"Trial {number} was taken by another process, since this one stood still for minutes."));
    }

    /// <summary>Trains a trial as <see cref="RunAsync(int, ProgramConsole, CancellationToken)"/> does; null where it was trained, or another process trains it.</summary>
    /// <param name="number">The number of the trial.</param>
    /// <param name="mostBegun">How often it is begun; it has failed where its processes ended without a word each time.</param>
    /// <param name="console">Where warnings are written.</param>
    /// <param name="cancellationToken">Stops it; it is then trained again when the sweep goes on.</param>
    public async Task<Trial?> TryRunAsync(int number, int mostBegun, ProgramConsole console, CancellationToken cancellationToken)
    {
        using RunLock? taken = RunLock.TryTake(folder.OfTrial(number));
        if (taken is null || folder.ReadTrial(number) is { Status: not TrialStatus.Running })
        {
            return null;
        }

        if (folder.ReadTrial(number) is { } known && known.Begun >= mostBegun)
        {
            Trial failed = known with
            {
                Status = TrialStatus.Failed,
                Reason = FormattableString.Invariant($"its process ended without a word {known.Begun} times, as when memory runs out or a machine dies; it is trained again where its folder is deleted"),
            };
            folder.Write(failed);
            return failed;
        }

        return await RunAsync(taken, number, console, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Trial?> RunAsync(RunLock taken, int number, ProgramConsole console, CancellationToken cancellationToken)
    {
        if (taken.FollowsKilled)
        {
            // The folders within were taken by the same process, which may seem to live for some seconds more.
            foreach (RunFolder run in plan.Seeds.Select(seed => folder.OfRun(number, seed)).Where(run => Directory.Exists(run.Path)))
            {
                File.Delete(run.File(RunLock.Name));
            }
        }

        Trial? known = folder.ReadTrial(number);
        IReadOnlyList<Trial> others = [.. folder.ReadTrials().Where(trial => trial.Number != number)];

        // One that was stopped keeps its values.
        int begun = known?.Begun ?? 0;
        Trial trial = new() { Number = number, Values = known?.Values ?? (number == 0 ? [] : plan.Search.Values(number, others)), Begun = begun + 1 };
        folder.Write(trial);
        long start = Stopwatch.GetTimestamp();
        try
        {
            trial = await TrainAsync(trial, others, console, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!taken.IsLost && (e is OperationCanceledException or ChangedDataException || (number == 0 && e is ExperimentException or DatasetException)))
        {
            folder.Write(trial with { Begun = begun });
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            trial = trial with { Status = TrialStatus.Failed, Reason = e is I2MoEException ? e.Message : $"{e.GetType().Name}: {e.Message}" };
        }

        if (taken.IsLost)
        {
            return null;
        }

        trial = trial with { Seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 2) };
        folder.Write(trial);
        return trial;
    }

    private async Task<Trial> TrainAsync(Trial trial, IReadOnlyList<Trial> others, ProgramConsole console, CancellationToken cancellationToken)
    {
        ResolvedExperiment experiment = plan.With(trial.Values);
        List<TrialSeed> seeds = [];
        double?[] rungs = [];
        foreach (long seed in plan.Seeds)
        {
            // Halving decides by the first seed, and never about the experiment as it stands.
            HalvingRule? halving = trial.Number > 0 && seeds.Count == 0 && plan.Rungs.Count > 0 ? new HalvingRule(plan, others) : null;
            FitResult fit = await FitAsync(trial, experiment, seed, others, halving is null ? [] : [halving], console, cancellationToken).ConfigureAwait(false);
            double score = fit.Best.Validation.Of(plan.Metric);
            seeds.Add(new TrialSeed(seed, Defined(score), Defined(fit.Best.Validation.Loss), fit.Best.Epoch, fit.Epochs.Count));
            if (seeds.Count == 1)
            {
                rungs = [.. plan.Rungs.Where(rung => rung <= fit.Epochs.Count).Select(rung => Defined(plan.BestOf([.. fit.Epochs.Take(rung).Select(epoch => epoch.Validation)])))];
            }

            if (halving is { HasStopped: true })
            {
                return trial with { Status = TrialStatus.Halved, Seeds = seeds, Rungs = rungs, Reason = fit.StopReason ?? "" };
            }
        }

        return double.IsNaN(seeds.Average(seed => seed.Score ?? double.NaN))
            ? trial with { Status = TrialStatus.Failed, Seeds = seeds, Rungs = rungs, Reason = "the metric is not defined on the validation part" }
            : trial with { Status = TrialStatus.Finished, Seeds = seeds, Rungs = rungs };
    }

    private async Task<FitResult> FitAsync(Trial trial, ResolvedExperiment experiment, long seed, IReadOnlyList<Trial> others, IReadOnlyList<IStopRule> stopRules, ProgramConsole console, CancellationToken cancellationToken)
    {
        RunFolder run = folder.OfRun(trial.Number, seed);
        var record = new RunRecord
        {
            Experiment = experiment.Name,
            File = plan.Definition.File is null ? null : Path.GetRelativePath(run.Path, plan.Definition.File),
            Seed = seed,
            Device = device,
            Started = DateTimeOffset.Now,
            Overrides = [.. plan.Overrides.Concat(plan.Changes(trial.Values)).Select(change => $"{change.Key}={change.Value}")],
        };
        using var training = RunOpening.StartTrial(run, record, experiment, logger, stopRules);
        return await training.TrainTrialAsync(console, WithSameData(trial, others), cancellationToken).ConfigureAwait(false);
    }

    // What a trial changes of a modality may change its shape.
    private (RunFolder Run, string Data)? WithSameData(Trial trial, IReadOnlyList<Trial> others)
    {
        string[] shapes = ShapesOf(trial);
        foreach (Trial other in others.Where(other => other.Status is TrialStatus.Finished or TrialStatus.Halved && ShapesOf(other).SequenceEqual(shapes)))
        {
            RunFolder run = folder.OfRun(other.Number, plan.Seeds[0]);
            if (DataOf(run) is { } data)
            {
                return (run, data);
            }
        }

        return null;
    }

    // A record that is gone or damaged is no reason for another trial to fail.
    private static string? DataOf(RunFolder run)
    {
        try
        {
            return run.HasRun ? run.ReadRecord().Data : null;
        }
        catch (ExperimentException)
        {
            return null;
        }
    }

    private string[] ShapesOf(Trial trial) =>
        [.. plan.Changes(trial.Values).Where(change => change.Key.StartsWith("modalities.", StringComparison.Ordinal)).Select(change => $"{change.Key}={change.Value}").Order(StringComparer.Ordinal)];

    private static double? Defined(double number) => double.IsFinite(number) ? number : null;
}
