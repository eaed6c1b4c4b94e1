using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Runs;

/// <summary>A run with its model, that of its best epoch so far where it did not finish: what <c>evaluate</c>, <c>predict</c> and <c>explain</c> work on.</summary>
internal sealed class TrainedRun : IDisposable
{
    private TrainedRun(RunFolder folder, RunRecord record, ResolvedExperiment experiment, MultimodalModel model, Preprocessing preprocessing, torch.Device device)
    {
        Folder = folder;
        Record = record;
        Experiment = experiment;
        Model = model;
        Preprocessing = preprocessing;
        Device = device;
    }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>What the run is.</summary>
    public RunRecord Record { get; }

    /// <summary>The experiment as it was trained, with what the command line changes now.</summary>
    public ResolvedExperiment Experiment { get; }

    /// <summary>The same as it was stated, without full paths: as others are to read it.</summary>
    public string StatedExperiment => Experiment.WithStatedPaths(Record.Paths, (_, path) => Path.IsPathFullyQualified(path)).Yaml;

    /// <summary>The model with the weights of the best epoch.</summary>
    public MultimodalModel Model { get; }

    /// <summary>What the run fixed about its data.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Where the model is.</summary>
    public torch.Device Device { get; }

    /// <summary>What is to be said of a run that did not finish; null of one that did.</summary>
    public string? Remark { get; private init; }

    /// <summary>Opens a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="definition">The experiment as it is now.</param>
    /// <param name="overrides">What the command line changes; the model must stay as it was trained.</param>
    /// <param name="device">The name of the device.</param>
    /// <exception cref="ExperimentException">No epoch of the run was finished, it is of another experiment, or its folder is damaged.</exception>
    public static TrainedRun Open(RunFolder folder, ExperimentDefinition definition, IReadOnlyList<YamlOverride> overrides, string device)
    {
        RunRecord record = folder.ReadRecord();
        if (record.Experiment != definition.Name)
        {
            throw new ExperimentException($"The run in {folder.Path} is of the experiment {record.Experiment}, not of {definition.Name}.");
        }

        if (record.Status == RunStatus.Finished && !File.Exists(folder.WeightsFile))
        {
            throw new ExperimentException($"The run in {folder.Path} has no {Path.GetFileName(folder.WeightsFile)}. Train again.");
        }

        ResolvedExperiment experiment = ReadExperiment(folder, record, definition, overrides);
        RunFiles.Check(folder, record, folder.PreprocessingFile);
        Preprocessing preprocessing = folder.ReadPreprocessing();
        torch.Device place = Devices.Parse(device);
        MultimodalModel model = experiment.CreateModel(record.Seed, record.Baseline);
        try
        {
            preprocessing.Check(folder.PreprocessingFile, model.Description, experiment.Specification.Data);
            string? remark = Load(model, folder, record);
            ModelPrecision.Set(model, experiment.Training.Precision);
            model.TargetScaling ??= TargetScaling.For(model.Description.Task, preprocessing.Standardiser);
            ModelPlacement.Move(model, place);
            return new TrainedRun(folder, record, experiment, model, preprocessing, place) { Remark = remark };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    // What the command line names is left as it is; of the run's own paths, those that exist no more are looked for as they were stated.
    private static ResolvedExperiment ReadExperiment(RunFolder folder, RunRecord record, ExperimentDefinition definition, IReadOnlyList<YamlOverride> overrides)
    {
        string text = folder.ReadExperiment();
        ResolvedExperiment experiment = ResolvedExperiment.Of(definition, folder.ExperimentFile, text, overrides);
        if (ResolvedExperiment.Of(definition, folder.ExperimentFile, text, []).Specification.Data is not { } recorded)
        {
            return experiment;
        }

        IReadOnlyDictionary<string, string> full = DataPaths.Of(recorded);
        return experiment.WithStatedPaths(record.Paths, (key, path) => full.GetValueOrDefault(key) == path && !Path.Exists(path));
    }

    // Returns what is to be said.
    private static string? Load(MultimodalModel model, RunFolder folder, RunRecord record)
    {
        try
        {
            if (record.Status == RunStatus.Finished)
            {
                model.Load(folder.WeightsFile);
                RunFiles.Check(folder, record, folder.WeightsFile);
                return null;
            }

            string status = record.Status.ToString().ToLowerInvariant();
            IReadOnlyList<EpochResult> epochs = CheckpointFile.ReadBest(folder.CheckpointFolder, model)
                ?? throw new ExperimentException($"The run in {folder.Path} is {status}, and none of its epochs was finished, so that it has no weights to use. Go on with: train --resume --out {folder.Path}");
            return FormattableString.Invariant($"The run is {status} after epoch {epochs.Count}; its best epoch so far, {epochs.Last(epoch => epoch.IsBest).Epoch}, is used.");
        }
        catch (Exception e) when (e is ModelException or CheckpointException)
        {
            throw new ExperimentException($"The weights of the run in {folder.Path} cannot be used: {e.Message}");
        }
    }
}
