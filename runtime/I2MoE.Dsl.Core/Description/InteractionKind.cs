namespace I2MoE.Dsl;

/// <summary>Which interaction an expert stands for.</summary>
public enum InteractionKind
{
    /// <summary>What one modality knows and no other does.</summary>
    Uniqueness,

    /// <summary>What only the modalities together know.</summary>
    Synergy,

    /// <summary>What several modalities know alike.</summary>
    Redundancy,
}
