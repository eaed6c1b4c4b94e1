namespace I2MoE.Dsl.Specification.Sweeps;

/// <summary>A search over values of an experiment: what is changed, and how its trials are chosen.</summary>
public sealed record SweepSpecification
{
    /// <summary>The options of the sweep as a whole (<see cref="Catalogue.SweepOptions"/>).</summary>
    public required Component Options { get; init; }

    /// <summary>How trials are chosen.</summary>
    public required Component Search { get; init; }

    /// <summary>What is changed, in the order of the file.</summary>
    public EquatableArray<SweepParameter> Space { get; init; }
}
