using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using I2MoE.Dsl.Generators;
using I2MoE.Dsl.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>A project in an editor: source and YAML files with the generator and the analyzer, and what the fixes make of them.</summary>
internal static class Workbench
{
    public const string GlobalUsings = "global using System; global using I2MoE.Dsl;";

    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress });

    private static readonly MetadataReference[] s_references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(I2MoEModelAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(global::I2MoE.Dsl.Experiments.ExperimentProgram).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ModelSpecification).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch.Tensor).Assembly.Location),
    ];

    /// <summary>A project of <paramref name="files"/> in /app; those whose names end with yaml are additional files.</summary>
    public static Project Create(params (string Name, string Text)[] files)
    {
        var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Application",
            "Application",
            LanguageNames.CSharp,
            compilationOptions: s_options,
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
            metadataReferences: s_references,
            analyzerReferences: [new GeneratorReference()]));
        foreach ((string name, string text) in files.Prepend(("Usings.cs", GlobalUsings)))
        {
            project = name.EndsWith("yaml", StringComparison.Ordinal)
                ? project.AddAdditionalDocument(name, SourceText.From(text), filePath: "/app/" + name).Project
                : project.AddDocument(name, SourceText.From(text), filePath: "/app/" + name).Project;
        }

        return project;
    }

    public static Project Create(string source) => Create(("Model.cs", source));

    /// <summary>What compiler, generator and analyzer say, hidden and suppressed things left out.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(Project project)
    {
        // The generator runs below, where what it says is heard.
        Compilation source = (await project.WithAnalyzerReferences([]).GetCompilationAsync())!;
        ImmutableArray<AdditionalText> texts = project.AnalyzerOptions.AdditionalFiles;
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], texts, (CSharpParseOptions)project.ParseOptions!);
        driver = driver.RunGeneratorsAndUpdateCompilation(source, out Compilation generated, out ImmutableArray<Diagnostic> ofGenerator);
        ImmutableArray<Diagnostic> others = await generated.WithAnalyzers([new ModelDeclarationAnalyzer()]).GetAllDiagnosticsAsync();
        return
        [
            .. others.Concat(ofGenerator)
                .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed)
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>What <paramref name="provider"/> offers for <paramref name="diagnostic"/>.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferAsync(Project project, CodeFixProvider provider, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        string path = diagnostic.Location.GetLineSpan().Path;
        TextDocument file = project.Documents.Concat(project.AdditionalDocuments).Single(candidate => candidate.FilePath == path);
        CodeFixContext context = new(file, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), CancellationToken.None);
        await provider.RegisterCodeFixesAsync(context);
        return actions;
    }

    /// <summary>What <paramref name="provider"/> offers where <paramref name="place"/> stands in the file.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferAsync(Project project, CodeRefactoringProvider provider, string file, string place)
    {
        List<CodeAction> actions = [];
        TextDocument document = project.Documents.Concat(project.AdditionalDocuments).Single(candidate => candidate.Name == file);
        int start = (await document.GetTextAsync()).ToString().IndexOf(place, StringComparison.Ordinal);
        CodeRefactoringContext context = new(document, new TextSpan(start, place.Length), actions.Add, CancellationToken.None);
        await provider.ComputeRefactoringsAsync(context);
        return actions;
    }

    /// <summary>The project after an action.</summary>
    public static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>The project after the fix for all of <paramref name="id"/>, with the first proposal.</summary>
    public static async Task<Project> FixAllAsync(Project project, CodeFixProvider provider, string id)
    {
        IReadOnlyList<Diagnostic> found = [.. (await DiagnoseAsync(project)).Where(diagnostic => diagnostic.Id == id)];
        CodeAction first = (await OfferAsync(project, provider, found[0]))[0];
        Document document = project.Documents.Single(candidate => candidate.FilePath == found[0].Location.GetLineSpan().Path);
        FixAllContext context = new(document, provider, FixAllScope.Project, first.EquivalenceKey!, [id], new Found(found), CancellationToken.None);
        return await ApplyAsync(project, (await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    public static async Task<string> TextAsync(Project project, string name = "Model.cs") =>
        (await project.Documents.Concat(project.AdditionalDocuments).Single(document => document.Name == name).GetTextAsync()).ToString();

    private sealed class Found(IReadOnlyList<Diagnostic> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(all.Where(diagnostic => diagnostic.Location.GetLineSpan().Path == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }

    private sealed class GeneratorReference : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new ModelGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(GeneratorReference);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;
    }
}
