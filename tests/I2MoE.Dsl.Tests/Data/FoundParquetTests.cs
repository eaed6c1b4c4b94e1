using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Parquet files that Arrow and DuckDB wrote.</summary>
public class FoundParquetTests
{
    // Of 40 rows i: a = i / 7, flag = i mod 3 is 0, h = i in half precision, emb = [i, i + 1, 2 i], n = i but missing in row 3, i.
    [Theory]
    [InlineData("arrow")]
    [InlineData("lz4")]
    [InlineData("lz4-hadoop")]
    public async Task Files_of_Arrow_are_read_whatever_their_packing(string name)
    {
        using MultimodalDataset data = await ReadAsync(name, "a", "flag", "h", "n", "i");
        Assert.Equal(["ill", "well"], data.ClassNames!);
        Assert.Equal([1L, 0L, 1L], data.Labels[0..3].data<long>().ToArray());
        float[] values = data["X"].data<float>().ToArray();
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal([(float)(i / 7.0), i % 3 == 0 ? 1 : 0, i, i == 3 ? float.NaN : i, i], values[(5 * i)..((5 * i) + 5)]);
        }

        Assert.Equal(["a", "flag", "h", "n", "i"], data.FeatureNames["X"]);
    }

    [Theory]
    [InlineData("arrow", "emb")]
    [InlineData("duckdb", "emb")]
    public async Task A_list_of_numbers_is_a_modality(string name, string column)
    {
        using MultimodalDataset data = await ReadAsync(name, column);
        Assert.Equal([40L, 3L], data["X"].shape);
        Assert.Equal(Enumerable.Range(0, 40).SelectMany(i => new float[] { i, i + 1, 2 * i }), data["X"].data<float>().ToArray());
        Assert.Empty(data.FeatureNames);
    }

    [Fact]
    public async Task Numbers_of_every_kind_are_read()
    {
        using MultimodalDataset data = await ReadAsync("duckdb", "u1", "u8", "dec", "hg", "arr", "flag");
        float[] values = data["X"].data<float>().ToArray();
        Assert.Equal([40L, 7L], data["X"].shape);
        Assert.Equal([9, 9, 2, 9, 9, 9, 1], values[(7 * 9)..(7 * 10)]);
    }

    [Theory]
    [InlineData("embn", "row 8, column 'embn': the list has 0 values, and those before have 3; all must have as many.")]
    [InlineData("bin", "column 'bin': the type of the column is ByteArray; allowed: numbers, Booleans and lists of numbers.")]
    [InlineData("ts", "column 'ts': the type of the column is Timestamp; allowed")]
    [InlineData("guid", "column 'guid': the type of the column is Uuid; allowed")]
    [InlineData("diag2", "column 'diag2': there is no such column, which the modality 'X' needs")]
    public async Task What_is_no_modality_is_refused_by_its_column(string column, string message) => Assert.Contains(
        message, (await Assert.ThrowsAsync<DatasetException>(() => ReadAsync("arrow", column))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Columns_are_read_as_text()
    {
        Assert.Equal(["True", "False", "False"], (await SampleColumn.ReadParquetAsync(FoundFiles.At("parquet/arrow.parquet"), "flag")).Take(3));
        Assert.Equal(["0", "1", "2"], (await SampleColumn.ReadParquetAsync(FoundFiles.At("parquet/arrow.parquet"), "h")).Take(3));
        Assert.Equal(["0", "1", "2"], (await SampleColumn.ReadParquetAsync(FoundFiles.At("parquet/duckdb.parquet"), "dec")).Take(3));
    }

    private static Task<MultimodalDataset> ReadAsync(string name, params string[] columns) => MultimodalDataset.FromParquetAsync(
        FoundFiles.At($"parquet/{name}.parquet"), new TableLayout { Label = "diag", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["X"] = columns } });
}
