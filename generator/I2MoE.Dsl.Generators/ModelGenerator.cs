using System.Text;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Emission;
using I2MoE.Dsl.Generators.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.Generators;

/// <summary>Generates the model of every class with the attribute <c>I2MoEModel</c>, and of every experiment file.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads classes.</summary>
    public const string ReadStep = "I2MoE.Read";

    /// <summary>The step that reads experiment files.</summary>
    public const string YamlReadStep = "I2MoE.YamlRead";

    /// <summary>The step that leaves the positions of experiments behind.</summary>
    public const string YamlDeclareStep = "I2MoE.YamlDeclare";

    /// <summary>The step that finds what is wrong in experiment files.</summary>
    public const string YamlCheckStep = "I2MoE.YamlCheck";

    /// <summary>The step that gives each model a generated file of its own.</summary>
    public const string NameStep = "I2MoE.Name";

    /// <summary>The step that writes the source texts.</summary>
    public const string EmitStep = "I2MoE.Emit";

    /// <summary>The step that finds what the compiler would not let the analyzer report.</summary>
    public const string BlockingStep = "I2MoE.Blocking";

    /// <summary>The step that decides whether native loading is needed.</summary>
    public const string NativeLoadingStep = "I2MoE.NativeLoading";

    private static readonly DiagnosticDescriptor s_internalError = new(
        "I2MOE900",
        "Internal error of the I2MoE generator",
        "The I2MoE generator failed on model '{0}' ({1}); this is a bug in I2MoE.Dsl, so please report it with the declaration of the model at " + HelpLinks.Issues,
        "I2MoE.Internal",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Issues);

    private readonly Func<ModelDeclaration, string> _emit;

    /// <summary>Creates the generator.</summary>
    public ModelGenerator()
        : this(ModelEmitter.Emit)
    {
    }

    /// <summary>Creates the generator with another way of writing a model.</summary>
    internal ModelGenerator(Func<ModelDeclaration, string> emit) => _emit = emit;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // 1. Read each class as plain values, so that an edit elsewhere ends here.
        IncrementalValuesProvider<ClassReading> classes = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => ClassReader.IsCandidate(node), ClassReader.Read)
            .SelectMany(static (reading, _) => reading is null ? Array.Empty<ClassReading>() : [reading]);

        IncrementalValuesProvider<Attempt<ModelDeclaration>> declarations = classes
            .Select(static (reading, _) => reading.Declaration)
            .WithTrackingName(ReadStep);

        IncrementalValuesProvider<Attempt<YamlModel>> experiments = YamlPipeline.Read(context);
        IncrementalValuesProvider<Attempt<ModelDeclaration>> experimentDeclarations = experiments
            .Select(static (experiment, _) => experiment.Then(model => model.ToDeclaration()))
            .WithTrackingName(YamlDeclareStep);

        // 2. Name the generated files together: their names must differ even where those of the classes differ only in case.
        IncrementalValuesProvider<NamedDeclaration> named = declarations
            .Collect()
            .Combine(experimentDeclarations.Collect())
            .SelectMany(static (both, _) => NamedDeclaration.Name([.. both.Left, .. YamlDuplicates.Remove(both.Right, both.Left)]))
            .WithTrackingName(NameStep);

        // 3. Write the source texts. An unchanged declaration is not written again.
        IncrementalValuesProvider<Attempt<GeneratedFile>> files = named
            .Select((declaration, _) => Emit(declaration))
            .WithTrackingName(EmitStep);

        context.RegisterSourceOutput(files, static (production, file) => Produce(production, file));

        // 4. Report what the compiler would not let the analyzer report. The only step that holds positions, and nothing comes after it.
        IncrementalValuesProvider<LocatedFinding> blocking = classes
            .SelectMany(static (reading, _) => reading.Blocking)
            .WithTrackingName(BlockingStep);

        context.RegisterSourceOutput(blocking, static (production, finding) => production.ReportDiagnostic(finding.ToDiagnostic()));

        context.RegisterSourceOutput(YamlPipeline.Check(experiments, declarations), static (production, finding) => production.ReportDiagnostic(finding.ToDiagnostic()));

        // 5. Once a project: the loading of native libraries.
        IncrementalValueProvider<bool> needsNativeLoading = context.CompilationProvider
            .Select(static (compilation, _) => NativeLoadingEmitter.IsNeeded(compilation))
            .WithTrackingName(NativeLoadingStep);

        context.RegisterSourceOutput(needsNativeLoading, static (production, isNeeded) => ProduceNativeLoading(production, isNeeded));
    }

    private Attempt<GeneratedFile> Emit(NamedDeclaration named) =>
        named.Declaration.Then(declaration => new GeneratedFile(named.HintName, _emit(declaration)));

    private static void Produce(SourceProductionContext production, Attempt<GeneratedFile> file)
    {
        if (file.Failure is not null)
        {
            production.ReportDiagnostic(Diagnostic.Create(s_internalError, Location.None, file.Model, file.Failure));
        }
        else if (file.Value is { Source.Length: > 0 } written)
        {
            production.AddSource(written.HintName, SourceText.From(written.Source, Encoding.UTF8));
        }
    }

    private static void ProduceNativeLoading(SourceProductionContext production, bool isNeeded)
    {
        if (isNeeded)
        {
            production.AddSource(NativeLoadingEmitter.HintName, SourceText.From(NativeLoadingEmitter.Source, Encoding.UTF8));
        }
    }
}
