using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Specification;

/// <summary>
/// A whole model as the DSL can say it. Both front ends (attributes and YAML) make one, the rules judge it and the emitter turns it
/// into code. It holds no position in a file: moving a declaration leaves it equal.
/// </summary>
public sealed record ModelSpecification
{
    /// <summary>The class that declares the model.</summary>
    public required Declaration Declaration { get; init; }

    /// <summary>The tasks given; a valid declaration has exactly one.</summary>
    public EquatableArray<Component> Tasks { get; init; }

    /// <summary>The modalities in the order of declaration, which is the order of the uniqueness experts.</summary>
    public EquatableArray<ModalitySpecification> Modalities { get; init; }

    /// <summary>The fusions given; a valid declaration has exactly one.</summary>
    public EquatableArray<Component> Fusions { get; init; }

    /// <summary>The interaction experts.</summary>
    public required Component Experts { get; init; }

    /// <summary>The re-weighting network.</summary>
    public required Component Reweighting { get; init; }

    /// <summary>What is done about modalities that samples lack.</summary>
    public required Component Missing { get; init; }

    /// <summary>How the model is trained.</summary>
    public required Component Training { get; init; }

    /// <summary>The data; null where none are stated, as for every class with attributes.</summary>
    public DataSpecification? Data { get; init; }

    /// <summary>The search over values of the experiment; null where none is stated, as for every class with attributes.</summary>
    public SweepSpecification? Sweep { get; init; }
}
