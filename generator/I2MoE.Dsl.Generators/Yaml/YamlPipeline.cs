using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>The steps of the generator that are about experiment files.</summary>
internal static class YamlPipeline
{
    /// <summary>Reads every experiment file. An edit of C# reaches only those that name classes.</summary>
    public static YamlModels Read(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<YamlFile> files = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
            .Select(static (text, cancellationToken) => new YamlFile(text.Path, text.GetText(cancellationToken)?.ToString() ?? ""));

        IncrementalValuesProvider<Attempt<YamlModel>> models = files
            .Where(static file => YamlExperiment.IsExperiment(file.Path))
            .Combine(files.Collect())
            .Select(static (both, _) => YamlSource.Create(both.Left, both.Right))
            .Select(static (source, _) => source.Read())
            .WithTrackingName(ModelGenerator.YamlReadStep);

        return new YamlModels(
            models.Where(static model => !NamesClasses(model)),
            models
                .Where(NamesClasses)
                .Combine(context.CompilationProvider)
                .Select(static (both, _) => both.Left.Then(model => YamlClasses.Resolve(model, both.Right))));
    }

    /// <summary>The declarations of <paramref name="experiments"/>, without positions.</summary>
    public static IncrementalValuesProvider<Attempt<ModelDeclaration>> Declare(
        IncrementalValuesProvider<Attempt<YamlModel>> experiments,
        IncrementalValueProvider<string> projectFolder) =>
        experiments
            .Combine(projectFolder)
            .Select(static (both, _) => both.Left.Then(model => model.ToDeclaration(both.Right)))
            .WithTrackingName(ModelGenerator.YamlDeclareStep);

    /// <summary>What is wrong with the experiments, once each: several may extend the file that is wrong.</summary>
    public static IncrementalValuesProvider<LocatedFinding> Check(
        YamlModels experiments,
        IncrementalValuesProvider<Attempt<ModelDeclaration>> classes)
    {
        IncrementalValueProvider<EquatableArray<LocatedFinding>> duplicates = experiments.All
            .Combine(classes.Collect())
            .Select(static (both, _) => YamlDuplicates.Find(both.Left, both.Right).ToEquatableArray());
        return Check(experiments.Plain)
            .Collect()
            .Combine(Check(experiments.NamingClasses).Collect())
            .Combine(duplicates)
            .SelectMany(static (all, _) => all.Left.Left.Concat(all.Left.Right).SelectMany(found => found).Concat(all.Right).Distinct());
    }

    private static IncrementalValuesProvider<EquatableArray<LocatedFinding>> Check(IncrementalValuesProvider<Attempt<YamlModel>> experiments) => experiments
        .Select(static (experiment, _) => experiment.Value?.Check().ToEquatableArray() ?? default)
        .WithTrackingName(ModelGenerator.YamlCheckStep);

    private static bool NamesClasses(Attempt<YamlModel> model) => model.Value?.NamesClasses == true;
}
