using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>
/// Writes in an experiment file what was probably meant: the nearest key, kind, choice, name or value. The reader of the file has found it, and
/// the end of its message is all of it that reaches the editor.
/// </summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(YamlMeantCodeFixProvider),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".yaml"])]
[Shared]
public sealed class YamlMeantCodeFixProvider : CodeFixProvider
{
    // A name is shown in single quotes, which are not part of it; a value is shown as it is written.
    private static readonly Regex s_meant = new(@" Did you mean (?:'(?<meant>[^']+)'|(?<meant>[^?]+))\?$", RegexOptions.CultureInvariant);

    // What was meant is one name or value, and cannot take the place of a list or mapping.
    private static bool IsOfSeveral(char character) => character is '[' or '{' or '\n';

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        OptionRules.InRange.Id, DataModalityRules.KnownModality.Id,
        YamlRules.KnownKey.Id, YamlRules.HasType.Id, YamlRules.KnownKind.Id, YamlRules.KnownYamlChoice.Id,
    ];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SourceText text = await context.TextDocument.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            TextSpan place = diagnostic.Location.SourceSpan;
            if (place.Length > 0
                && place.End <= text.Length
                && !text.ToString(place).Any(IsOfSeveral)
                && s_meant.Match(diagnostic.GetMessage(CultureInfo.InvariantCulture)) is { Success: true } match)
            {
                string meant = match.Groups["meant"].Value;
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Write {meant}",
                        _ => Task.FromResult(context.TextDocument.Project.Solution.WithAdditionalDocumentText(
                            context.TextDocument.Id,
                            text.WithChanges(new TextChange(place, meant)))),
                        equivalenceKey: nameof(YamlMeantCodeFixProvider)),
                    diagnostic);
            }
        }
    }
}
