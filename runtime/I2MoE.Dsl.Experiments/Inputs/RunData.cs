using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The data that a run is used on: its own, or others that the command line names.</summary>
internal static class RunData
{
    /// <summary>Reads all samples of the experiment's data as the model takes them, and says which belong to which part.</summary>
    /// <param name="run">The run.</param>
    /// <param name="labelsAreOptional">Whether data without labels will do.</param>
    /// <param name="isOwn">Whether the data are those of the run, which are split and have their names; of others every sample is in the test part.</param>
    /// <param name="warn">Hears what is strange about the data: changed since the training, or not like it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<(MultimodalDataset Data, ExperimentSplits Splits)> ReadAsync(TrainedRun run, bool labelsAreOptional, bool isOwn, Action<string> warn, CancellationToken cancellationToken)
    {
        var section = new ExperimentData(run.Experiment, run.Model.Description);
        MultimodalDataset data = await section.ReadAsync(run.Preprocessing, labelsAreOptional, cancellationToken).ConfigureAwait(false);
        try
        {
            if (isOwn)
            {
                await section.GiveNamesAsync(data, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await section.GiveIdsAsync(data, cancellationToken).ConfigureAwait(false);
            }

            ExperimentSplits splits = isOwn
                ? await section.SplitAsync(data, cancellationToken).ConfigureAwait(false)
                : new ExperimentSplits([], [], [.. Enumerable.Range(0, data.Count).Select(row => (long)row)]);
            foreach (string warning in isOwn ? Changed(run, data, splits) : new UnlikeTraining(ExperimentData.SectionOf(run.Experiment), run.Preprocessing).Find(data))
            {
                warn(warning);
            }

            foreach (string modality in section.Absent)
            {
                warn($"The data have nothing of modality {modality}: all samples lack it.");
            }

            run.Preprocessing.ApplyInPlace(data);
            DatasetFit.Check(run.Model.Description, data, "given", data.HasLabels);
            return (data, splits);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Reads the training part of a run as its model takes it, whatever data the command line names.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<MultimodalDataset> ReadTrainingAsync(TrainedRun run, CancellationToken cancellationToken)
    {
        ResolvedExperiment trained = run.Experiment
            .AsRecorded(run.Folder.ExperimentFile, run.Folder.ReadExperiment())
            .WithStatedPaths(run.Record.Paths, (_, path) => !Path.Exists(path));
        var section = new ExperimentData(trained, run.Model.Description);
        using MultimodalDataset data = await section.ReadAsync(run.Preprocessing, labelsAreOptional: false, cancellationToken).ConfigureAwait(false);
        ExperimentSplits splits = await section.SplitAsync(data, cancellationToken).ConfigureAwait(false);
        run.Preprocessing.ApplyInPlace(data);
        return data.Subset(splits.Train);
    }

    private static IEnumerable<string> Changed(TrainedRun run, MultimodalDataset data, ExperimentSplits splits)
    {
        if (run.Record.HeldOut is { } trained && DataFingerprint.OfHeldOut(data, splits) != trained)
        {
            yield return $"The data have changed since the run in {run.Folder.Path} was trained: its validation and test part are other samples now, and it may have been trained on some of them, so that results are too good. Put the data back, train again, or name other data with --data.";
        }
    }
}
