using System.Composition;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Turns a class with attributes into an experiment file, which the generator makes the same model of.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(YamlFileRefactoringProvider)), Shared]
public sealed class YamlFileRefactoringProvider : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        // Only a right declaration has a meaning that could be kept, and only one without code of its own can go.
        if (await ModelClass.FindAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.Locations.FindDeclaration() is not { } declaration
            || !IsOnHeader(declaration, context.Span)
            || model.Specification.Declaration.Accessibility is not ("public" or "internal")
            || RuleTable.Check(model.Specification).Any(finding => finding.Rule.Severity == RuleSeverity.Error)
            || !model.IsDeclarationOnly(declaration))
        {
            return;
        }

        string file = model.Type.Name + YamlExperiment.Extension;
        context.RegisterRefactoring(CodeAction.Create(
            $"Turn the class into the experiment file {file}",
            cancellationToken => TurnAsync(context.Document, model, declaration, file, cancellationToken),
            equivalenceKey: nameof(YamlFileRefactoringProvider)));
    }

    private static bool IsOnHeader(TypeDeclarationSyntax declaration, TextSpan span) => span.End <= declaration.OpenBraceToken.SpanStart;

    private static async Task<Solution> TurnAsync(Document document, ModelClass model, TypeDeclarationSyntax declaration, string file, CancellationToken cancellationToken)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        bool isAlone = !root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Any(type => type != declaration && !declaration.Span.Contains(type.Span));
        Solution solution = isAlone
            ? document.Project.Solution.RemoveDocument(document.Id)
            : document.WithSyntaxRoot(root.RemoveNode(declaration, SyntaxRemoveOptions.KeepNoTrivia)!).Project.Solution;
        string? folder = Path.GetDirectoryName(document.FilePath);
        return solution.AddAdditionalDocument(
            DocumentId.CreateNewId(document.Project.Id),
            file,
            SourceText.From(YamlExperimentWriter.Write(model.Specification), System.Text.Encoding.UTF8),
            document.Folders,
            folder is null ? file : Path.Combine(folder, file));
    }
}
