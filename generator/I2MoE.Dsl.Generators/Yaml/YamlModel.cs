using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Experiments;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>An experiment as it was read.</summary>
/// <param name="Path">The path of its file.</param>
/// <param name="Reading">What was read.</param>
/// <param name="UnknownClasses">The options that name a class that does not exist.</param>
internal sealed record YamlModel(string Path, YamlReading Reading, EquatableArray<SpecificationPath> UnknownClasses)
{
    private static readonly PropertyDeclaration s_property = new(
        "public",
        "global::" + WellKnownNames.Modality,
        IsModality: true,
        Getter: "get",
        Setter: null,
        IsDocumented: false);

    /// <summary>Whether it names classes of the user's, which only the compilation knows.</summary>
    public bool NamesClasses => Reading.Specification.Components.Any(place => place.Component.Definition.Options
        .Any(option => option.Type == OptionType.TypeName && place.Component.IsGiven(option)));

    /// <summary>The declaration to generate the class from, without any position. It is always one that compiles.</summary>
    /// <param name="projectFolder">The folder of the project; empty where it is not known.</param>
    public ModelDeclaration ToDeclaration(string projectFolder)
    {
        ModelSpecification specification = Reading.Specification;
        EquatableArray<ModalitySpecification> modalities = UsableModalities(specification).ToEquatableArray();
        return new ModelDeclaration
        {
            Specification = specification with { Modalities = modalities },
            Properties = modalities.Select(_ => s_property).ToEquatableArray(),
            Origin = System.IO.Path.GetFileName(Path),
            Path = Path,
            Folder = ProjectProperties.FolderOf(Path, projectFolder),
        };
    }

    /// <summary>Everything that is wrong with it.</summary>
    public IEnumerable<LocatedFinding> Check() =>
        Reading.Check().Concat(UnknownClasses.Select(UnknownClass)).Select(LocatedFinding.Create);

    // A name that the generated class needs itself, or that is there twice, is reported: here it must only compile.
    private static IEnumerable<ModalitySpecification> UsableModalities(ModelSpecification specification)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ModalitySpecification modality in specification.Modalities)
        {
            bool isReserved = ReservedNames.Contains(modality.Name) || modality.Name == specification.Declaration.Name;
            ModalitySpecification usable = isReserved ? modality with { Name = modality.Name + "Data" } : modality;
            if (taken.Add(usable.Name))
            {
                yield return usable;
            }
        }
    }

    private YamlProblem UnknownClass(SpecificationPath path)
    {
        Component component = Reading.Specification.Components.First(place => place.Path == path with { Option = null }).Component;
        string name = component.Get(component.Definition.FindOption(path.Option!)!).ToString().Replace("global::", "");
        return YamlProblem.Create(YamlRules.KnownClass, Reading.Places.Of(path), name);
    }
}
