using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using I2MoE.Dsl.Specification.Remedies;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Changes the attributes of a model as the remedies of the broken rule say: another value, one option or component more or less, another name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemedyCodeFixProvider)), Shared]
public sealed class RemedyCodeFixProvider : CodeFixProvider
{
    // CS0102: a modality with the name of a generated member, where the editor does not show what the generator says.
    private const string MemberTwice = "CS0102";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. RemedyTable.Rules.Select(rule => rule.Id), MemberTwice];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RemedyFixAll.Provider;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await ModelClass.FindAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Finding finding in model.FindingsOf(diagnostic))
            {
                Register(context, diagnostic, model, finding);
            }
        }
    }

    // "Fix all" takes everywhere the proposal of the same rank.
    private static void Register(CodeFixContext context, Diagnostic diagnostic, ModelClass model, Finding finding)
    {
        IReadOnlyList<Remedy> remedies = RemedyTable.Find(model.Specification, finding);
        for (int i = 0; i < remedies.Count; i++)
        {
            Remedy remedy = remedies[i];
            context.RegisterCodeFix(
                CodeAction.Create(
                    remedy.Title,
                    cancellationToken => DeclarationEditor.ApplyAsync(context.Document.Project.Solution, model, remedy, cancellationToken),
                    equivalenceKey: i.ToString(CultureInfo.InvariantCulture)),
                diagnostic);
        }
    }
}
