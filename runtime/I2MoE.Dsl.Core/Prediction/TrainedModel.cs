using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Prediction;

/// <summary>Keeps trained models in the folders that <c>train</c> writes, and opens them.</summary>
public static class TrainedModel
{
    /// <summary>A model as its trainer leaves it, with what its data were made with.</summary>
    /// <typeparam name="TModel">The model's class.</typeparam>
    /// <param name="trainer">The trainer, after <see cref="Trainer{TModel}.FitAsync"/>; it keeps owning the model.</param>
    /// <param name="splits">The data that it was trained on: their standardisation and the names of their classes are kept.</param>
    /// <param name="experiment">What the model's class declares, for example <c>BreastCancerModel.Experiment</c>.</param>
    /// <exception cref="ArgumentException">The experiment is of another model.</exception>
    public static TrainedModel<TModel> Of<TModel>(Trainer<TModel> trainer, DataSplits splits, ExperimentDefinition experiment)
        where TModel : MultimodalModel
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(experiment);
        if (experiment.Name != trainer.Model.Description.Name)
        {
            throw new ArgumentException($"The experiment is {experiment.Name}, but the trainer's model is {trainer.Model.Description.Name}.", nameof(experiment));
        }

        ModelSpecification specification = KeptSpecification.Of(experiment, trainer.Options, splits.Standardiser is not null);
        var preprocessing = new Preprocessing { ClassNames = splits.Train.ClassNames, FeatureNames = splits.Train.FeatureNames, Standardiser = splits.Standardiser };
        var record = new RunRecord
        {
            Experiment = experiment.Name,
            Baseline = trainer.Model is VanillaModel,
            Seed = trainer.Run.Seed,
            Device = trainer.Run.Device,
            Status = RunStatus.Finished,
            Started = DateTimeOffset.Now,
            Ended = DateTimeOffset.Now,
            Paths = specification.Data is { } data ? DataPaths.Of(data) : new Dictionary<string, string>(),
        };
        return new TrainedModel<TModel>(trainer.Model, preprocessing, record, YamlExperimentWriter.Write(specification), owned: null);
    }

    /// <summary>Opens the model of a folder that <c>train</c> or <see cref="TrainedModel{TModel}.Save"/> wrote, as its class.</summary>
    /// <typeparam name="TModel">The model's class, or <see cref="VanillaModel"/> for its baseline.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <param name="experiment">What the model's class declares, for example <c>BreastCancerModel.Experiment</c>.</param>
    /// <param name="device">Where to compute: <c>cpu</c> (default), <c>cuda</c>, <c>cuda:N</c> or <c>auto</c>.</param>
    /// <returns>The model, to be disposed. Of a run that did not finish it is that of the best epoch so far.</returns>
    /// <exception cref="ExperimentException">There is no such run, it is damaged, or of another model.</exception>
    public static TrainedModel<TModel> Open<TModel>(string folder, ExperimentDefinition experiment, string device = "cpu")
        where TModel : MultimodalModel
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(experiment);
        var run = TrainedRun.Open(new RunFolder(folder), experiment, [], device);
        if (run.Model is TModel model)
        {
            return new TrainedModel<TModel>(model, run.Preprocessing, run.Record, run.Experiment.Yaml, owned: run);
        }

        run.Dispose();
        throw new ExperimentException(run.Record.Baseline
            ? $"The run in {run.Folder.Path} is the vanilla baseline: open it as {nameof(VanillaModel)}."
            : $"The run in {run.Folder.Path} was not trained as the class {typeof(TModel).Name} declares now: open it by its folder alone.");
    }

    /// <summary>Opens the model of a folder as its own experiment describes it, without its class.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="device">Where to compute: <c>cpu</c> (default), <c>cuda</c>, <c>cuda:N</c> or <c>auto</c>.</param>
    /// <returns>The model, to be disposed. Of a run that did not finish it is that of the best epoch so far.</returns>
    /// <exception cref="ExperimentException">There is no such run, or it is damaged.</exception>
    /// <exception cref="ModelException">The experiment names a class that this program does not have.</exception>
    public static TrainedModel<MultimodalModel> Open(string folder, string device = "cpu")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Open<MultimodalModel>(folder, DefinitionOf(new RunFolder(folder)), device);
    }

    /// <summary>The experiment of a run as its own file describes it, without its class.</summary>
    /// <exception cref="ExperimentException">There is no such run, or it is damaged.</exception>
    internal static ExperimentDefinition DefinitionOf(RunFolder run)
    {
        run.ReadRecord();
        YamlReading reading = YamlExperiment.Read(run.ExperimentFile, run.ReadExperiment(), _ => null);
        YamlProblem[] errors = [.. reading.Check().Where(problem => problem.Rule.Severity == RuleSeverity.Error)];
        if (errors.Length > 0)
        {
            throw new ExperimentException($"{run.ExperimentFile}: the file is damaged. {errors[0].Message}");
        }

        ModelSpecification specification = reading.Specification;
        return new ExperimentDefinition
        {
            Name = specification.Declaration.Name,
            Folder = run.Path,
            Yaml = YamlExperimentWriter.Write(specification),
            CreateModel = seed => new SpecifiedModel(specification, seed),
            CreateBaseline = seed => SpecifiedModel.CreateBaseline(specification, seed),
        };
    }
}
