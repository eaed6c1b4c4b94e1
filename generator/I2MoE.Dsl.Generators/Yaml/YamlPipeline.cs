using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
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

    /// <summary>What keeps <paramref name="experiments"/> from becoming classes.</summary>
    public static IncrementalValueProvider<EquatableArray<YamlObstacle>> FindObstacles(IncrementalGeneratorInitializationContext context, YamlModels experiments) =>
        experiments.All
            .Select(static (all, _) => all.Select(model => model.Value).OfType<YamlModel>().Select(YamlClass.Of).ToEquatableArray())
            .Combine(context.CompilationProvider)
            .Select(static (both, cancellationToken) => YamlObstacles.Find(both.Left, both.Right, cancellationToken).ToEquatableArray());

    /// <summary>The declarations of <paramref name="experiments"/>, without positions.</summary>
    public static IncrementalValuesProvider<Attempt<ModelDeclaration>> Declare(
        IncrementalValuesProvider<Attempt<YamlModel>> experiments,
        IncrementalValueProvider<string> projectFolder,
        IncrementalValueProvider<EquatableArray<YamlObstacle>> obstacles) =>
        experiments
            .Combine(projectFolder)
            .Combine(obstacles)
            .Select(static (both, _) => both.Left.Left.Then(model => model.ToDeclaration(both.Left.Right) with
            {
                CanHaveGeneratedPart = both.Right.All(obstacle => obstacle.Path != model.Path),
            }))
            .WithTrackingName(ModelGenerator.YamlDeclareStep);

    /// <summary>What is wrong with the experiments, once each: several may extend the file that is wrong.</summary>
    public static IncrementalValuesProvider<LocatedFinding> Check(
        YamlModels experiments,
        IncrementalValuesProvider<Attempt<ModelDeclaration>> classes,
        IncrementalValueProvider<EquatableArray<YamlObstacle>> obstacles)
    {
        IncrementalValueProvider<EquatableArray<LocatedFinding>> names = experiments.All
            .Combine(classes.Collect())
            .Combine(obstacles)
            .Select(static (all, _) => YamlDuplicates.Find(all.Left.Left, all.Left.Right).Concat(Locate(all.Left.Left, all.Right)).ToEquatableArray());
        return Check(experiments.Plain)
            .Collect()
            .Combine(Check(experiments.NamingClasses).Collect())
            .Combine(names)
            .SelectMany(static (all, _) => all.Left.Left.Concat(all.Left.Right).SelectMany(found => found).Concat(all.Right).Distinct());
    }

    private static IncrementalValuesProvider<EquatableArray<LocatedFinding>> Check(IncrementalValuesProvider<Attempt<YamlModel>> experiments) => experiments
        .Select(static (experiment, _) => experiment.Value?.Check().ToEquatableArray() ?? default)
        .WithTrackingName(ModelGenerator.YamlCheckStep);

    private static IEnumerable<LocatedFinding> Locate(IEnumerable<Attempt<YamlModel>> models, EquatableArray<YamlObstacle> obstacles) =>
        from model in models.Select(model => model.Value).OfType<YamlModel>()
        from obstacle in obstacles
        where obstacle.Path == model.Path
        let place = model.Reading.Places.Of(new SpecificationPath(Section.Model))
        select LocatedFinding.Create(YamlProblem.Create(YamlRules.FreeClass, place, model.Reading.Specification.Declaration.Name, obstacle.Reason));

    private static bool NamesClasses(Attempt<YamlModel> model) => model.Value?.NamesClasses == true;
}
