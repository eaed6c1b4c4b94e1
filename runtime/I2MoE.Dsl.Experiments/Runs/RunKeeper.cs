using System.Diagnostics;
using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Tracking;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Keeps the folder of a run, whose files agree with each other at every moment: what is in <c>run.json</c> says what else there is.</summary>
/// <param name="folder">The folder.</param>
/// <param name="record">What is known of the run before anything was read.</param>
/// <param name="experiment">The experiment.</param>
/// <param name="resumes">Whether the run goes on where it was stopped.</param>
/// <param name="follows">Whether another process keeps the folder, and this one writes nothing.</param>
internal sealed class RunKeeper(RunFolder folder, RunRecord record, ResolvedExperiment experiment, bool resumes, bool follows = false) : IDisposable
{
    private readonly Stopwatch _clock = new();

    /// <summary>The folder.</summary>
    public RunFolder Folder => folder;

    /// <summary>What <c>run.json</c> says, or will say.</summary>
    public RunRecord Record { get; set; } = record;

    /// <summary>Whether the run goes on where it was stopped.</summary>
    public bool Resumes => resumes;

    /// <summary>Whether another process keeps the folder.</summary>
    public bool Follows => follows;

    /// <summary>Whether anything was trained, so that there is something to go on with.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Who else is told of the run; null until <see cref="Track"/>.</summary>
    public RunTracking? Tracking { get; private set; }

    /// <summary>Opens what the options of tracking name.</summary>
    public void Track(TrainingOptions options, Action<string> warn) => Tracking = follows ? null : new RunTracking(options, folder, warn);

    /// <summary>Writes what the run is, before its first step.</summary>
    public void Begin(ExperimentData section, DataSplits splits, TorchSharp.torch.Device device)
    {
        if (follows)
        {
            return;
        }

        if (!resumes)
        {
            folder.Clear();
        }

        folder.RemoveLeftovers();
        DataSpecification data = section.WithFullPaths();
        RunFolder.Write(folder.ExperimentFile, experiment.YamlWith(data));
        folder.WritePreprocessing(new Preprocessing
        {
            ClassNames = splits.Train.ClassNames,
            FeatureNames = section.ColumnsOf(splits.Train),
            UnseenLevels = section.UnseenLevels,
            Texts = section.Texts.Codings,
            Networks = section.Networks.Digests,
            Standardiser = splits.Standardiser,
        });
        Record = RunFiles.With(Record, folder.PreprocessingFile) with
        {
            Status = RunStatus.Running,
            Ended = null,
            Paths = DataPaths.Of(experiment.Specification.Data!),
            Machine = RunMachine.Of(device),
            Commit = SourceCommit.Of(SourceFolder()),
        };
        folder.WriteRecord(Record);
        _clock.Restart();
        if (Tracking!.Begin(Record, [.. ExperimentValues.Of(experiment.YamlWith(data))]) is var tracked && tracked != Record)
        {
            Record = tracked;
            folder.WriteRecord(Record);
        }
    }

    /// <summary>Writes what the run brought.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="fit">How it was trained.</param>
    /// <param name="test">How it does on the test part; null where that stays closed.</param>
    /// <param name="baselines">The simple baselines.</param>
    /// <param name="findings">What the experts know; null where it was not asked.</param>
    /// <param name="reliance">How far the answers can be relied on, and what that was calibrated by; null where the test part stays closed.</param>
    /// <param name="drawCurves">Draws the curves; null where none are drawn.</param>
    public void Finish(
        MultimodalModel model, FitResult fit, EvaluationResult? test, IReadOnlyList<BaselineResult> baselines, InteractionFindings? findings, (ConformalCalibration Calibration, PredictionUncertainty Uncertainty)? reliance, Action? drawCurves)
    {
        RunHistory.Write(folder, fit.Epochs);
        drawCurves?.Invoke();
        model.Save(folder.WeightsFile);
        Record = RunFiles.With(Record, folder.WeightsFile);
        if (reliance is { } kept)
        {
            RunFolder.Write(folder.CalibrationFile, RunCalibration.Text(kept.Calibration));
            Record = RunFiles.With(Record, folder.CalibrationFile);
        }

        RunFolder.Write(folder.MetricsFile, MetricsDocument.OfTraining(Record, model, fit, test, baselines, findings, reliance?.Uncertainty));
        End(RunStatus.Finished);
        Tracking!.End(RunStatus.Finished, test?.Metrics.Values ?? [], fit.Best.Epoch);
    }

    /// <summary>Writes that the run was stopped. What happened must be told, whatever happens here: the disk may be full.</summary>
    public void Abandon(RunStatus status)
    {
        if (follows)
        {
            return;
        }

        try
        {
            if (IsBegun)
            {
                End(status);
                Tracking?.End(status, [], 0);
            }
            else if (!resumes)
            {
                // Nothing was trained: the same command is to work again.
                folder.Clear();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Tracking?.Dispose();

    private string SourceFolder() =>
        Record.File is { } file && Path.GetDirectoryName(Path.GetFullPath(file, folder.Path)) is { } source && Directory.Exists(source) ? source : WorkingFolder.Path;

    private void End(RunStatus status)
    {
        Record = Record with { Status = status, Ended = DateTimeOffset.Now, Seconds = Math.Round((Record.Seconds ?? 0) + _clock.Elapsed.TotalSeconds, 3) };
        folder.WriteRecord(Record);
    }
}
