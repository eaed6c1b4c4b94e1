using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>The probability with which sets may miss the truth.</summary>
internal static class AlphaOption
{
    /// <summary>The default of what is measured.</summary>
    public const double Default = 0.1;

    /// <summary>The option.</summary>
    /// <param name="description">What the command makes of it.</param>
    public static Option<string?> Create(string description) => new("--alpha") { Description = description, HelpName = "A" };

    /// <summary>What was given; null where nothing was.</summary>
    /// <exception cref="ExperimentException">It is no number between 0 and 1.</exception>
    public static double? Of(string? given) => given is null ? null
        : double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double alpha) && alpha is > 0 and < 1 ? alpha
        : throw new ExperimentException($"--alpha is '{given}'. Allowed: a number above 0 and below 1, the probability with which sets may miss the truth{(alpha is >= 1 and < 100 ? string.Create(CultureInfo.InvariantCulture, $"; probably meant: {(alpha > 50 ? 100 - alpha : alpha) / 100}") : "")}.");
}
