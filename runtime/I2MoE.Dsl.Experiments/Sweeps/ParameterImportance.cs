using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>
/// How much of the variance of the score a parameter explains by itself: eta squared of the trials by its value, adjusted for the number of groups (Ezekiel),
/// and 0 where that is below. Numbers are divided into four groups of equal size. With halving, scores are those after the first epochs, which all trials have.
/// </summary>
internal static class ParameterImportance
{
    /// <summary>The fewest trials of which it is said.</summary>
    public const int Fewest = 8;

    private const int Groups = 4;

    /// <summary>The share of every parameter; null where there are too few trials.</summary>
    public static IReadOnlyList<(SweepParameter Parameter, double Share)>? Of(SweepPlan plan, IReadOnlyList<Trial> trials)
    {
        (Trial Trial, double Score)[] scored =
        [
            .. trials.Where(trial => trial.Number > 0 && trial.IsScored)
                .Select(trial => (trial, plan.Rungs.Count > 0 ? trial.Rungs is [double first, ..] ? first : double.NaN : trial.Score))
                .Where(pair => !double.IsNaN(pair.Item2)),
        ];
        return scored.Length < Fewest
            ? null
            : [.. plan.Space.Select((parameter, place) => (parameter, AdjustedEtaSquared([.. scored.Select(pair => (GroupOf(parameter, place, pair.Trial, scored), pair.Score))])))];
    }

    /// <summary>The adjusted share of the variance between groups.</summary>
    /// <param name="values">The group and the score of every trial.</param>
    public static double AdjustedEtaSquared(IReadOnlyList<(int Group, double Score)> values)
    {
        double mean = values.Average(value => value.Score);
        double total = values.Sum(value => Square(value.Score - mean));
        var groups = values.GroupBy(value => value.Group).ToList();
        if (total == 0 || groups.Count < 2 || groups.Count >= values.Count)
        {
            return 0;
        }

        double within = groups.Sum(group => group.Average(value => value.Score) is var middle ? group.Sum(value => Square(value.Score - middle)) : 0);
        return Math.Clamp(1 - (within / (values.Count - groups.Count) / (total / (values.Count - 1))), 0, 1);
    }

    private static int GroupOf(SweepParameter parameter, int place, Trial trial, (Trial Trial, double Score)[] scored)
    {
        double own = parameter.UnitOf(trial.Values[place]) ?? 0;
        return parameter.Scale == SweepScale.Choice
            ? (int)(own * parameter.Choices.Count)
            : scored.Count(other => parameter.UnitOf(other.Trial.Values[place]) < own) * Groups / scored.Length;
    }

    private static double Square(double number) => number * number;
}
