using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>
/// Puts the values of a sweep into its experiment and judges what comes out by the rules: every value by itself, the corners of every two parameters, and
/// the corners of all together where they are few.
/// </summary>
/// <param name="specification">The experiment without its sweep, which is right.</param>
/// <param name="space">The parameters, each of them right as far as can be said without the experiment.</param>
internal sealed class SweepJudge(ModelSpecification specification, IReadOnlyList<SweepParameter> space)
{
    /// <summary>The greatest number of combinations that are judged, of two parameters and of all of them.</summary>
    public const int MostCombinations = 512;

    // One mistake may spoil many combinations, which say the same.
    private const int MostProblems = 10;

    private readonly YamlDocument _stated = YamlParser.Parse("", YamlExperimentWriter.Write(specification), new YamlProblems());
    private readonly HashSet<(string Key, string Value)> _wrong = [];
    private readonly List<IReadOnlyList<YamlOverride>> _wrongTogether = [];

    /// <summary>What is wrong, and where.</summary>
    public IReadOnlyList<(Rule Rule, SpecificationPath Path, string[] Arguments)> Find()
    {
        List<(Rule Rule, SpecificationPath Path, string[] Arguments)> found = [.. space.Select(FirstOf).OfType<(Rule, SpecificationPath, string[])>()];
        found.AddRange(Combinations().Take(MostProblems));
        return found;
    }

    // A parameter by itself: of a range the first value that is wrong, of a choice the first too, since the others are often wrong alike.
    private (Rule Rule, SpecificationPath Path, string[] Arguments)? FirstOf(SweepParameter parameter)
    {
        (Rule Rule, SpecificationPath Path, string[] Arguments)? first = null;
        IReadOnlyList<string> values = parameter.Judged();
        for (int i = 0; i < values.Count; i++)
        {
            if (FirstError([new YamlOverride(parameter.Key, values[i])]) is { } error)
            {
                _wrong.Add((parameter.Key, values[i]));
                first ??= Describe(parameter, values, i, error);
            }
        }

        return first;
    }

    private static (Rule Rule, SpecificationPath Path, string[] Arguments) Describe(SweepParameter parameter, IReadOnlyList<string> values, int index, YamlProblem error)
    {
        string key = YamlText.Show(parameter.Key);

        // What is said of the keys of the path has no extent in the value.
        if (error.Place.Length == 0 && (error.Rule == YamlRules.KnownKey || error.Rule == YamlRules.HasType))
        {
            return (SweepRules.KnownPath, SweepReader.PlaceOf(parameter), [key, error.Message]);
        }

        if (parameter.Scale != SweepScale.Choice && (error.Rule == YamlRules.HasType || error.Rule == YamlRules.KnownYamlChoice || error.Rule == YamlRules.KnownKind))
        {
            string what = parameter.IsInteger ? "Whole numbers" : "Numbers";
            return (SweepRules.RangeFits, SweepReader.PlaceOf(parameter), [what, SweepReader.Write(parameter), key, error.Message]);
        }

        int? place = parameter.Scale == SweepScale.Choice ? index : index == 0 ? 0 : index == values.Count - 1 ? 1 : null;
        return (SweepRules.ValueBuilds, SweepReader.PlaceOf(parameter, place), [key, YamlText.Show(values[index]), error.Message]);
    }

    private IEnumerable<(Rule Rule, SpecificationPath Path, string[] Arguments)> Combinations()
    {
        int left = MostCombinations;
        for (int a = 0; a < space.Count; a++)
        {
            for (int b = a + 1; b < space.Count; b++)
            {
                foreach ((Rule, SpecificationPath, string[]) found in Judge([space[a], space[b]], ref left))
                {
                    yield return found;
                }
            }
        }

        double all = space.Aggregate(1.0, (product, parameter) => product * Corners(parameter).Count());
        left = MostCombinations;
        foreach ((Rule, SpecificationPath, string[]) found in space.Count > 2 && all <= MostCombinations ? Judge(space, ref left) : [])
        {
            yield return found;
        }
    }

    private List<(Rule Rule, SpecificationPath Path, string[] Arguments)> Judge(IReadOnlyList<SweepParameter> parameters, ref int left)
    {
        List<(Rule, SpecificationPath, string[])> found = [];
        foreach (IReadOnlyList<YamlOverride> combination in Product(parameters, 0))
        {
            if (_wrongTogether.Any(known => known.All(value => combination.Contains(value))))
            {
                continue;
            }

            if (left-- <= 0)
            {
                break;
            }

            if (FirstError(combination) is { } error)
            {
                _wrongTogether.Add(combination);
                SweepParameter last = parameters[parameters.Count - 1];
                int index = last.Corners().ToList().IndexOf(combination[combination.Count - 1].Value);
                string values = string.Join(" and ", combination.Select(value => $"'{YamlText.Show(value.Key)}: {YamlText.Show(value.Value)}'"));
                found.Add((SweepRules.CombinationBuilds, SweepReader.PlaceOf(last, index), [values, error.Message]));
            }
        }

        return found;
    }

    private IEnumerable<IReadOnlyList<YamlOverride>> Product(IReadOnlyList<SweepParameter> parameters, int first) => first == parameters.Count
        ? [[]]
        : from value in Corners(parameters[first])
          from rest in Product(parameters, first + 1)
          select (IReadOnlyList<YamlOverride>)[new YamlOverride(parameters[first].Key, value), .. rest];

    // A value that is wrong by itself is wrong in every combination.
    private IEnumerable<string> Corners(SweepParameter parameter) => parameter.Corners().Where(value => !_wrong.Contains((parameter.Key, value)));

    private YamlProblem? FirstError(IReadOnlyList<YamlOverride> values) =>
        YamlExperiment.Read("", _stated, values, new YamlProblems()).Check().FirstOrDefault(problem => problem.Rule.Severity == RuleSeverity.Error);
}
