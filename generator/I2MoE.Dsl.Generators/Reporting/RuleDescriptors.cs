using System.Collections.Immutable;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Reporting;

/// <summary>The rules of the specification as diagnostics of the compiler.</summary>
internal static class RuleDescriptors
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_byId =
        RuleTable.All.ToImmutableDictionary(rule => rule.Id, Create);

    /// <summary>One diagnostic a rule.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. RuleTable.All.Select(Of)];

    /// <summary>The diagnostic of <paramref name="rule"/>.</summary>
    public static DiagnosticDescriptor Of(Rule rule) => s_byId[rule.Id];

    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        Category(rule),
        Severity(rule),
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.OfRule(rule.Id));

    // The first digit of an id is the area; from 730 to 759 it is training, as it is from 775 to 779, and from 760 on data.
    private static string Category(Rule rule) => "I2MoE." + rule.Id["I2MOE".Length] switch
    {
        '0' => "Options",
        '1' => "Class",
        '2' => "Modalities",
        '3' => "Fusion",
        '4' => "Experts",
        '5' => "Task",
        '6' => "Data",
        '7' when string.CompareOrdinal(rule.Id, "I2MOE730") < 0 => "Yaml",
        '7' when string.CompareOrdinal(rule.Id, "I2MOE760") < 0 || (string.CompareOrdinal(rule.Id, "I2MOE775") >= 0 && string.CompareOrdinal(rule.Id, "I2MOE780") < 0) => "Training",
        '7' => "Data",
        _ => "Model",
    };

    private static DiagnosticSeverity Severity(Rule rule) => rule.Severity switch
    {
        RuleSeverity.Suggestion => DiagnosticSeverity.Info,
        RuleSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Error,
    };
}
