namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>How the property of a modality is written; its other part must repeat modifiers, type and accessors exactly.</summary>
/// <param name="Modifiers">The modifiers as written, for example <c>public new partial</c>.</param>
/// <param name="Type">The type with its full name.</param>
/// <param name="IsModality">Whether the type is <c>Modality</c>.</param>
/// <param name="Getter">The getter as written without its end, for example <c>get</c>; null where there is none.</param>
/// <param name="Setter">The setter as written without its end, for example <c>private set</c>; null where there is none.</param>
/// <param name="IsDocumented">Whether it has XML documentation, which documentation on the other part would replace.</param>
internal sealed record PropertyDeclaration(
    string Modifiers,
    string Type,
    bool IsModality,
    string? Getter,
    string? Setter,
    bool IsDocumented)
{
    /// <summary>A property that is not partial, or that the user implements: nothing is to be written for it.</summary>
    public static PropertyDeclaration Complete { get; } = new("", "", IsModality: false, Getter: null, Setter: null, IsDocumented: false);

    /// <summary>Whether every creator of the model would have to set it, which is an error (I2MOE205).</summary>
    public bool IsRequired => Modifiers.Contains("required");

    /// <summary>Whether another part is to be written.</summary>
    public bool NeedsImplementation => Getter is not null || Setter is not null;
}
