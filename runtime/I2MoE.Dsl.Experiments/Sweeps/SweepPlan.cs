using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Sweeps;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>A sweep as it is carried out: its experiment with the changes of the command line, and what the sweep section says.</summary>
internal sealed class SweepPlan
{
    /// <summary>Makes the plan.</summary>
    /// <param name="definition">The experiment.</param>
    /// <param name="overrides">What the command line changes.</param>
    /// <exception cref="ExperimentException">The experiment states no sweep.</exception>
    /// <exception cref="InvalidExperimentException">A change is wrong.</exception>
    public SweepPlan(ExperimentDefinition definition, IReadOnlyList<YamlOverride> overrides)
    {
        var stated = ResolvedExperiment.Of(definition, overrides);
        SweepSpecification sweep = stated.Specification.Sweep ?? throw new ExperimentException(
            $"{definition.Name} states no sweep. Add to its YAML file what is to be searched, for example sweep: {{ space: {{ training.learning_rate: {{ log: [1e-5, 1e-2] }} }} }}");
        Definition = definition.WithoutSweep();
        Overrides = [.. overrides.Where(change => change.Key != "sweep" && !change.Key.StartsWith("sweep.", StringComparison.Ordinal))];
        Identity = YamlExperimentWriter.Write(stated.Specification with
        {
            Sweep = sweep with { Search = sweep.Search with { Given = sweep.Search.Given.Where(value => value.Option != SearchOptions.Trials.Name).ToEquatableArray() } },
        });
        Space = sweep.Space;
        Metric = sweep.Options.IsGiven(SweepOptions.Metric) ? sweep.Options.Get(SweepOptions.Metric)
            : stated.Training.BestMetric == ValidationMetric.Auto ? ValidationMetric.Score
            : stated.Training.BestMetric;
        MetricName = Metric != ValidationMetric.Score ? Metric.InWords() : ScoreOf(stated.Specification.Task!);
        LowerIsBetter = Metric == ValidationMetric.Score
            ? stated.Specification.Task!.Definition is Specification.Catalogue.TaskDefinition { PredictsNumber: true } task && task != Specification.Catalogue.SurvivalOptions.Definition
            : Metric is ValidationMetric.Loss or ValidationMetric.LogLoss or ValidationMetric.MeanAbsoluteError or ValidationMetric.RootMeanSquaredError or ValidationMetric.PoissonDeviance or ValidationMetric.BrierScore;
        EquatableArray<int> seeds = sweep.Options.Get(SweepOptions.Seeds);
        Seeds = seeds.Count == 0 ? [0] : [.. seeds.Select(seed => (long)seed)];
        string[] last = [.. Space.Select(parameter => parameter.Key[(parameter.Key.LastIndexOf('.') + 1)..])];
        ShortNames = [.. Space.Select((parameter, i) => last.Count(name => name == last[i]) > 1 ? parameter.Key : last[i])];
        HalvingFactor = sweep.Options.Get(SweepOptions.HalvingFactor);
        Rungs = [.. RungsOf(sweep.Options.Get(SweepOptions.HalvingFirst), HalvingFactor, stated.Training.Epochs)];
        Search = SweepSearch.Of(sweep, LowerIsBetter);
    }

    /// <summary>The experiment without its sweep.</summary>
    public ExperimentDefinition Definition { get; }

    /// <summary>What the command line changes in every trial.</summary>
    public IReadOnlyList<YamlOverride> Overrides { get; }

    /// <summary>The experiment with its sweep, but for the number of trials: what must be the same where a sweep goes on.</summary>
    public string Identity { get; }

    /// <summary>What is changed.</summary>
    public EquatableArray<SweepParameter> Space { get; }

    /// <summary>What the parameters are called where there is little room: their last key, unless two have the same.</summary>
    public IReadOnlyList<string> ShortNames { get; }

    /// <summary>The metric by which trials are compared.</summary>
    public ValidationMetric Metric { get; }

    /// <summary>What it is called.</summary>
    public string MetricName { get; }

    /// <summary>Whether a smaller value of it is better.</summary>
    public bool LowerIsBetter { get; }

    /// <summary>The seeds of every trial.</summary>
    public IReadOnlyList<long> Seeds { get; }

    /// <summary>Of how many trials one goes on.</summary>
    public int HalvingFactor { get; }

    /// <summary>The epochs after which trials are compared; none without halving.</summary>
    public IReadOnlyList<int> Rungs { get; }

    /// <summary>How trials are chosen.</summary>
    public SweepSearch Search { get; }

    /// <summary>The best value of the metric over epochs; NaN where it is never defined.</summary>
    public double BestOf(IReadOnlyList<TaskMetrics> validations)
    {
        double[] scores = [.. validations.Select(metrics => metrics.Of(Metric)).Where(score => !double.IsNaN(score))];
        return scores.Length == 0 ? double.NaN : LowerIsBetter ? scores.Min() : scores.Max();
    }

    /// <summary>The experiment with the values of a trial.</summary>
    /// <exception cref="InvalidExperimentException">The values break a rule.</exception>
    public ResolvedExperiment With(IReadOnlyList<string> values) => ResolvedExperiment.Of(Definition, [.. Overrides, .. Changes(values)]);

    /// <summary>What the values of a trial change.</summary>
    public IReadOnlyList<YamlOverride> Changes(IReadOnlyList<string> values) => [.. values.Select((value, i) => new YamlOverride(Space[i].Key, value))];

    private static string ScoreOf(Component task) =>
        task.Definition == Specification.Catalogue.RegressionOptions.Definition ? "loss"
        : task.Definition == Specification.Catalogue.CountOptions.Definition ? ValidationMetric.PoissonDeviance.InWords()
        : task.Definition == Specification.Catalogue.SurvivalOptions.Definition ? ValidationMetric.Concordance.InWords()
        : task.Definition == Specification.Catalogue.OrdinalOptions.Definition ? ValidationMetric.Kappa.InWords()
        : task.Definition == Specification.Catalogue.MultiLabelOptions.Definition ? ValidationMetric.MacroF1.InWords()
        : ValidationMetric.Accuracy.InWords();

    private static IEnumerable<int> RungsOf(int first, int factor, int epochs)
    {
        for (long rung = first; rung > 0 && rung < epochs; rung *= factor)
        {
            yield return (int)rung;
        }
    }
}
