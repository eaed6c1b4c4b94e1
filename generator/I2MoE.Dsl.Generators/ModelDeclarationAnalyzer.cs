using System.Collections.Immutable;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace I2MoE.Dsl.Generators;

/// <summary>
/// Judges every class with the attribute <c>I2MoEModel</c> by the rules of the specification, but for those that the generator reports
/// (<see cref="BlockingRules"/>, and all of them in a class with <see cref="CompilerErrors"/>).
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
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (DeclarationReader.FindModelAttribute(type) is null || CompilerErrors.Of(type, context.CancellationToken).Any)
        {
            return;
        }

        ModelSpecification specification = DeclarationReader.ReadSpecification(type, context.CancellationToken);
        var locations = new DeclarationLocations(type, context.CancellationToken);
        foreach (Finding finding in RuleTable.Check(specification).Where(finding => !BlockingRules.Contains(finding.Rule)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                RuleDescriptors.Of(finding.Rule),
                locations.Find(finding.Path),
                messageArgs: [.. finding.Arguments]));
        }
    }
}
