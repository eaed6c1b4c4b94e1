namespace I2MoE.Dsl.Data;

/// <summary>What a source is read for.</summary>
internal enum SourceRole
{
    /// <summary>Everything: modalities and what is predicted.</summary>
    Whole,

    /// <summary>What is predicted, and perhaps modalities, to which others are joined.</summary>
    First,

    /// <summary>Modalities alone.</summary>
    Other,
}
