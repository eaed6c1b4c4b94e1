using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>The steps of the generator that are about experiment files.</summary>
internal static class YamlPipeline
{
    /// <summary>Reads every experiment file. An edit of C# reaches only those that name classes.</summary>
    public static IncrementalValuesProvider<Attempt<YamlModel>> Read(IncrementalGeneratorInitializationContext context)
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

        IncrementalValuesProvider<Attempt<YamlModel>> withClasses = models
            .Where(NamesClasses)
            .Combine(context.CompilationProvider)
            .Select(static (both, _) => both.Left.Then(model => YamlClasses.Resolve(model, both.Right)));

        return models
            .Where(static model => !NamesClasses(model))
            .Collect()
            .Combine(withClasses.Collect())
            .SelectMany(static (both, _) => both.Left.AddRange(both.Right));
    }

    /// <summary>What is wrong with the experiments, once each: several may extend the file that is wrong.</summary>
    public static IncrementalValuesProvider<LocatedFinding> Check(
        IncrementalValuesProvider<Attempt<YamlModel>> experiments,
        IncrementalValuesProvider<Attempt<ModelDeclaration>> classes)
    {
        IncrementalValuesProvider<EquatableArray<LocatedFinding>> findings = experiments
            .Select(static (experiment, _) => experiment.Value?.Check().ToEquatableArray() ?? default)
            .WithTrackingName(ModelGenerator.YamlCheckStep);
        IncrementalValueProvider<EquatableArray<LocatedFinding>> duplicates = experiments
            .Collect()
            .Combine(classes.Collect())
            .Select(static (both, _) => YamlDuplicates.Find(both.Left, both.Right).ToEquatableArray());
        return findings
            .Collect()
            .Combine(duplicates)
            .SelectMany(static (both, _) => both.Left.SelectMany(found => found).Concat(both.Right).Distinct());
    }

    private static bool NamesClasses(Attempt<YamlModel> model) => model.Value?.NamesClasses == true;
}
