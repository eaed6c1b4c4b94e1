using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Interchange;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>A finished run with its model: what <c>evaluate</c>, <c>predict</c> and <c>explain</c> work on.</summary>
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

    /// <summary>The model with the weights of the best epoch.</summary>
    public MultimodalModel Model { get; }

    /// <summary>What the run fixed about its data.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Where the model is.</summary>
    public torch.Device Device { get; }

    /// <summary>Opens a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="definition">The experiment as it is now.</param>
    /// <param name="overrides">What the command line changes; the model must stay as it was trained.</param>
    /// <param name="device">The name of the device.</param>
    /// <exception cref="ExperimentException">The run did not finish, is of another experiment, or its folder is damaged.</exception>
    public static TrainedRun Open(RunFolder folder, ExperimentDefinition definition, IReadOnlyList<YamlOverride> overrides, string device)
    {
        RunRecord record = folder.ReadRecord();
        if (record.Experiment != definition.Name)
        {
            throw new ExperimentException($"The run in {folder.Path} is of the experiment {record.Experiment}, not of {definition.Name}.");
        }

        if (record.Status != RunStatus.Finished)
        {
            throw new ExperimentException($"The run in {folder.Path} is {record.Status.ToString().ToLowerInvariant()}, so it has no weights to use. Go on with: train --resume --out {folder.Path}");
        }

        if (!File.Exists(folder.WeightsFile))
        {
            throw new ExperimentException($"The run in {folder.Path} has no {Path.GetFileName(folder.WeightsFile)}. Train again.");
        }

        ResolvedExperiment experiment = ResolvedExperiment.Of(definition, folder.ExperimentFile, folder.ReadExperiment(), overrides);
        Preprocessing preprocessing = folder.ReadPreprocessing();
        torch.Device place = Devices.Parse(device);
        MultimodalModel model = experiment.CreateModel(record.Seed, record.Baseline);
        try
        {
            Load(model, folder);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        model.to(place);
        return new TrainedRun(folder, record, experiment, model, preprocessing, place);
    }

    /// <summary>Reads all samples of the experiment's data as the model takes them, and says which belong to which part.</summary>
    /// <param name="labelsAreOptional">Whether data without labels will do.</param>
    /// <param name="isOwn">Whether the data are those of the run, which are split and have their names; of others every sample is in the test part.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<(MultimodalDataset Data, ExperimentSplits Splits)> ReadDataAsync(bool labelsAreOptional, bool isOwn, CancellationToken cancellationToken)
    {
        var section = new ExperimentData(Experiment, Model.Description);
        using MultimodalDataset stored = await section.ReadAsync(Preprocessing, labelsAreOptional, cancellationToken).ConfigureAwait(false);
        if (isOwn)
        {
            section.GiveNames(stored);
        }

        ExperimentSplits splits = isOwn
            ? await section.SplitAsync(stored, cancellationToken).ConfigureAwait(false)
            : new ExperimentSplits([], [], [.. Enumerable.Range(0, stored.Count).Select(row => (long)row)]);
        MultimodalDataset data = Preprocessing.Apply(stored);
        try
        {
            DatasetFit.Check(Model.Description, data, "given", stored.HasLabels);
        }
        catch
        {
            data.Dispose();
            throw;
        }

        return (data, splits);
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    private static void Load(MultimodalModel model, RunFolder folder)
    {
        try
        {
            model.Load(folder.WeightsFile);
        }
        catch (Exception e) when (e is ModelWeightsException or SafeTensorsException)
        {
            throw new ExperimentException($"The weights of the run in {folder.Path} cannot be used: {e.Message}");
        }
    }
}
