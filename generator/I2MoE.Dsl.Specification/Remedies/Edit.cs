namespace I2MoE.Dsl.Specification.Remedies;

/// <summary>A change of a declaration. A front end turns it into a change of text, and <see cref="Apply"/> shows what it means.</summary>
public abstract record Edit
{
    private protected Edit()
    {
    }

    /// <summary>Gives an option a value.</summary>
    /// <param name="Path">The option; its component is added where the declaration has none.</param>
    /// <param name="Value">The value, as in <see cref="OptionValue"/>.</param>
    public sealed record SetOption(SpecificationPath Path, object Value) : Edit;

    /// <summary>Replaces an element of a list.</summary>
    /// <param name="Path">The option.</param>
    /// <param name="Index">The index of the element.</param>
    /// <param name="Value">The new element; null removes it.</param>
    public sealed record SetElement(SpecificationPath Path, int Index, object? Value) : Edit;

    /// <summary>Removes an option, so that its default counts.</summary>
    /// <param name="Path">The option.</param>
    public sealed record RemoveOption(SpecificationPath Path) : Edit;

    /// <summary>Adds a component.</summary>
    /// <param name="Path">The section and modality.</param>
    /// <param name="Component">The component.</param>
    public sealed record AddComponent(SpecificationPath Path, Component Component) : Edit;

    /// <summary>Removes a component.</summary>
    /// <param name="Path">The component.</param>
    public sealed record RemoveComponent(SpecificationPath Path) : Edit;

    /// <summary>Puts another component in the place of one.</summary>
    /// <param name="Path">The component.</param>
    /// <param name="Component">The new one.</param>
    public sealed record ReplaceComponent(SpecificationPath Path, Component Component) : Edit;

    /// <summary>Gives a modality another name.</summary>
    /// <param name="Modality">The index of the modality.</param>
    /// <param name="Name">The name.</param>
    public sealed record RenameModality(int Modality, string Name) : Edit;

    /// <summary>The specification after this change.</summary>
    public ModelSpecification Apply(ModelSpecification specification) => this switch
    {
        SetOption edit => specification.Change(edit.Path, component => component.With(edit.Path.Option!, edit.Value)),
        SetElement edit => specification.Change(edit.Path, component => component.WithElement(edit)),
        RemoveOption edit => specification.Change(edit.Path, component => component.With(edit.Path.Option!, value: null)),
        AddComponent edit => specification.ChangeAll(edit.Path, components => components.Append(edit.Component)),
        RemoveComponent edit => specification.ChangeAll(edit.Path, components => components.Where((_, index) => index != edit.Path.Occurrence)),
        ReplaceComponent edit => specification.ChangeAll(edit.Path, components => components.Select((old, index) => index == edit.Path.Occurrence ? edit.Component : old)),
        RenameModality edit => specification with
        {
            Modalities = specification.Modalities.Select((modality, index) => index == edit.Modality ? modality with { Name = edit.Name } : modality).ToEquatableArray(),
        },
        _ => specification,
    };
}
