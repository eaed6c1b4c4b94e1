using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Finds what is wrong with a sweep: first in what it says, and where that is right, in the experiments that it would train.</summary>
/// <param name="reading">The experiment.</param>
internal sealed class SweepCheck(YamlReading reading)
{
    /// <summary>The greatest number of trials, of a grid too.</summary>
    public const int MostTrials = 10_000;

    // What is the same in every trial, and why.
    private static readonly (string Key, string Reason)[] s_fixed =
    [
        ("data", "trials with other samples, or other parts of them, have other validation parts. Only 'data.standardise' may differ."),
        ("task", "trials that predict something else have other scores. Only the options of its losses may differ."),
        ("task.kind", "trials that predict something else have other scores."),
        ("task.classes", "trials that predict something else have other scores."),
        ("task.labels", "trials that predict something else have other scores."),
    ];

    private static readonly string[] s_unchangeable = ["name", "namespace", "accessibility", YamlExtends.Key, SweepReader.Key];

    private readonly ModelSpecification _specification = reading.Specification;
    private readonly List<YamlProblem> _problems = [];
    private readonly HashSet<SweepParameter> _wrong = [];

    /// <summary>Everything that is wrong with the sweep.</summary>
    public IReadOnlyList<YamlProblem> Find()
    {
        if (_specification.Sweep is not { } sweep)
        {
            return [];
        }

        if (sweep.Space.Count == 0)
        {
            Add(SweepRules.HasValues, new SpecificationPath(Section.Sweep, Option: $"{SweepReader.SpaceKey}."), SweepReader.SpaceKey, "Give what is changed, for example training.learning_rate: { log: [1e-5, 1e-2] }.");
        }

        foreach (SweepParameter parameter in sweep.Space)
        {
            CheckValues(parameter);
            CheckPath(parameter, sweep);
        }

        CheckSeeds(sweep);
        CheckSearch(sweep);
        CheckHalving(sweep);
        if (IsSound)
        {
            var judge = new SweepJudge(_specification with { Sweep = null }, [.. sweep.Space.Where(parameter => !_wrong.Contains(parameter))]);
            _problems.AddRange(judge.Find().Select(found => YamlProblem.Create(found.Rule, reading.Places.Of(found.Path), found.Arguments)));
        }

        return _problems;
    }

    // Of an experiment that is wrong itself, every combination would be.
    private bool IsSound => reading.Spoiled.Count == 0
        && reading.Problems.All(problem => problem.Rule.Severity != RuleSeverity.Error)
        && RuleTable.Check(_specification with { Sweep = null }).All(finding => finding.Rule.Severity != RuleSeverity.Error);

    private void CheckValues(SweepParameter parameter)
    {
        string key = YamlText.Show(parameter.Key);
        if (parameter.Scale == SweepScale.Choice)
        {
            if (parameter.Choices.Count == 0)
            {
                Reject(parameter, SweepRules.HasValues, value: null, key, "Give the values to choose from.");
            }

            for (int i = 0; i < parameter.Choices.Count; i++)
            {
                if (parameter.Choices.Take(i).Contains(parameter.Choices[i]))
                {
                    Reject(parameter, SweepRules.DistinctValues, i, YamlText.Show(parameter.Choices[i]), key);
                }
            }

            return;
        }

        (string low, string high) = (NumberText.Shortest(parameter.Low), NumberText.Shortest(parameter.High));
        if (parameter.Low >= parameter.High)
        {
            string meant = parameter.Low > parameter.High ? $" Did you mean [{high}, {low}]?" : $" For one value, write it into the experiment.";
            Reject(parameter, SweepRules.RangeIsOrdered, 0, low, high, key, meant);
        }
        else if (parameter.IsLog && parameter.Low <= 0)
        {
            Reject(parameter, SweepRules.LogIsPositive, 0, key, low, high);
        }
    }

    private void CheckPath(SweepParameter parameter, SweepSpecification sweep)
    {
        string key = YamlText.Show(parameter.Key);
        string root = parameter.Key.Split('.')[0];
        SweepParameter? whole = sweep.Space.FirstOrDefault(other => parameter.Key.StartsWith(other.Key + ".", StringComparison.Ordinal));
        if (s_unchangeable.Contains(root))
        {
            Reject(parameter, SweepRules.KnownPath, value: null, key, "Allowed: what is trained, for example training.learning_rate, fusion or modalities.NAME.encoder.");
        }
        else if (whole is not null)
        {
            Reject(parameter, SweepRules.DistinctPaths, value: null, key, YamlText.Show(whole.Key));
        }
        else if (parameter.Key != "data.standardise" && s_fixed.FirstOrDefault(known => parameter.Key == known.Key || (known.Key == DataReader.Key && root == known.Key)) is { Key: not null } found)
        {
            Reject(parameter, SweepRules.Comparable, value: null, key, found.Reason);
        }
        else if (parameter.Key is "training.best" or "training.best.metric" && !sweep.Options.IsGiven(SweepOptions.Metric))
        {
            Reject(parameter, SweepRules.Comparable, value: null, key, "trials are compared by that metric. State 'metric' in the sweep, and they are compared by that.");
        }
        else if (root == "modalities" && parameter.Key.Split('.') is [_, var name, ..] && ModalityKeys is var known && !known.Contains(name))
        {
            Reject(parameter, SweepRules.KnownPath, value: null, key, $"There is no modality '{YamlText.Show(name)}'. Allowed: {string.Join(", ", known)}.{YamlText.Suggest(name, known)}");
        }
    }

    private IReadOnlyList<string> ModalityKeys => [.. _specification.Modalities.Select(modality => reading.Places.KeyOf(modality.Name))];

    private void CheckSeeds(SweepSpecification sweep)
    {
        if (sweep.Options.ValidList(SweepOptions.Seeds) is { } seeds && seeds.GroupBy(seed => seed).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            Add(SweepRules.DistinctValues, new SpecificationPath(Section.Sweep, Option: SweepOptions.Seeds.Name), OptionText.Value(twice.Key), SweepOptions.Seeds.YamlName);
        }
    }

    private void CheckSearch(SweepSpecification sweep)
    {
        if (sweep.Search.Definition != SearchOptions.Grid || _wrong.Count > 0)
        {
            return;
        }

        double trials = 1;
        foreach (SweepParameter parameter in sweep.Space)
        {
            if (parameter is { Scale: not SweepScale.Choice, IsInteger: false, Steps: 0 })
            {
                Reject(parameter, SweepRules.GridIsFinite, value: null, $"'{YamlText.Show(parameter.Key)}' has a value for every number of its range.", OptionText.Value(MostTrials));
                trials = double.NaN;
            }

            trials *= parameter.Steps > 0 ? parameter.Steps : parameter.Count;
        }

        if (trials > MostTrials)
        {
            Add(SweepRules.GridIsFinite, new SpecificationPath(Section.Search), $"The grid has {OptionText.Value(trials)} combinations.", OptionText.Value(MostTrials));
        }
    }

    private void CheckHalving(SweepSpecification sweep)
    {
        var path = new SpecificationPath(Section.Sweep, Option: SweepOptions.HalvingFirst.Name);
        if (sweep.Options.ValidInteger(SweepOptions.HalvingFirst) is not (int first and > 0))
        {
            return;
        }

        if (sweep.Space.FirstOrDefault(parameter => parameter.Key == "training.epochs") is { } epochs)
        {
            Reject(epochs, SweepRules.HalvingFits, value: null, "'training.epochs' differs between trials that halving compares after the same epochs.");
        }
        else if (_specification.Training.ValidInteger(TrainingOptions.Epochs) is int all && first >= all)
        {
            Add(SweepRules.HalvingFits, path, $"'halving.first' is {OptionText.Value(first)}, but trials end after {OptionText.Value(all)} epochs.");
        }
    }

    private void Reject(SweepParameter parameter, Rule rule, int? value, params string[] arguments)
    {
        _wrong.Add(parameter);
        Add(rule, SweepReader.PlaceOf(parameter, value), arguments);
    }

    private void Add(Rule rule, SpecificationPath path, params string[] arguments) => _problems.Add(YamlProblem.Create(rule, reading.Places.Of(path), arguments));
}
