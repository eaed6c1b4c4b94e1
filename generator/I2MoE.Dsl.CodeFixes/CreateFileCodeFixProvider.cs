using System.Collections.Immutable;
using System.Composition;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Creates the file that an experiment extends and that is not there, with the sections that a shared part is made for.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(CreateFileCodeFixProvider),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".yaml"])]
[Shared]
public sealed class CreateFileCodeFixProvider : CodeFixProvider
{
    private const string Template = """
        # What several experiments share. A key that an experiment gives itself counts more.
        training: { epochs: 30, batch_size: 32, learning_rate: 1e-4 }

        """;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [YamlRules.ExtendedFileExists.Id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SourceText text = await context.TextDocument.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        string name = text.ToString(context.Span).Trim('"', '\'');
        if (name.Length == 0 || name.IndexOfAny(Path.GetInvalidPathChars()) >= 0 || Path.GetDirectoryName(context.TextDocument.FilePath) is not { } folder)
        {
            return;
        }

        string path = Path.GetFullPath(Path.Combine(folder, name));
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Create {name}",
                    _ => Task.FromResult(context.TextDocument.Project.Solution.AddAdditionalDocument(
                        DocumentId.CreateNewId(context.TextDocument.Project.Id),
                        Path.GetFileName(path),
                        SourceText.From(Template, System.Text.Encoding.UTF8),
                        context.TextDocument.Folders,
                        path)),
                    equivalenceKey: nameof(CreateFileCodeFixProvider)),
                diagnostic);
        }
    }
}
