using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Training;
using Parquet;
using Parquet.Schema;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Values that 32-bit numbers cannot tell apart are not trained on in silence.</summary>
public sealed class RoundedValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1_700_000_000, 1, true)] // seconds since 1970, of a few minutes
    [InlineData(1_700_000_000, 100_000, false)] // of weeks
    [InlineData(1_700_000_000, 0, false)]
    [InlineData(20_240_101, 0.25, true)]
    [InlineData(20_240_101, 100, false)] // dates of a year
    [InlineData(0.1, 0, false)]
    [InlineData(0.1, 1e-17, false)] // the noise of a mean
    [InlineData(0.1, 1e-9, true)]
    [InlineData(0, 0.001, false)]
    [InlineData(1_700_000_000_000, 100, true)] // milliseconds, of seconds
    [InlineData(8_000_000_000_000_000, 1, true)] // counts, of which 64 bits hold every one
    [InlineData(80_000_000_000_000_000, 0, false)]
    public async Task What_is_lost_is_known(double from, double step, bool isLost)
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(row => from + (row * 7 % 40 * step))];
        string told = $"Column 'b' has values such as {values[0].ToString("R", CultureInfo.InvariantCulture)} ";
        foreach (MultimodalDataset read in new[] { Csv(values), await ParquetAsync(values), Npy(values, isColumnOrder: false), Npy(values, isColumnOrder: true) })
        {
            using MultimodalDataset data = read;
            Assert.Equal(isLost, data.Lost is not null);
            using DataSplits splits = data.Split(seed: 0).Standardise();
            Assert.Equal(isLost, splits.Train.Lost is not null);
            Assert.True(!isLost || data.FeatureNames.Count == 0 || data.Lost!.StartsWith(told, StringComparison.Ordinal), data.Lost);
        }
    }

    [Fact]
    public void Whole_numbers_of_arrays_and_targets_are_watched()
    {
        long[] times = [.. Enumerable.Range(0, 40).Select(row => 1_700_000_000L + row)];
        string folder = Directory.CreateDirectory(_folder.File("whole")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "a.npy"), NpyBytes.Of("<i8", times, 40, 1));
        File.WriteAllBytes(Path.Combine(folder, "labels.npy"), NpyBytes.Of("<f8", [.. Enumerable.Range(0, 40).Select(row => (double)row)], 40));
        using (MultimodalDataset data = MultimodalDataset.FromNpy(folder))
        {
            Assert.StartsWith("A: Feature 0 has values such as 1700000000 ", data.Lost, StringComparison.Ordinal);
        }

        File.WriteAllBytes(Path.Combine(folder, "labels.npy"), NpyBytes.Of("<f8", [.. times.Select(time => (double)time)], 40));
        using (MultimodalDataset data = MultimodalDataset.FromNpy(folder))
        {
            Assert.StartsWith("The target has values such as 1700000000 ", data.Lost, StringComparison.Ordinal);
        }

        string file = _folder.Write("target.csv", $"a,y\n{string.Concat(times.Select((time, row) => $"{row},{time}\n"))}");
        using MultimodalDataset table = MultimodalDataset.FromCsv(file, new CsvLayout { Target = "y", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["a"] } });
        Assert.StartsWith("Column 'y' has values such as 1700000000 ", table.Lost, StringComparison.Ordinal);
        Assert.Contains("Subtract a number that all of them are near in the file, for example 1700000000.", Assert.Throws<DatasetException>(() => DatasetFit.CheckRounding(table)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static CsvLayout Layout => new() { Target = "y", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["a", "b"] } };

    private MultimodalDataset Csv(double[] values)
    {
        var text = new StringBuilder("a,b,y\n");
        foreach ((int row, double value) in values.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{value:R},{row}\n");
        }

        return MultimodalDataset.FromCsv(_folder.Write("values.csv", text.ToString()), Layout);
    }

    private async Task<MultimodalDataset> ParquetAsync(double[] values)
    {
        double[] rows = [.. values.Select((_, row) => (double)row)];
        DataField<double> a = new("a");
        DataField<double> b = new("b");
        DataField<double> y = new("y");
        string file = _folder.File("values.parquet");
        await using (FileStream stream = File.Create(file))
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(a, b, y), stream))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<double>(a, rows);
            await group.WriteAsync<double>(b, values);
            await group.WriteAsync<double>(y, rows);
        }

        return await MultimodalDataset.FromParquetAsync(file, Layout);
    }

    private MultimodalDataset Npy(double[] values, bool isColumnOrder)
    {
        string folder = Directory.CreateDirectory(_folder.File($"npy {isColumnOrder}")).FullName;
        double[] rows = [.. values.SelectMany((value, row) => new[] { row, value })];
        double[] columns = [.. values.Select((_, row) => (double)row), .. values];
        byte[] content = MemoryMarshal.AsBytes<double>(isColumnOrder ? columns : rows).ToArray();
        File.WriteAllBytes(Path.Combine(folder, "a.npy"), NpyBytes.With(NpyBytes.Dictionary("<f8", [values.Length, 2], isColumnOrder), content));
        File.WriteAllBytes(Path.Combine(folder, "labels.npy"), NpyBytes.Of("<f8", [.. values.Select((_, row) => (double)row)], values.Length));
        return MultimodalDataset.FromNpy(folder);
    }
}
