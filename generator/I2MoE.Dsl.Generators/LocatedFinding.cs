using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.Generators;

/// <summary>A broken rule and its place in a file, as plain values for the generator's pipeline.</summary>
/// <param name="RuleId">The id of the rule.</param>
/// <param name="Arguments">The arguments of its message.</param>
/// <param name="File">The path of the file.</param>
/// <param name="Span">The characters.</param>
/// <param name="Lines">The lines and columns.</param>
internal sealed record LocatedFinding(string RuleId, EquatableArray<string> Arguments, string File, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place of <paramref name="finding"/>.</summary>
    public static LocatedFinding Create(Finding finding, Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new LocatedFinding(finding.Rule.Id, finding.Arguments, lines.Path, location.SourceSpan, lines.Span);
    }

    /// <summary>The diagnostic to report.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        RuleDescriptors.Of(RuleTable.Find(RuleId)!),
        Location.Create(File, Span, Lines),
        messageArgs: [.. Arguments]);
}
