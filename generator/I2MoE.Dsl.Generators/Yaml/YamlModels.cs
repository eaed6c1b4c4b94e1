using I2MoE.Dsl.Generators.Reporting;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>The experiments of a project. They are kept apart, so that none moves when another is added or deleted.</summary>
/// <param name="Plain">Those that an edit of C# does not concern.</param>
/// <param name="NamingClasses">Those that name classes, which only the compilation knows.</param>
internal sealed record YamlModels(IncrementalValuesProvider<Attempt<YamlModel>> Plain, IncrementalValuesProvider<Attempt<YamlModel>> NamingClasses)
{
    /// <summary>All of them together.</summary>
    public IncrementalValueProvider<IEnumerable<Attempt<YamlModel>>> All => Plain
        .Collect()
        .Combine(NamingClasses.Collect())
        .Select(static (both, _) => both.Left.Concat(both.Right));
}
