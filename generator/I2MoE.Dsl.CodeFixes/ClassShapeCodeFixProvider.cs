using System.Collections.Immutable;
using System.Composition;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Mends the way a class or a property is declared, so that the generator can write its part.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClassShapeCodeFixProvider)), Shared]
public sealed class ClassShapeCodeFixProvider : CodeFixProvider
{
    private static readonly Dictionary<Rule, (string Title, Action<ModelClass, Finding, TextEdits> Mend)> s_fixes = new()
    {
        [ClassRules.Partial] = ("Make the class partial", ClassShape.MakePartial),
        [ClassRules.NotStatic] = ("Remove 'static'", ClassShape.RemoveStatic),
        [ClassRules.NotAbstract] = ("Remove 'abstract'", ClassShape.RemoveAbstract),
        [ClassRules.NotGeneric] = ("Remove the type parameters", ClassShape.RemoveTypeParameters),
        [ClassRules.NotNested] = ("Move the class into the namespace", ClassShape.MoveOut),
        [ClassRules.NoBaseClass] = ("Remove the base class", ClassShape.RemoveBaseClass),
        [ClassRules.NoRecord] = ("Make it a class", ClassShape.MakeClass),
        [ClassRules.NotFileLocal] = ("Make the class internal", ClassShape.MakeInternal),
        [ClassRules.NoConstructorClash] = ("Let the generated constructor build the model", ClassShape.MendConstructors),
        [ClassRules.NoMemberClash] = ("Rename the member", ClassShape.RenameMember),
        [ModalityRules.PartialProperty] = ("Make it a partial property of type Modality", ClassShape.MakeProperty),
    };

    // What the compiler says of the same classes, where the editor does not show what the generator says.
    private static readonly string[] s_ofCompiler = ["CS0260", "CS9248", "CS0708"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [.. s_fixes.Keys.Select(rule => rule.Id).OrderBy(id => id, StringComparer.Ordinal), .. s_ofCompiler];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await ModelClass.FindAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Finding finding in model.FindingsOf(diagnostic).Where(finding => s_fixes.ContainsKey(finding.Rule)))
            {
                (string title, Action<ModelClass, Finding, TextEdits> mend) = s_fixes[finding.Rule];
                context.RegisterCodeFix(
                    CodeAction.Create(title, cancellationToken => MendAsync(context.Document.Project.Solution, model, finding, mend, cancellationToken), equivalenceKey: finding.Rule.Id),
                    diagnostic);
            }
        }
    }

    private static Task<Solution> MendAsync(Solution solution, ModelClass model, Finding finding, Action<ModelClass, Finding, TextEdits> mend, CancellationToken cancellationToken)
    {
        var edits = new TextEdits();
        mend(model, finding, edits);
        return edits.ApplyAsync(solution, cancellationToken);
    }
}
