namespace I2MoE.Dsl;

/// <summary>Which interaction an expert stands for.</summary>
public enum InteractionKind
{
    /// <summary>What one modality knows and no other does.</summary>
    Uniqueness,

    /// <summary>What only modalities together know: all of them, or a pair.</summary>
    Synergy,

    /// <summary>What several modalities know alike: all of them, or a pair.</summary>
    Redundancy,
}
