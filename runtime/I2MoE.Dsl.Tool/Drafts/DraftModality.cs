namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>A modality of a draft.</summary>
/// <param name="Key">Its key in the file.</param>
/// <param name="Encoders">What the model may say of it, each a mapping of YAML: the first that passes the rules is taken.</param>
/// <param name="Data">What the data section says of it, as YAML; null where nothing need be said.</param>
/// <param name="Comment">What was found, and what is guessed of it.</param>
internal sealed record DraftModality(string Key, IReadOnlyList<string> Encoders, string? Data, string Comment)
{
    /// <summary>The file of the names of its features; null where there is none.</summary>
    public string? FeatureNames { get; init; }
}
