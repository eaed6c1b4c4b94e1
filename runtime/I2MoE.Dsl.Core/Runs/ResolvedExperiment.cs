using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Runs;

/// <summary>An experiment with what the command line changes, judged by the rules.</summary>
internal sealed class ResolvedExperiment
{
    private readonly ExperimentDefinition _definition;
    private readonly bool _isAsCompiled;

    private ResolvedExperiment(ExperimentDefinition definition, ModelSpecification specification, bool isAsCompiled)
    {
        _definition = definition;
        _isAsCompiled = isAsCompiled;
        Specification = specification;
    }

    /// <summary>The name of the experiment.</summary>
    public string Name => _definition.Name;

    /// <summary>The folder of the experiment's file, see <see cref="ExperimentDefinition.Folder"/>.</summary>
    public string Folder => _definition.Folder;

    /// <summary>What is declared, with the changes.</summary>
    public ModelSpecification Specification { get; }

    /// <summary>What the rules advise against, as the build prints it: in a file that no build has read, and in what the command line changes.</summary>
    public IEnumerable<string> Warnings => Advice
        .SelectMany(advice => ProblemText.IsOfOverride(advice) ? [advice] : _definition.Warnings.Where(told => told.Rule == advice.Rule && told.Message == advice.Message))
        .Select(ProblemText.Line)
        .Distinct();

    private IReadOnlyList<YamlProblem> Advice { get; init; } = [];

    /// <summary>The experiment with every default resolved.</summary>
    public string Yaml => YamlExperimentWriter.Write(Specification);

    /// <summary>The experiment with every default resolved, with other data, and without its sweep.</summary>
    public string YamlWith(DataSpecification data) => YamlExperimentWriter.Write(Specification with { Data = data, Sweep = null });

    /// <summary>The experiment with the paths of its data as they are stated by <paramref name="paths"/>, where that says so.</summary>
    /// <param name="paths">What was stated, by the keys.</param>
    /// <param name="isMeant">Whether the path that stands under a key is to be replaced.</param>
    public ResolvedExperiment WithStatedPaths(IReadOnlyDictionary<string, string> paths, Func<string, string, bool> isMeant) => Specification.Data is not { } data
        ? this
        : new ResolvedExperiment(
            _definition,
            Specification with { Data = DataPaths.Map(data, (key, path) => isMeant(key, path) ? paths.GetValueOrDefault(key, path) : path) },
            _isAsCompiled);

    /// <summary>The same without the number of epochs and the other options of training in which a run that is resumed may differ.</summary>
    public string YamlWithoutEpochs => YamlExperimentWriter.Write(Specification with
    {
        Sweep = null,
        Training = Specification.Training with
        {
            Given = Specification.Training.Given.Where(value => !RunIdentity.FreeOptions.Contains(value.Option)).ToEquatableArray(),
        },
    });

    /// <summary>Whether classes have different weights in the loss.</summary>
    public bool HasClassWeights => Specification.Task is { } task
        && task.Definition == Catalogue.ClassificationOptions.Definition
        && task.Get(Catalogue.ClassificationOptions.ClassWeights).Distinct().Count() > 1;

    /// <summary>The training options, with the changes.</summary>
    public TrainingOptions Training => SpecifiedModel.TrainingOptionsOf(Specification);

    /// <summary>Resolves an experiment as it was compiled.</summary>
    /// <param name="definition">The experiment.</param>
    /// <param name="overrides">What the command line changes.</param>
    /// <exception cref="InvalidExperimentException">A change is wrong.</exception>
    public static ResolvedExperiment Of(ExperimentDefinition definition, IReadOnlyList<YamlOverride> overrides)
    {
        try
        {
            return Of(definition, definition.Name + YamlExperiment.Extension, definition.Yaml, overrides);
        }
        catch (InvalidExperimentException e) when (overrides.Count > 0)
        {
            // The experiment itself was right, and nobody has written the lines that it is resolved to.
            throw new InvalidExperimentException([.. e.Problems.Select(problem => ProblemText.IsOfOverride(problem) ? problem : ProblemText.OfOverrides(problem, overrides))]);
        }
    }

    /// <summary>Resolves an experiment as a run recorded it.</summary>
    /// <param name="definition">The experiment as it is now.</param>
    /// <param name="path">The path of the recorded file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="overrides">What the command line changes.</param>
    /// <exception cref="InvalidExperimentException">The file or a change is wrong.</exception>
    public static ResolvedExperiment Of(ExperimentDefinition definition, string path, string text, IReadOnlyList<YamlOverride> overrides)
    {
        YamlReading reading = YamlExperiment.Read(path, text, _ => null, overrides);
        IReadOnlyList<YamlProblem> problems = reading.Check();
        YamlProblem[] errors = [.. problems.Where(problem => problem.Rule.Severity == RuleSeverity.Error)];
        if (errors.Length > 0)
        {
            throw new InvalidExperimentException(errors);
        }

        ModelSpecification compiled = YamlExperiment.Read(path, definition.Yaml, _ => null).Specification;
        return new ResolvedExperiment(definition, reading.Specification, ShapeOf(compiled) == ShapeOf(reading.Specification))
        {
            Advice = [.. problems.Where(problem => problem.Rule.Severity == RuleSeverity.Warning)],
        };
    }

    /// <summary>The experiment as a run recorded it.</summary>
    /// <param name="path">The path of the recorded file.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="InvalidExperimentException">The file is wrong.</exception>
    public ResolvedExperiment AsRecorded(string path, string text) => Of(_definition, path, text, []);

    /// <summary>Creates the model, or its vanilla baseline: the compiled class where the model is as it was compiled.</summary>
    /// <param name="seed">The seed of the parameters.</param>
    /// <param name="isBaseline">Whether the baseline is meant.</param>
    public MultimodalModel CreateModel(long seed, bool isBaseline) => (isBaseline, _isAsCompiled) switch
    {
        (false, true) => _definition.CreateModel(seed),
        (true, true) => _definition.CreateBaseline(seed),
        (false, false) => new SpecifiedModel(Specification, seed),
        (true, false) => SpecifiedModel.CreateBaseline(Specification, seed),
    };

    // What a compiled class has fixed: everything but training, data and sweep.
    private static ModelSpecification ShapeOf(ModelSpecification specification) => specification with
    {
        Training = Component.WithDefaults(specification.Training.Definition),
        Data = null,
        Sweep = null,
    };
}
