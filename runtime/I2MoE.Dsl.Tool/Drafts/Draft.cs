namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>An experiment as the data suggest it, each part with what was found and guessed.</summary>
internal sealed record Draft
{
    /// <summary>The number of samples N.</summary>
    public required int Samples { get; init; }

    /// <summary>What is predicted.</summary>
    public required DraftTask Task { get; init; }

    /// <summary>The modalities.</summary>
    public required IReadOnlyList<DraftModality> Modalities { get; init; }

    /// <summary>The sources, as lines of YAML in the data section.</summary>
    public required IReadOnlyList<string> Source { get; init; }

    /// <summary>The split, as YAML; null for the default.</summary>
    public string? Split { get; init; }

    /// <summary>What is guessed of the split.</summary>
    public string? SplitComment { get; init; }

    /// <summary>The file of the names of the samples; null for none.</summary>
    public string? SampleNames { get; init; }

    /// <summary>What the source says and the data do not need: columns that were left out, and what is strange.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
