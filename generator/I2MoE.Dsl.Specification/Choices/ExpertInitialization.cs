namespace I2MoE.Dsl;

/// <summary>How the parameters of the interaction experts start.</summary>
public enum ExpertInitialization
{
    /// <summary>All experts start as copies of one initialised fusion model (paper, section 3.3.2: "initially identical fusion models").</summary>
    Identical,

    /// <summary>Every expert is initialised by itself.</summary>
    Independent,
}
