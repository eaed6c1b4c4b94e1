namespace I2MoE.Dsl.Specification.Rules;

/// <summary>
/// Rules about sweeps (I2MOE738 to I2MOE749). Whoever checks an experiment file judges by them, since for most of them the values of the sweep have to be
/// put into the experiment and read.
/// </summary>
public static class SweepRules
{
    /// <summary>The path is one of the experiment.</summary>
    public static Rule KnownPath { get; } = Create("I2MOE738", "A sweep changes what is no path of the experiment", "'{0}' is no path of the experiment that a sweep can change. {1}");

    /// <summary>There is something to choose from.</summary>
    public static Rule HasValues { get; } = Create("I2MOE739", "A sweep has nothing to choose from", "'{0}' is empty. {1}");

    /// <summary>A range has its least value first.</summary>
    public static Rule RangeIsOrdered { get; } = Create("I2MOE740", "A range of a sweep is empty", "The range [{0}, {1}] of '{2}' has no values between its ends. Allowed: the least value first, and a greater one.{3}");

    /// <summary>A logarithm has a positive range.</summary>
    public static Rule LogIsPositive { get; } = Create("I2MOE741", "A logarithmic range is not positive", "The range of '{0}' is even in its logarithm, but begins at {1}. Allowed: greater than 0. For 0, write {{ uniform: [{1}, {2}] }} or a choice.");

    /// <summary>A range fits its option.</summary>
    public static Rule RangeFits { get; } = Create("I2MOE742", "A range does not fit its option", "{0} ({1}) do not fit '{2}': {3}");

    /// <summary>Values differ.</summary>
    public static Rule DistinctValues { get; } = Create("I2MOE743", "A sweep has a value twice", "{0} is there twice in '{1}', so that it would be tried twice. Keep one of the two.");

    /// <summary>Paths do not overlap.</summary>
    public static Rule DistinctPaths { get; } = Create("I2MOE744", "A sweep changes the same in two ways", "'{0}' is a part of '{1}', which the sweep changes as a whole. Write it into the choices of '{1}', or take one of the two out.");

    /// <summary>A value builds.</summary>
    public static Rule ValueBuilds { get; } = Create("I2MOE745", "A value of a sweep does not build", "'{0}: {1}' does not build: {2}");

    /// <summary>Values build together.</summary>
    public static Rule CombinationBuilds { get; } = Create("I2MOE746", "A combination of a sweep does not build", "{0} do not build together: {1}");

    /// <summary>A grid is finite.</summary>
    public static Rule GridIsFinite { get; } = Create("I2MOE747", "A grid has no end", "{0} Allowed in a grid: choices, whole numbers, and ranges with 'steps', in all up to {1} combinations; or 'search: tpe'.");

    /// <summary>Halving happens within the training.</summary>
    public static Rule HalvingFits { get; } = Create("I2MOE748", "Halving does not fit the epochs", "{0} Allowed: 'halving.first' below the number of epochs, which is then the same for all trials.");

    /// <summary>Trials can be compared.</summary>
    public static Rule Comparable { get; } = Create("I2MOE749", "Trials of a sweep cannot be compared", "'{0}' cannot be changed in a sweep: {1}");

    /// <summary>The rules of this area.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        KnownPath, HasValues, RangeIsOrdered, LogIsPositive, RangeFits, DistinctValues, DistinctPaths, ValueBuilds, CombinationBuilds, GridIsFinite, HalvingFits, Comparable,
    ];

    private static Rule Create(string id, string title, string message) => new(id, title, RuleSeverity.Error, message, _ => []);
}
