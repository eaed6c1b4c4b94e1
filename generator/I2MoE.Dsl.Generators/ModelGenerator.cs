using System.Text;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Emission;
using I2MoE.Dsl.Generators.Experiments;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Generators.Yaml;
using I2MoE.Dsl.Specification;
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

    /// <summary>The step that lists the models for the program of the experiments.</summary>
    public const string ProgramStep = "I2MoE.Program";

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

        IncrementalValueProvider<ProjectProperties> properties = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => ProjectProperties.Read(options.GlobalOptions));

        YamlModels experiments = YamlPipeline.Read(context);
        IncrementalValueProvider<string> folder = properties.Select(static (project, _) => project.Folder);
        IncrementalValueProvider<EquatableArray<YamlObstacle>> obstacles = YamlPipeline.FindObstacles(context, experiments);
        IncrementalValuesProvider<Attempt<ModelDeclaration>>[] sources =
            [declarations, YamlPipeline.Declare(experiments.Plain, folder, obstacles), YamlPipeline.Declare(experiments.NamingClasses, folder, obstacles)];

        // 2. See which cannot have the generated file of their name, because another has it: names differ in more than case.
        IncrementalValueProvider<EquatableArray<ModelFile>> exceptions = sources
            .Select(source => source.Collect())
            .Aggregate(static (left, right) => left.Combine(right).Select(static (both, _) => both.Left.AddRange(both.Right)))
            .Select(static (all, _) => NamedDeclaration.FindExceptions(all).ToEquatableArray());

        // 3. Write the source texts, each source by itself, so that no model moves with another. An unchanged declaration is not written again.
        IncrementalValuesProvider<NamedDeclaration>[] named = [.. sources.Select(source => source
            .Combine(exceptions)
            .SelectMany(static (both, _) => NamedDeclaration.Name(both.Left, both.Right))
            .WithTrackingName(NameStep))];
        foreach (IncrementalValuesProvider<NamedDeclaration> source in named)
        {
            context.RegisterSourceOutput(
                source.Select((declaration, _) => Emit(declaration)).WithTrackingName(EmitStep),
                static (production, file) => Produce(production, file));
        }

        // 4. Report what the compiler would not let the analyzer report. The only step that holds positions, and nothing comes after it.
        IncrementalValuesProvider<LocatedFinding> blocking = classes
            .SelectMany(static (reading, _) => reading.Blocking)
            .WithTrackingName(BlockingStep);

        context.RegisterSourceOutput(blocking, static (production, finding) => production.ReportDiagnostic(finding.ToDiagnostic()));

        IncrementalValuesProvider<LocatedFinding> unmarked = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => UnmarkedClasses.IsCandidate(node), UnmarkedClasses.Find)
            .SelectMany(static (findings, _) => findings);

        context.RegisterSourceOutput(unmarked, static (production, finding) => production.ReportDiagnostic(finding.ToDiagnostic()));

        context.RegisterSourceOutput(YamlPipeline.Check(experiments, declarations, obstacles), static (production, finding) => production.ReportDiagnostic(finding.ToDiagnostic()));

        // 5. Once a project: the program of the experiments, of which it knows the names only, and the loading of native libraries.
        IncrementalValueProvider<ExperimentProject> project = context.CompilationProvider
            .Combine(properties)
            .Select(static (both, _) => ExperimentProject.Read(both.Left, both.Right));
        IncrementalValueProvider<string> program = named
            .Select(source => source.Select(static (declaration, _) => declaration.Declaration.Value is { } value ? ProgramEmitter.FindModel(value) : null).Collect())
            .Aggregate(static (left, right) => left.Combine(right).Select(static (both, _) => both.Left.AddRange(both.Right)))
            .Select(static (models, _) => models.OfType<string>().OrderBy(model => model, StringComparer.Ordinal).ToEquatableArray())
            .Combine(project)
            .Select(static (both, _) => ProgramEmitter.Emit(both.Right, both.Left))
            .WithTrackingName(ProgramStep);

        context.RegisterSourceOutput(program, static (production, source) => ProduceProgram(production, source));

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

    private static void ProduceProgram(SourceProductionContext production, string source)
    {
        if (source.Length > 0)
        {
            production.AddSource(ProgramEmitter.HintName, SourceText.From(source, Encoding.UTF8));
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
