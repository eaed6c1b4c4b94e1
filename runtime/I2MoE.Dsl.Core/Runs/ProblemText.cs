using System.Globalization;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Runs;

/// <summary>A problem of an experiment as the build prints it, so that editors find its place.</summary>
internal static class ProblemText
{
    private const string OverridePrefix = "--set ";

    /// <summary>Whether the problem is of what the command line changes.</summary>
    public static bool IsOfOverride(YamlProblem problem) => problem.Place.File.StartsWith(OverridePrefix, StringComparison.Ordinal);

    /// <summary>A problem that what the command line changes has made elsewhere.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="overrides">The changes.</param>
    public static YamlProblem OfOverrides(YamlProblem problem, IReadOnlyList<YamlOverride> overrides) =>
        problem with { Place = problem.Place with { File = OverridePrefix + string.Join(", ", overrides.Select(change => change.Key).Distinct(StringComparer.Ordinal)) } };

    /// <summary>The severity in the words of the build.</summary>
    public static string Severity(YamlProblem problem) => problem.Rule.Severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary><c>file(line,column): error ID: message</c>; an option of the command line has no lines.</summary>
    public static string Line(YamlProblem problem)
    {
        YamlPlace place = problem.Place;
        string where = IsOfOverride(problem)
            ? place.File
            : string.Create(CultureInfo.InvariantCulture, $"{place.File}({place.Line},{place.Column})");
        return $"{where}: {Severity(problem)} {problem.Rule.Id}: {problem.Message}";
    }
}
