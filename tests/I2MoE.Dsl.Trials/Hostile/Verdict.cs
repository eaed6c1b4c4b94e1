namespace I2MoE.Trials.Hostile;

/// <summary>What is right for a file.</summary>
internal enum Verdict
{
    /// <summary>It must be refused.</summary>
    Refuse,

    /// <summary>It is odd, and must be read.</summary>
    Read,

    /// <summary>Damage that may or may not touch what is read: either is right, as long as it is done cleanly.</summary>
    Either,
}
