namespace I2MoE.Dsl.Specification;

/// <summary>One input modality.</summary>
public sealed record ModalitySpecification
{
    /// <summary>The name of the modality, which is the name of its property.</summary>
    public required string Name { get; init; }

    /// <summary>The modality's own options (features or shape).</summary>
    public required Component Options { get; init; }

    /// <summary>The encoders given; a valid declaration has exactly one.</summary>
    public EquatableArray<Component> Encoders { get; init; }

    /// <summary>Whether the property can be implemented by the generator: partial, instance, of type <c>Modality</c>, with a getter only.</summary>
    public bool IsPartialProperty { get; init; } = true;
}
