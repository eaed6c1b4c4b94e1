using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Studies;

/// <summary>Experiments that a study writes itself.</summary>
internal static class StudySpecification
{
    /// <summary>Reads an experiment, which must be right.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static ModelSpecification Of(string yaml)
    {
        YamlReading reading = YamlExperiment.Read("study.i2moe.yaml", yaml, _ => null);
        YamlProblem[] problems = [.. reading.Check().Where(problem => problem.Rule.Severity == RuleSeverity.Error)];
        return problems.Length == 0 ? reading.Specification : throw new ArgumentException(string.Join('\n', problems.Select(problem => problem.Message)) + "\n" + yaml);
    }
}
