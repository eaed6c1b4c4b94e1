using System.Diagnostics.CodeAnalysis;

namespace I2MoE.Dsl.Data;

/// <summary>Which columns of a CSV file make up the label and each modality, and how the file is written.</summary>
public sealed record CsvLayout : TableLayout
{
    /// <summary>A layout without columns yet.</summary>
    public CsvLayout()
    {
    }

    /// <summary>The layout of a table in a CSV file.</summary>
    /// <param name="layout">Which columns make up the label and each modality.</param>
    [SetsRequiredMembers]
    public CsvLayout(TableLayout layout)
        : base(layout)
    {
    }

    /// <summary>How the file is written: delimiter, encoding, header, comments, and the separators in numbers.</summary>
    public CsvFormat Format { get; init; } = new();
}
