namespace I2MoE.Dsl;

/// <summary>Which samples remain where several sources are joined by their ids.</summary>
public enum SampleJoin
{
    /// <summary>Those that every source has.</summary>
    Inner,

    /// <summary>All of the first source; a modality whose source lacks a sample is missing there.</summary>
    Left,
}
