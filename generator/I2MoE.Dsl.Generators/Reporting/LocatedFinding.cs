using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.Generators.Reporting;

/// <summary>A broken rule and its place in a file, as plain values for the generator's pipeline.</summary>
/// <param name="RuleId">The id of the rule.</param>
/// <param name="Arguments">The arguments of its message.</param>
/// <param name="File">The path of the file.</param>
/// <param name="Span">The characters.</param>
/// <param name="Lines">The lines and columns.</param>
/// <param name="Message">The whole message, where it is not that of the rule with the arguments.</param>
internal sealed record LocatedFinding(string RuleId, EquatableArray<string> Arguments, string File, TextSpan Span, LinePositionSpan Lines, string? Message = null)
{
    /// <summary>The place of <paramref name="finding"/>.</summary>
    public static LocatedFinding Create(Finding finding, Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new LocatedFinding(finding.Rule.Id, finding.Arguments, lines.Path, location.SourceSpan, lines.Span);
    }

    /// <summary>A problem of an experiment file, whose message is already written in the names of YAML.</summary>
    public static LocatedFinding Create(YamlProblem problem)
    {
        YamlPlace place = problem.Place;
        var start = new LinePosition(place.Line - 1, place.Column - 1);
        return new LocatedFinding(
            problem.Rule.Id,
            default,
            place.File,
            new TextSpan(place.Offset, place.Length),
            new LinePositionSpan(start, new LinePosition(start.Line, start.Character + place.Length)),
            problem.Message);
    }

    /// <summary>The diagnostic to report.</summary>
    public Diagnostic ToDiagnostic()
    {
        DiagnosticDescriptor descriptor = RuleDescriptors.Of(RuleTable.Find(RuleId)!);
        var location = Location.Create(File, Span, Lines);
        return Message is null
            ? Diagnostic.Create(descriptor, location, messageArgs: [.. Arguments])
            : Diagnostic.Create(
                descriptor.Id,
                descriptor.Category,
                Message,
                descriptor.DefaultSeverity,
                descriptor.DefaultSeverity,
                isEnabledByDefault: true,
                warningLevel: descriptor.DefaultSeverity == DiagnosticSeverity.Error ? 0 : 1,
                title: descriptor.Title,
                helpLink: descriptor.HelpLinkUri,
                location: location);
    }
}
