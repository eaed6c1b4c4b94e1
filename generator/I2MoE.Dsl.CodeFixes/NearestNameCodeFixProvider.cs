using System.Collections.Immutable;
using System.Composition;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>
/// Replaces a name in the attributes of a model that the compiler does not know: of an attribute, an option, a choice or a modality.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestNameCodeFixProvider)), Shared]
public sealed class NearestNameCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        "CS0103", // a name that does not exist: nameof(Imge)
        "CS0117", // no member of that name: Masking.Zeros
        "CS0234", // no type of that name in a namespace: I2MoE.Dsl.ConcatFusoin
        "CS0246", // no type of that name: an attribute, or an option of one
        "CS0617", // no option of that name
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not { } node
            || node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
            || await ModelClass.FindAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is not { } model
            || node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault() is not { } name
            || Candidates(name, attribute, model.Specification) is not { } candidates
            || NearestName.Find(name.Identifier.ValueText, candidates) is not { } nearest)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Change '{name.Identifier.ValueText}' to '{nearest}'", cancellationToken => ReplaceAsync(context.Document, name.Identifier.Span, nearest, cancellationToken), equivalenceKey: "nearest name"),
                diagnostic);
        }
    }

    /// <summary>The names that could stand in the place of <paramref name="name"/>.</summary>
    private static IEnumerable<string>? Candidates(SimpleNameSyntax name, AttributeSyntax attribute, ModelSpecification specification)
    {
        ComponentDefinition? definition = OptionCatalogue.FindByAttribute(WithoutSuffix(attribute.Name));
        return name.Parent switch
        {
            NameEqualsSyntax => definition?.Options.Select(option => option.Name),
            AttributeSyntax or QualifiedNameSyntax { Parent: AttributeSyntax } => OptionCatalogue.All.Select(known => known.AttributeName),
            MemberAccessExpressionSyntax when name.FirstAncestorOrSelf<AttributeArgumentSyntax>()?.NameEquals?.Name.Identifier.ValueText is { } option =>
                definition?.FindOption(option)?.EnumType is { } choices ? Enum.GetNames(choices) : null,
            ArgumentSyntax => specification.Modalities.Select(modality => modality.Name),
            _ => null,
        };
    }

    private static string WithoutSuffix(NameSyntax name)
    {
        const string Suffix = "Attribute";
        string text = name.ToString();
        text = text.Substring(text.LastIndexOf('.') + 1);
        return text.EndsWith(Suffix, StringComparison.Ordinal) ? text.Substring(0, text.Length - Suffix.Length) : text;
    }

    private static async Task<Document> ReplaceAsync(Document document, TextSpan span, string text, CancellationToken cancellationToken)
    {
        SourceText source = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(source.WithChanges(new TextChange(span, text)));
    }
}
