using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Proof.Cases;

/// <summary>Specifications with one part replaced.</summary>
internal static class Parts
{
    /// <summary>The specification with another component at <paramref name="path"/>.</summary>
    public static ModelSpecification Replace(ModelSpecification specification, SpecificationPath path, Component component) => path.Section switch
    {
        Section.Task => specification with { Tasks = Replace(specification.Tasks, path.Occurrence, component) },
        Section.Fusion => specification with { Fusions = Replace(specification.Fusions, path.Occurrence, component) },
        Section.Modality => Replace(specification, path.Modality, specification.Modalities[path.Modality] with { Options = component }),
        Section.Encoder => Replace(
            specification,
            path.Modality,
            specification.Modalities[path.Modality] with { Encoders = Replace(specification.Modalities[path.Modality].Encoders, path.Occurrence, component) }),
        Section.Experts => specification with { Experts = component },
        Section.Reweighting => specification with { Reweighting = component },
        Section.Missing => specification with { Missing = component },
        Section.Training => specification with { Training = component },
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "There is no component at this place."),
    };

    /// <summary>The specification with another modality at <paramref name="index"/>.</summary>
    public static ModelSpecification Replace(ModelSpecification specification, int index, ModalitySpecification modality) =>
        specification with { Modalities = Replace(specification.Modalities, index, modality) };

    /// <summary>The component with an option given.</summary>
    public static Component With(Component component, OptionValue value) =>
        component with { Given = component.Given.Where(given => given.Option != value.Option).Append(value).ToEquatableArray() };

    /// <summary>The component without an option.</summary>
    public static Component Without(Component component, Option option) =>
        component with { Given = component.Given.Where(given => given.Option != option.Name).ToEquatableArray() };

    private static EquatableArray<T> Replace<T>(EquatableArray<T> items, int index, T item)
        where T : IEquatable<T> => items.Select((old, i) => i == index ? item : old).ToEquatableArray();
}
