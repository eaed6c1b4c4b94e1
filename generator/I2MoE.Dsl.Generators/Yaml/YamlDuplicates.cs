using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>Experiments with the name of another model.</summary>
internal static class YamlDuplicates
{
    /// <summary>The problems; the first model of a name is right, and a class comes before every file.</summary>
    public static IEnumerable<LocatedFinding> Find(IEnumerable<Attempt<YamlModel>> models, IEnumerable<Attempt<ModelDeclaration>> classes)
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
}
