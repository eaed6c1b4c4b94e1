using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Data to predict for may have an empty column of labels: all rows have one, or none.</summary>
public sealed class OptionalLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("label", "a,1\nb,2\n", true)]
    [InlineData("label", ",1\nNaN,2\n", false)]
    [InlineData("target", "3,1\n4,2\n", true)]
    [InlineData("target", ",1\n ,2\n", false)]
    public void An_empty_column_is_none(string predicted, string rows, bool hasLabels)
    {
        using MultimodalDataset data = Read(predicted, rows);
        Assert.Equal(hasLabels, data.HasLabels);
        Assert.Equal(2, data.Count);
    }

    [Theory]
    [InlineData("label", "a,1\n,2\n", "the label is missing, though rows before have one")]
    [InlineData("target", ",1\n3,2\n", "the label is there, though rows before have none")]
    public void Some_labels_are_refused(string predicted, string rows, string message)
    {
        DatasetException e = Assert.Throws<DatasetException>(() => Read(predicted, rows));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains("or leave it out", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private MultimodalDataset Read(string predicted, string rows)
    {
        var layout = new CsvLayout
        {
            Label = predicted == "label" ? "what" : null,
            Target = predicted == "target" ? "what" : null,
            Modalities = new Dictionary<string, IReadOnlyList<string>> { ["X"] = ["x"] },
            LabelsAreOptional = true,
        };
        return MultimodalDataset.FromCsv(_folder.Write("some.csv", "what,x\n" + rows), layout);
    }
}
