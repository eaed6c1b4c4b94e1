using I2MoE.Dsl.Data;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Tests.Data;

public sealed class SampleColumnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_column_of_a_table_is_text() =>
        Assert.Equal(["train", "test", ""], SampleColumn.ReadCsv(_folder.Write("a.csv", "x;part\n1; train\n\n2;test\n3;\n"), "part"));

    [Theory]
    [InlineData("x,patr\n1,a\n", "a.csv, line 1, column 'part': there is no such column; the columns are 'x', 'patr'. Did you mean 'patr'?")]
    [InlineData("x,part\n", "a.csv: the file has a header but no rows")]
    [InlineData("x,part\n1\n", "a.csv, line 2: the line has 1 cells; the header has 2")]
    public void A_column_that_cannot_be_read_is_refused(string text, string message)
    {
        string path = _folder.Write("a.csv", text);
        Assert.Contains(message, Assert.Throws<DatasetException>(() => SampleColumn.ReadCsv(path, "part")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_holds_whole_numbers()
    {
        string path = _folder.File("a.npy");
        File.WriteAllBytes(path, NpyBytes.Of("<i4", new[] { 3, -1 }, 2));
        Assert.Equal(["3", "-1"], SampleColumn.ReadNpy(path));
        File.WriteAllBytes(path, NpyBytes.Of("|b1", new byte[] { 1, 0 }, 2));
        Assert.Equal(["1", "0"], SampleColumn.ReadNpy(path));
        File.WriteAllBytes(path, NpyBytes.Texts("train", "test", "grün"));
        Assert.Equal(["train", "test", "grün"], SampleColumn.ReadNpy(path));
        File.WriteAllBytes(path, NpyBytes.With(NpyBytes.Dictionary("|S5", [2]), "val\0\0train"u8.ToArray()));
        Assert.Equal(["val", "train"], SampleColumn.ReadNpy(path));
        File.WriteAllBytes(path, NpyBytes.Floats([1, 2], 2));
        Assert.Contains("the array is Float32 [2]; expected texts, whole numbers", Assert.Throws<DatasetException>(() => SampleColumn.ReadNpy(path)).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<DatasetException>(() => SampleColumn.ReadNpy(_folder.File("b.npy"))).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Published_splits_and_groups_divide_published_data()
    {
        Skip.If(RepositoryFiles.Data is null, "The reference data (../shared/data or I2MOE_DATA) are absent.");
        string digits = Path.Combine(RepositoryFiles.Data!, "av_digits");
        IReadOnlyList<string> groups = SampleColumn.ReadNpy(Path.Combine(digits, "extra/groups.npy"));
        using MultimodalDataset data = MultimodalDataset.FromNpy(digits);
        using DataSplits published = data.SplitBy(SampleColumn.ReadNpy(Path.Combine(digits, "extra/split.npy")));
        Assert.Equal(data.Count, published.Train.Count + published.Validation.Count + published.Test.Count);
        Assert.Equal(Math.Round(0.15 * (published.Train.Count + published.Validation.Count)), published.Validation.Count);
        using DataSplits grouped = data.SplitByGroup(groups, seed: 0);
        Assert.Equal(data.Count, grouped.Train.Count + grouped.Validation.Count + grouped.Test.Count);
    }

    public void Dispose() => _folder.Dispose();
}
