using System.Collections.Immutable;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// The rules that are broken only together with an error of the C# compiler in a declaration, such as CS0260 for a class that is not
/// partial. The command-line compiler ends at such an error before analyzers are heard, so the generator reports these rules itself.
/// </summary>
internal static class BlockingRules
{
    private static readonly ImmutableHashSet<Rule> s_all =
    [
        ClassRules.Partial,
        ClassRules.NotStatic,
        ClassRules.NotGeneric,
        ClassRules.NotNested,
        ClassRules.NoRecord,
        ClassRules.NotFileLocal,
        ClassRules.NoConstructorClash,
        ClassRules.NoMemberClash,
        ClassRules.FreeClassName,
        ClassRules.RecentLanguage,
        ClassRules.MarkedAsModel,
        ModalityRules.FreeName,
    ];

    /// <summary>Whether the generator, and not the analyzer, reports <paramref name="rule"/>.</summary>
    public static bool Contains(Rule rule) => s_all.Contains(rule);
}
