namespace I2MoE.Dsl.Specification;

/// <summary>The data of an experiment: where they are, what of them belongs to which modality, and how they are split.</summary>
public sealed record DataSpecification
{
    /// <summary>The options of the data as a whole (<see cref="Catalogue.DataOptions"/>).</summary>
    public required Component Options { get; init; }

    /// <summary>Where the data come from: what is predicted, and the modalities without a source of their own.</summary>
    public required Component Source { get; init; }

    /// <summary>The modalities that have a source of their own, joined to <see cref="Source"/> by the ids of the samples.</summary>
    public EquatableArray<JoinedSource> Sources { get; init; }

    /// <summary>What belongs to the modalities, as far as it is stated.</summary>
    public EquatableArray<ModalityData> Modalities { get; init; }

    /// <summary>What the features of the modalities are called, as far as it is stated.</summary>
    public EquatableArray<FeatureNames> FeatureNames { get; init; }

    /// <summary>How the samples are split.</summary>
    public required Component Split { get; init; }
}
