using System.Collections.Immutable;
using System.Globalization;
using I2MoE.Dsl.Specification.Remedies;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>
/// Makes the remedies of one rank for all findings of a rule, one after the other: several may be about one attribute, whose commas they
/// share, and a remedy may mend several findings.
/// </summary>
internal static class RemedyFixAll
{
    /// <summary>The provider.</summary>
    public static FixAllProvider Provider { get; } = FixAllProvider.Create(MendAsync);

    private static async Task<Document?> MendAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        int rank = int.Parse(context.CodeActionEquivalenceKey, CultureInfo.InvariantCulture);
        List<(string Id, string Message)> open = [.. diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)))];
        while (open.Count > 0 && await MendNextAsync(document, open, rank, context.CancellationToken).ConfigureAwait(false) is { } mended)
        {
            document = mended;
        }

        return document;
    }

    // What is suppressed is no diagnostic, so that a finding counts only where a diagnostic says the same.
    private static async Task<Document?> MendNextAsync(Document document, List<(string Id, string Message)> open, int rank, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        foreach (TypeDeclarationSyntax type in root?.DescendantNodes().OfType<TypeDeclarationSyntax>() ?? [])
        {
            if (await ModelClass.FindAsync(document, type.Identifier.Span, cancellationToken).ConfigureAwait(false) is not { } model)
            {
                continue;
            }

            foreach (Finding finding in RuleTable.Check(model.Specification).Where(finding => open.Contains((finding.Rule.Id, finding.Message))))
            {
                open.Remove((finding.Rule.Id, finding.Message));
                IReadOnlyList<Remedy> remedies = RemedyTable.Find(model.Specification, finding);
                if (rank < remedies.Count)
                {
                    Solution mended = await DeclarationEditor.ApplyAsync(document.Project.Solution, model, remedies[rank], cancellationToken).ConfigureAwait(false);
                    return mended.GetDocument(document.Id);
                }
            }
        }

        return null;
    }
}
