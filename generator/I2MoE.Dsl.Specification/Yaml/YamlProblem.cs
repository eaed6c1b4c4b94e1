using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Something wrong in an experiment file, and where.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Place">The place in the file.</param>
/// <param name="Message">The message: what is wrong, what is allowed and what was probably meant.</param>
public sealed record YamlProblem(Rule Rule, YamlPlace Place, string Message)
{
    /// <summary>A problem with the message of <paramref name="rule"/>.</summary>
    internal static YamlProblem Create(Rule rule, YamlPlace place, params string[] arguments) =>
        new(rule, place, string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.MessageFormat, [.. arguments]));
}
