using System.Collections.Immutable;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>Experiments with the name of another model.</summary>
internal static class YamlDuplicates
{
    /// <summary>The problems; the first model of a name is right, and a class comes before every file.</summary>
    public static IEnumerable<LocatedFinding> Find(ImmutableArray<Attempt<YamlModel>> models, ImmutableArray<Attempt<ModelDeclaration>> classes)
    {
        Dictionary<string, string> origins = new(StringComparer.Ordinal);
        foreach (Attempt<ModelDeclaration> declared in classes)
        {
            origins[declared.Model] = "a class with [I2MoEModel]";
        }

        foreach (YamlModel model in models.Select(model => model.Value).OfType<YamlModel>())
        {
            ModelDeclaration declaration = model.ToDeclaration(projectFolder: "");
            if (origins.TryGetValue(declaration.FullName, out string origin))
            {
                YamlPlace place = model.Reading.Places.Of(new SpecificationPath(Section.Model));
                yield return LocatedFinding.Create(YamlProblem.Create(YamlRules.DistinctModels, place, declaration.FullName, origin));
            }
            else
            {
                origins.Add(declaration.FullName, declaration.Origin!);
            }
        }
    }

    /// <summary>The declarations of <paramref name="experiments"/> that generate a class beside <paramref name="classes"/>.</summary>
    public static IEnumerable<Attempt<ModelDeclaration>> Remove(IEnumerable<Attempt<ModelDeclaration>> experiments, IEnumerable<Attempt<ModelDeclaration>> classes)
    {
        var taken = new HashSet<string>(classes.Select(declared => declared.Model), StringComparer.Ordinal);
        return experiments.Where(experiment => experiment.Value is not { } declaration || taken.Add(declaration.FullName));
    }
}
