using System.Composition;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>
/// Turns an experiment file into a class with attributes: from the file itself, where the editor offers refactorings there, and from every
/// mention of its model in C#.
/// </summary>
[ExportCodeRefactoringProvider(
    LanguageNames.CSharp,
    Name = nameof(AttributeClassRefactoringProvider),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".yaml"])]
[Shared]
public sealed class AttributeClassRefactoringProvider : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        Project project = context.TextDocument.Project;
        foreach (TextDocument file in project.AdditionalDocuments.Where(file => file.FilePath is { } path && YamlExperiment.IsExperiment(path)))
        {
            if (context.TextDocument.Id == file.Id || await IsNamedAsync(context, file).ConfigureAwait(false))
            {
                await RegisterAsync(context, file).ConfigureAwait(false);
            }
        }
    }

    // A model whose data is described there would lose it, and one with a mistake would lose what was meant.
    private static async Task RegisterAsync(CodeRefactoringContext context, TextDocument file)
    {
        YamlReading reading = await ReadAsync(file, context.CancellationToken).ConfigureAwait(false);
        if (reading.Specification.Data is not null || !reading.IsComplete || reading.Check().Any(problem => problem.Rule.Severity == RuleSeverity.Error))
        {
            return;
        }

        context.RegisterRefactoring(CodeAction.Create(
            $"Turn the experiment file {file.Name} into a class with attributes",
            _ => Task.FromResult(Turn(file, reading.Specification)),
            equivalenceKey: nameof(AttributeClassRefactoringProvider)));
    }

    private static Solution Turn(TextDocument file, ModelSpecification specification)
    {
        string name = specification.Declaration.Name + ".cs";
        string? folder = Path.GetDirectoryName(file.FilePath);
        return file.Project.Solution
            .RemoveAdditionalDocument(file.Id)
            .AddDocument(
                DocumentId.CreateNewId(file.Project.Id),
                name,
                SourceText.From(AttributeClassWriter.Write(specification), System.Text.Encoding.UTF8),
                file.Folders,
                folder is null ? name : Path.Combine(folder, name));
    }

    private static async Task<bool> IsNamedAsync(CodeRefactoringContext context, TextDocument file)
    {
        if (context.TextDocument is not Document document
            || await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || context.Span.End > root.FullSpan.End
            || root.FindNode(context.Span, getInnermostNodeForTie: true) is not (SimpleNameSyntax or TypeDeclarationSyntax) and not null)
        {
            return false;
        }

        SyntaxNode node = root.FindNode(context.Span, getInnermostNodeForTie: true);
        SemanticModel? model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        ISymbol? symbol = node is TypeDeclarationSyntax declaration
            ? model?.GetDeclaredSymbol(declaration, context.CancellationToken)
            : model?.GetSymbolInfo(node, context.CancellationToken).Symbol;
        if (symbol is not INamedTypeSymbol type)
        {
            return false;
        }

        Declaration declared = (await ReadAsync(file, context.CancellationToken).ConfigureAwait(false)).Specification.Declaration;
        return DeclarationReader.FullName(type) == (declared.Namespace.Length > 0 ? declared.Namespace + "." : "") + declared.Name;
    }

    private static async Task<YamlReading> ReadAsync(TextDocument file, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (TextDocument other in file.Project.AdditionalDocuments.Where(other => other.FilePath is not null))
        {
            texts[YamlExperiment.NormalizePath(other.FilePath!)] = (await other.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
        }

        string path = YamlExperiment.NormalizePath(file.FilePath!);
        return YamlExperiment.Read(path, texts[path], other => texts.TryGetValue(other, out string text) ? text : null);
    }
}
