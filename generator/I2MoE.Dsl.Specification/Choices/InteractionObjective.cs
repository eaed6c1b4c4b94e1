namespace I2MoE.Dsl;

/// <summary>What the interaction losses ask of the experts.</summary>
public enum InteractionObjective
{
    /// <summary>That passes are similar or different, as in the paper (section 3.4).</summary>
    Paper,

    /// <summary>That each expert predicts the labels from what its interaction leaves it, and from nothing else (paper, appendix A).</summary>
    Evidence,

    /// <summary>
    /// As <see cref="Evidence"/>, but the task loss teaches the experts and the weights learn the shares of what is known; after the best epoch was chosen,
    /// they are fitted to what the experts are measured to know on the validation part, and a temperature makes probabilities as sure as it shows.
    /// </summary>
    Measured,
}
