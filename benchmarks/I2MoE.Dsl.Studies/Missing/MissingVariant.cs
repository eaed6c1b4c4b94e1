namespace I2MoE.Dsl.Studies.Missing;

/// <summary>A way to deal with modalities that samples lack.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Missing">The mapping of missing modalities, without its braces.</param>
/// <param name="LeavesIncompleteOut">Whether only samples with all modalities are trained on.</param>
internal sealed record MissingVariant(string Name, string Missing, bool LeavesIncompleteOut = false)
{
    /// <summary>Those that are compared.</summary>
    public static IReadOnlyList<MissingVariant> All { get; } =
    [
        new("learned with dropout 0.2", "replacement: learned, dropout: 0.2"),
        new("learned without dropout", "replacement: learned, dropout: 0"),
        new("mean", "replacement: mean, dropout: 0"),
        new("mean with dropout 0.2", "replacement: mean, dropout: 0.2"),
        new("complete samples only", "replacement: mean, dropout: 0", LeavesIncompleteOut: true),
    ];
}
