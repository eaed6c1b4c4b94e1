using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using I2MoE.Dsl;
using I2MoE.Dsl.Generators;
using I2MoE.Dsl.Specification;
using I2MoE.Proof.Cases;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace I2MoE.Proof.Compilation;

/// <summary>A user's project in memory, compiled against the real runtime.</summary>
internal static class UserProject
{
    // What a hundred models of a project may differ in, and the generator's loading of native libraries, which the trials do themselves.
    private const string GlobalUsings = "global using System; global using System.Linq; global using I2MoE.Dsl;";

    // Two versions of one assembly, which every SDK project suppresses, and documentation, which the user's own part need not have.
    private static readonly string[] s_suppressed = ["CS1701", "CS1702", "CS1591"];

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        Reference(typeof(I2MoEModelAttribute)),
        Reference(typeof(global::I2MoE.Dsl.Data.CsvLayout)),
        Reference(typeof(global::I2MoE.Dsl.Interpretation.Reporting.InterpretationReport)),
        Reference(typeof(global::I2MoE.Dsl.Experiments.ExperimentProgram)),
        Reference(typeof(ModelSpecification)),
        Reference(typeof(TorchSharp.torch.Tensor)),
    ];

    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithWarningLevel(9999)
        .WithConcurrentBuild(false)
        .WithSpecificDiagnosticOptions(s_suppressed.ToDictionary(id => id, _ => ReportDiagnostic.Suppress));

    /// <summary>How source files are parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    /// <summary>The files that every project has: the implicit usings and the user's own encoders and fusions.</summary>
    public static IReadOnlyList<SyntaxTree> CommonFiles { get; } = [Parse("Usings.cs", GlobalUsings), Parse("Own.cs", OwnTypes.Source)];

    /// <summary>A file of a project.</summary>
    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    /// <summary>A project of <paramref name="files"/> and <see cref="CommonFiles"/>.</summary>
    public static CSharpCompilation Compile(string assembly, IEnumerable<SyntaxTree> files) =>
        CSharpCompilation.Create(assembly, CommonFiles.Concat(files), s_references, s_options);

    /// <summary>The generator with the YAML files of a project.</summary>
    public static GeneratorDriver CreateDriver(IEnumerable<AdditionalText> texts) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        texts,
        ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false));

    /// <summary>What the analyzer says of a project, a failure of its own (AD0001) included.</summary>
    public static ImmutableArray<Diagnostic> Analyze(Microsoft.CodeAnalysis.Compilation compilation, CancellationToken cancellationToken = default) =>
        compilation.WithAnalyzers([new ModelDeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancellationToken).GetAwaiter().GetResult();

    private static PortableExecutableReference Reference(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
