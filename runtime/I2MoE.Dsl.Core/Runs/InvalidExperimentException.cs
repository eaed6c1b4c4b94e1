using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Runs;

/// <summary>An experiment breaks rules: exit code 1, and a line for each problem.</summary>
/// <param name="problems">The problems, each with its place.</param>
internal sealed class InvalidExperimentException(IReadOnlyList<YamlProblem> problems)
    : I2MoEException(string.Join(Environment.NewLine, problems.Select(ProblemText.Line)))
{
    /// <summary>The problems, each with its place.</summary>
    public IReadOnlyList<YamlProblem> Problems => problems;
}
