using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>The problems found so far. Whoever has more than can be read has one cause for most of them.</summary>
internal sealed class YamlProblems
{
    private const int Maximum = 100;
    private readonly List<YamlProblem> _all = [];

    /// <summary>The problems in the order in which they were found.</summary>
    public IReadOnlyList<YamlProblem> All => _all;

    /// <summary>Adds a problem.</summary>
    public void Add(Rule rule, YamlPlace place, params string[] arguments) => AddRange([YamlProblem.Create(rule, place, arguments)]);

    /// <summary>Adds problems.</summary>
    public void AddRange(IEnumerable<YamlProblem> problems) => _all.AddRange(problems.Take(Maximum - _all.Count));
}
