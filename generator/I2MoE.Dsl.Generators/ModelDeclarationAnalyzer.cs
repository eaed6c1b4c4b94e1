using System.Collections.Immutable;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace I2MoE.Dsl.Generators;

/// <summary>
/// Judges every class with the attribute <c>I2MoEModel</c> by the rules of the specification, but for those classes that the generator judges: with
/// <see cref="CompilerErrors"/>, or where one of the <see cref="BlockingRules"/> is broken.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelDeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // Most projects that an editor has open know no models.
            if (!start.Compilation.GetTypesByMetadataName(WellKnownNames.ModelAttribute).IsEmpty)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (DeclarationReader.FindModelAttribute(type) is null || CompilerErrors.Of(type, context.CancellationToken).Any)
        {
            return;
        }

        Finding[] findings = [.. RuleTable.Check(DeclarationReader.ReadSpecification(type, context.CancellationToken))];
        if (findings.Any(finding => BlockingRules.Contains(finding.Rule)))
        {
            return;
        }

        var locations = new DeclarationLocations(type, context.CancellationToken);
        foreach (Finding finding in findings)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                RuleDescriptors.Of(finding.Rule),
                locations.Find(finding.Path),
                messageArgs: [.. finding.Arguments]));
        }
    }
}
