namespace I2MoE.Proof.Cases;

/// <summary>How a specification was drawn.</summary>
internal enum CaseKind
{
    /// <summary>It breaks no rule that is an error.</summary>
    Valid,

    /// <summary>A valid one with one or two changes, each of which may break a rule.</summary>
    NearValid,

    /// <summary>Anything that can be written down.</summary>
    Wild,
}
