using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using I2MoE.Dsl.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>A user's project in memory: source files compiled with the generator, the analyzer and the real runtime assemblies.</summary>
internal sealed class Project
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    // Two versions of one assembly; every SDK project suppresses these.
    private static readonly string[] s_suppressedBySdk = ["CS1701", "CS1702"];

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        Reference(typeof(I2MoEModelAttribute)),
        Reference(typeof(global::I2MoE.Dsl.Data.CsvLayout)),
        Reference(typeof(global::I2MoE.Dsl.Distributed.Mpi.MpiProcessGroup)),
        Reference(typeof(global::I2MoE.Dsl.Interpretation.Reporting.InterpretationReport)),
        Reference(typeof(global::I2MoE.Dsl.Experiments.ExperimentProgram)),
        Reference(typeof(ModelSpecification)),
        Reference(typeof(TorchSharp.torch.Tensor)),
    ];

    // What the shared framework has beside what every program has.
    private static readonly ImmutableArray<MetadataReference> s_aspNetCore =
    [
        Reference(typeof(global::I2MoE.Dsl.AspNetCore.PredictionServices)),
        Reference(typeof(global::Microsoft.Extensions.DependencyInjection.OpenApiServiceCollectionExtensions)),
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(global::Microsoft.AspNetCore.Builder.WebApplication).Assembly.Location)!, "Microsoft.*.dll").Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithWarningLevel(9999)
        .WithSpecificDiagnosticOptions(s_suppressedBySdk.ToDictionary(id => id, _ => ReportDiagnostic.Suppress));

    private const string GlobalUsings = "global using System; global using System.Linq; global using I2MoE.Dsl;";

    // What `dotnet new console` brings; of this package nothing.
    private const string TemplateUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private readonly ImmutableList<YamlText> _yaml;

    private Project(CSharpCompilation source, GeneratorDriver driver, ImmutableList<YamlText> yaml)
    {
        _yaml = yaml;
        Source = source;
        Driver = driver.RunGeneratorsAndUpdateCompilation(source, out Compilation output, out _);
        Output = output;
    }

    /// <summary>The compilation without the generated files.</summary>
    public CSharpCompilation Source { get; }

    /// <summary>The compilation with the generated files.</summary>
    public Compilation Output { get; }

    /// <summary>The driver after its run.</summary>
    public GeneratorDriver Driver { get; }

    /// <summary>The result of the generator.</summary>
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>A project of <paramref name="files"/>, named File0.cs, File1.cs and so on, after the implicit usings of an SDK project.</summary>
    public static Project Of(params string[] files) => Of(LanguageVersion.CSharp13, files);

    /// <summary>A project of <paramref name="files"/> in a version of C#; one before C# 10 has no implicit usings.</summary>
    public static Project Of(LanguageVersion version, params string[] files) => Of(version, version < LanguageVersion.CSharp10 ? "" : GlobalUsings, files);

    /// <summary>A project of <paramref name="files"/> as <c>dotnet new console</c> makes it: no using of this package but those that the files have.</summary>
    public static Project OfTemplate(params string[] files) => Of(LanguageVersion.CSharp14, TemplateUsings, files);

    private static Project Of(LanguageVersion version, string usings, string[] files)
    {
        CSharpParseOptions parseOptions = s_parseOptions.WithLanguageVersion(version);
        CSharpCompilation source = CSharpCompilation.Create(
            "Application",
            [.. files.Prepend(usings).Select((text, index) => CSharpSyntaxTree.ParseText(text, parseOptions, $"File{index - 1}.cs"))],
            s_references,
            s_options);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()],
            parseOptions: parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new Project(source, driver, []);
    }

    /// <summary>The same project after file <paramref name="index"/> was edited, generated by the same driver.</summary>
    public Project WithFile(int index, string text)
    {
        SyntaxTree old = Source.SyntaxTrees[index + 1];
        return new Project(Source.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, s_parseOptions, old.FilePath)), Driver, _yaml);
    }

    /// <summary>The same project with one more file, generated by the same driver.</summary>
    public Project WithNewFile(string text) =>
        new(Source.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, s_parseOptions, $"File{Source.SyntaxTrees.Length - 1}.cs")), Driver, _yaml);

    /// <summary>The same project with the YAML file at <paramref name="path"/> added or, where it is there, edited; generated by the same driver.</summary>
    public Project WithYaml(string path, string text)
    {
        var added = new YamlText(path, text);
        return _yaml.Find(file => file.Path == path) is { } old
            ? new Project(Source, Driver.ReplaceAdditionalText(old, added), _yaml.Replace(old, added))
            : new Project(Source, Driver.AddAdditionalTexts([added]), _yaml.Add(added));
    }

    /// <summary>The same project without the YAML file at <paramref name="path"/>, generated by the same driver.</summary>
    public Project WithoutYaml(string path)
    {
        YamlText old = _yaml.Find(file => file.Path == path)!;
        return new Project(Source, Driver.RemoveAdditionalTexts([old]), _yaml.Remove(old));
    }

    /// <summary>The same project with a reference to <paramref name="other"/>, generated by the same driver.</summary>
    public Project Referencing(Project other) =>
        new(Source.AddReferences(((CSharpCompilation)other.Output).WithAssemblyName("Library").ToMetadataReference()), Driver, _yaml);

    /// <summary>The same project with ASP.NET Core and the package for it, generated by the same driver.</summary>
    public Project WithAspNetCore() => new(Source.AddReferences(s_aspNetCore), Driver, _yaml);

    /// <summary>The same project as a program, generated by the same driver.</summary>
    public Project AsProgram() => new(Source.WithOptions(s_options.WithOutputKind(OutputKind.ConsoleApplication)), Driver, _yaml);

    /// <summary>The same project with other properties, generated by the same driver.</summary>
    public Project WithProperties(params (string Name, string Value)[] properties) =>
        new(Source, Driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions(properties)), _yaml);

    /// <summary>The text of the generated file <paramref name="hintName"/>.</summary>
    public string Generated(string hintName) =>
        Result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>What the compiler, the generator and the analyzer say, without what is hidden or suppressed.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync() =>
        Visible([.. await WithAnalyzer().GetAllDiagnosticsAsync(), .. Result.Diagnostics]);

    /// <summary>What the analyzer says, a failure of its own (AD0001) included.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync() =>
        Visible(await WithAnalyzer().GetAnalyzerDiagnosticsAsync());

    private CompilationWithAnalyzers WithAnalyzer() => Output.WithAnalyzers([new ModelDeclarationAnalyzer()]);

    private static IReadOnlyList<Diagnostic> Visible(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
    ];

    private static PortableExecutableReference Reference(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
