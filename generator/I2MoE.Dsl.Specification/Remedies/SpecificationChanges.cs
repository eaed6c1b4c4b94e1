using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Remedies;

/// <summary>Changes specifications at a place.</summary>
internal static class SpecificationChanges
{
    /// <summary>The specification with another component at <paramref name="path"/>.</summary>
    public static ModelSpecification Change(this ModelSpecification specification, SpecificationPath path, Func<Component, Component> change) =>
        specification.ChangeAll(path, components => components.Select((component, index) => index == path.Occurrence ? change(component) : component));

    /// <summary>The specification with other components of the section and modality of <paramref name="path"/>.</summary>
    public static ModelSpecification ChangeAll(this ModelSpecification specification, SpecificationPath path, Func<IEnumerable<Component>, IEnumerable<Component>> change)
    {
        EquatableArray<Component> All(EquatableArray<Component> components) => change(components).ToEquatableArray();
        Component One(Component component) => change([component]).FirstOrDefault() ?? component;
        EquatableArray<ModalitySpecification> Modality(Func<ModalitySpecification, ModalitySpecification> changed) =>
            specification.Modalities.Select((modality, index) => index == path.Modality ? changed(modality) : modality).ToEquatableArray();
        return path.Section switch
        {
            Section.Task => specification with { Tasks = All(specification.Tasks) },
            Section.Fusion => specification with { Fusions = All(specification.Fusions) },
            Section.Modality => specification with { Modalities = Modality(modality => modality with { Options = One(modality.Options) }) },
            Section.Encoder => specification with { Modalities = Modality(modality => modality with { Encoders = All(modality.Encoders) }) },
            Section.Experts => specification with { Experts = One(specification.Experts) },
            Section.Reweighting => specification with { Reweighting = One(specification.Reweighting) },
            Section.Missing => specification with { Missing = One(specification.Missing) },
            Section.Training => specification with { Training = One(specification.Training) },
            _ => specification,
        };
    }

    /// <summary>The component with another value of an option, or without it.</summary>
    public static Component With(this Component component, string option, object? value)
    {
        IEnumerable<OptionValue> others = component.Given.Where(given => given.Option != option);
        return component with { Given = (value is null ? others : others.Append(new OptionValue(option, value))).ToEquatableArray() };
    }

    /// <summary>The component with another element in a list.</summary>
    public static Component WithElement(this Component component, Edit.SetElement edit)
    {
        Option option = component.Definition.FindOption(edit.Path.Option!)!;
        object? list = component.Get(option) switch
        {
            EquatableArray<int> numbers => Replace(numbers, edit),
            EquatableArray<double> numbers => Replace(numbers, edit),
            EquatableArray<string> names => Replace(names, edit),
            object other => other,
        };
        return component.With(option.Name, list);
    }

    private static EquatableArray<T> Replace<T>(EquatableArray<T> list, Edit.SetElement edit)
        where T : IEquatable<T> => list
            .Where((_, index) => edit.Value is not null || index != edit.Index)
            .Select((element, index) => edit.Value is not null && index == edit.Index ? (T)Convert.ChangeType(edit.Value, typeof(T), System.Globalization.CultureInfo.InvariantCulture) : element)
            .ToEquatableArray();
}
