using I2MoE.Dsl.Data;
using Parquet;
using Parquet.Schema;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Data;

public sealed class ParquetDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly TableLayout s_layout = new()
    {
        Label = "kind",
        Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Mean"] = ["mean *"], ["Rest"] = ["size", "old"] },
    };

    [Fact]
    public async Task Columns_of_every_type_become_features()
    {
        using MultimodalDataset data = await MultimodalDataset.FromParquetAsync(await WriteAsync(), s_layout);
        Assert.Equal(["cat", "dog"], data.ClassNames!);
        Assert.Equal([1L, 0L, 1L, 0L], data.Labels.data<long>().ToArray());
        Assert.Equal([1f, 10f, float.NaN, 20f, 3f, 30f, 4f, 40f], data["Mean"].data<float>().ToArray());
        Assert.Equal([0.5f, 1f, float.NaN, 0f, 2.5f, 1f, 3.5f, 1f], data["Rest"].data<float>().ToArray());
        Assert.Equal(["mean a", "mean b"], data.FeatureNames["Mean"]);
    }

    [Fact]
    public async Task Targets_and_several_labels_are_read()
    {
        string path = await WriteAsync();
        using MultimodalDataset target = await MultimodalDataset.FromParquetAsync(path, s_layout with { Label = null, Target = "mean b" });
        Assert.Equal([10f, 20f, 30f, 40f], target.Labels.data<float>().ToArray());
        Assert.Equal([4L, 1L], target["Mean"].shape);
        using MultimodalDataset labels = await MultimodalDataset.FromParquetAsync(
            path, new TableLayout { Labels = ["old", "flag"], Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Mean"] = ["mean *"] } });
        Assert.Equal([1f, 0f, 0f, 1f, 1f, 0f, 1f, 1f], labels.Labels.data<float>().ToArray());
        Assert.Equal(torch.ScalarType.Float32, labels.Labels.dtype);
        using MultimodalDataset classes = await MultimodalDataset.FromParquetAsync(path, s_layout with { Label = "flag" });
        Assert.Equal([0L, 1L, 0L, 1L], classes.Labels.data<long>().ToArray());
        Assert.Null(classes.ClassNames);
    }

    public static TheoryData<string, TableLayout> Misfits => new()
    {
        { "a.parquet, column 'knid': there is no such column, which the label needs|Did you mean 'kind'?", s_layout with { Label = "knid" } },
        { "a.parquet, row 2, column 'mean a': the target is missing", s_layout with { Label = null, Target = "mean a" } },
        { "a.parquet, row 1, column 'kind': 'dog' is not a class; allowed: 'cat', 'cow', or 0 to 1", s_layout with { ClassNames = ["cat", "cow"] } },
        { "a.parquet, row 1, column 'mean b': '10' does not say whether the sample has the label", s_layout with { Label = null, Labels = ["mean b"] } },
        { "a.parquet, column 'kind': the column is text; a feature must be a number", s_layout with { Label = "flag", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["kind"] } } },
        { "a.parquet, column 'day': the type of the column is |allowed: numbers, Booleans and text.", s_layout with { Label = "day" } },
        { "a.parquet, row 3, column 'huge': the value is not finite or too large", s_layout with { Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["huge"] } } },
        { "the pattern 'x*' of the modality 'A' matches no column", s_layout with { Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["x*"] } } },
        { "the layout has nothing to predict", s_layout with { Label = null } },
    };

    [Theory]
    [MemberData(nameof(Misfits), DisableDiscoveryEnumeration = true)]
    public async Task What_does_not_fit_is_refused_with_its_place(string messageParts, TableLayout layout)
    {
        string path = await WriteAsync();
        DatasetException e = await Assert.ThrowsAsync<DatasetException>(() => MultimodalDataset.FromParquetAsync(path, layout));
        Assert.All(messageParts.Split('|'), part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
        Assert.Equal(path, e.File);
        Assert.Null(e.Line);
    }

    [Fact]
    public async Task A_damaged_file_is_refused()
    {
        string path = await WriteAsync();
        byte[] whole = await File.ReadAllBytesAsync(path);
        for (int length = 0; length < whole.Length; length += 37)
        {
            await File.WriteAllBytesAsync(path, whole[..length]);
            Assert.Contains("cannot be read as Parquet", (await Assert.ThrowsAsync<DatasetException>(() => MultimodalDataset.FromParquetAsync(path, s_layout))).Message, StringComparison.Ordinal);
        }

        Assert.Contains("does not exist", (await Assert.ThrowsAsync<DatasetException>(() => MultimodalDataset.FromParquetAsync(_folder.File("b.parquet"), s_layout))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_can_be_stopped()
    {
        string path = await WriteAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MultimodalDataset.FromParquetAsync(path, s_layout, new CancellationToken(canceled: true)));
    }

    public void Dispose() => _folder.Dispose();

    // Two groups of two rows.
    private async Task<string> WriteAsync()
    {
        DataField<string> kind = new("kind");
        DataField<double?> meanA = new("mean a");
        DataField<int> meanB = new("mean b");
        DataField<float?> size = new("size");
        DataField<bool> old = new("old");
        DataField<long> flag = new("flag");
        DataField<double> huge = new("huge");
        DataField words = new("words", typeof(int), isNullable: false, isArray: true);
        DataField<DateTime> day = new("day");
        string path = _folder.File("a.parquet");
        await using FileStream stream = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(kind, meanA, meanB, size, old, flag, huge, words, day), stream);
        for (int g = 0; g < 2; g++)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync(kind, (string[])["dog", "cat"]);
            await group.WriteAsync<double>(meanA, g == 0 ? new double?[] { 1, null } : [3, 4]);
            await group.WriteAsync<int>(meanB, g == 0 ? new int[] { 10, 20 } : [30, 40]);
            await group.WriteAsync<float>(size, g == 0 ? new float?[] { 0.5f, float.NaN } : [2.5f, 3.5f]);
            await group.WriteAsync<bool>(old, g == 0 ? new bool[] { true, false } : [true, true]);
            await group.WriteAsync<long>(flag, new long[] { 0, 1 });
            await group.WriteAsync<double>(huge, g == 0 ? new double[] { 1, 2 } : [1e39, 2]);
            await group.WriteAsync<int>(words, new int[] { 5, 6 }, new int[] { 0, 0 });
            await group.WriteAsync<DateTime>(day, new DateTime[] { new(2024, 5, 1), new(2024, 5, 2) });
        }

        return path;
    }
}
