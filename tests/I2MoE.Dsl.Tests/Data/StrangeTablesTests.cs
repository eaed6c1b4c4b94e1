using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using Parquet;
using Parquet.Schema;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Tables as reports of other projects have them, in which a value was another one, or a name another name, without a word.</summary>
public sealed class StrangeTablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ids_that_are_decimals_keep_all_digits()
    {
        // Of databases whose whole numbers are DECIMAL(38, 0): 2^53 + 1 is its neighbour as a double, and 16 digits are 15 in many formats.
        decimal[] ids = [9007199254740993m, 1234567890123456m, 1234567890123457m, 12345678901234567890123456m, 0, -7];
        DecimalDataField wide = new("wide", 38, 0);
        DecimalDataField price = new("price", 18, 4);
        DecimalDataField small = new("small", 9, 2);
        DataField<double?> binary = new("binary");
        DataField<float> single = new("single");
        string path = _folder.File("ids.parquet");
        await using (FileStream stream = File.Create(path))
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(wide, price, small, binary, single), stream))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<decimal>(wide, ids);
            await group.WriteAsync<decimal>(price, new decimal[] { 24.49m, -0.5m, 12345678901234.5678m, 100, 0.0001m, 0 });
            await group.WriteAsync<decimal>(small, new decimal[] { 24.49m, -0.5m, 7, 100, 0.01m, 0 });
            await group.WriteAsync<double>(binary, new double?[] { 1234567890123456, 9007199254740991, null, 1e300, -0.0, 0.1 });
            await group.WriteAsync<float>(single, new float[] { 16777216, 123456.5f, 1e30f, 7, 20240102, 0.1f });
        }

        Assert.Equal(["9007199254740993", "1234567890123456", "1234567890123457", "12345678901234567890123456", "0", "-7"], await SampleColumn.ReadParquetAsync(path, "wide"));
        Assert.Equal(["24.49", "-0.5", "12345678901234.5678", "100", "0.0001", "0"], await SampleColumn.ReadParquetAsync(path, "price"));
        Assert.Equal(["24.49", "-0.5", "7", "100", "0.01", "0"], await SampleColumn.ReadParquetAsync(path, "small"));
        Assert.Equal(["1234567890123456", "9007199254740991", "", "1E+300", "0", "0.1"], await SampleColumn.ReadParquetAsync(path, "binary"));
        Assert.Equal(["16777216", "123456.5", "1E+30", "7", "20240102", "0.1"], await SampleColumn.ReadParquetAsync(path, "single"));

        // As numbers they are those that a CSV file says.
        using MultimodalDataset data = await MultimodalDataset.FromParquetAsync(path, Layout(new() { ["A"] = ["price"] }) with { Label = null, Target = "small" });
        Assert.Equal([24.49f, -0.5f, 7f, 100f, 0.01f, 0f], data.Labels.data<float>().ToArray());
        Assert.Equal([24.49f, -0.5f, 12345678901234.5678f, 100f, 0.0001f, 0f], data["A"].data<float>().ToArray());
    }

    [Fact]
    public void A_level_that_is_stated_is_no_missing_value()
    {
        using MultimodalDataset data = FromCsv(
            "x,grade,y\n1,None,0\n2,mild,1\n3,NA,0\n4,,1\n5,-9,0\n",
            Layout(new() { ["A"] = ["x"] }) with
            {
                Missing = ["-9"],
                Categories = new Dictionary<string, IReadOnlyList<TableCategory>> { ["A"] = [new("grade", ["None", "mild"])] },
            });
        Assert.Equal(["x", "grade=None", "grade=mild", "grade=<other>", "grade=<missing>"], data.FeatureNames["A"]);
        Assert.Equal([1f, 1, 0, 0, 0, 2, 0, 1, 0, 0, 3, 0, 0, 0, 1, 4, 0, 0, 0, 1, 5, 0, 0, 0, 1], data["A"].data<float>().ToArray());
    }

    [Fact]
    public void A_number_that_is_called_as_a_level_is_refused()
    {
        // Whoever reads the names again, as a run does, would take the column for a level.
        CsvLayout layout = Layout(new() { ["A"] = ["age", "sex=x"] }) with { Categories = new Dictionary<string, IReadOnlyList<TableCategory>> { ["A"] = [new("sex", ["f", "m"])] } };
        DatasetException e = Assert.Throws<DatasetException>(() => FromCsv("age,sex=x,sex,y\n1,2,f,0\n2,3,m,1\n", layout));
        Assert.Contains("the names of the features of the modality 'A' do not tell columns of numbers and levels of categories apart, of which a level is called COLUMN=LEVEL: 'age', 'sex=x', 'sex=f'", e.Message, StringComparison.Ordinal);
        using MultimodalDataset other = FromCsv("age,sex=x,sex,y\n1,2,f,0\n2,3,m,1\n", layout with { Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["sex=x", "age"] } });
        Assert.Equal(6, other.FeatureNames["A"].Count);
    }

    [Theory]
    [InlineData("Gro\u0308ße")] // the letter and its marks apart, as files of macOS have it
    [InlineData("Größe\u200b")] // a sign without width
    [InlineData("\ufeffGröße")] // a second byte order mark, which the message writes as <U+FEFF>
    public void A_column_that_only_looks_the_same_is_told(string written)
    {
        DatasetException e = Assert.Throws<DatasetException>(() => FromCsv($"a,{written},y\n1,2,0\n3,4,1\n", Layout(new() { ["A"] = ["a"], ["B"] = ["Größe"] })));
        Assert.Contains("looks the same, and is written otherwise", e.Message, StringComparison.Ordinal);
        Assert.Contains("looks the same", Assert.Throws<DatasetException>(() => SampleColumn.ReadCsv(_folder.File("a.csv"), "Größe")).Message, StringComparison.Ordinal);
    }

    // As they stand in a file with decimal commas, or with a point.
    [Theory]
    [InlineData("1,5", "2,5")]
    [InlineData("1.5", "2.5")]
    public void Names_are_stated_as_the_file_has_them(string first, string second)
    {
        CsvLayout layout = Layout(new() { ["A"] = ["a"] }) with
        {
            ClassNames = [first, second],
            Missing = ["9,5"],
            Format = new CsvFormat { Decimal = ',' },
            Categories = new Dictionary<string, IReadOnlyList<TableCategory>> { ["B"] = [new("g", [first, second])] },
        };
        using MultimodalDataset data = FromCsv("a;g;y\n0,1;1,5;2,5\n9,5;2,50;1,5\n0,3;9,5;1,5\n0,4;3,5;2,5\n", layout);
        Assert.Equal([1L, 0, 0, 1], data.Labels.data<long>().ToArray());
        Assert.Equal(["g=1.5", "g=2.5", "g=<other>", "g=<missing>"], data.FeatureNames["B"]);
        float[] levels = data["B"].data<float>().ToArray();
        Assert.Equal([1f, 0, 0, 0, 0, 1, 0, 0], levels[..8]);
        Assert.All(levels[8..12], level => Assert.True(float.IsNaN(level)));
        Assert.Equal([0f, 0, 1, 0], levels[12..]);
        Assert.True(float.IsNaN(data["A"].data<float>()[1]));
    }

    [Theory]
    [InlineData("mean a", "mean\u00a0a", true)]
    [InlineData("é", "e\u0301", true)]
    [InlineData("mean a", "meana", false)]
    [InlineData("Mean", "mean", false)]
    [InlineData("mean", "mean", false)]
    public void Texts_look_alike_or_not(string first, string second, bool expected) => Assert.Equal(expected, LabelValue.LookAlike(first, second));

    [Fact]
    public void Times_of_events_are_watched_as_targets_are()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(row => $"{row},{1_700_000_000L + row},{row % 2}\n"));
        CsvLayout layout = Layout(new() { ["A"] = ["a"] }) with { Label = null, Target = "t", Event = "e" };
        using MultimodalDataset table = FromCsv("a,t,e\n" + rows, layout);
        Assert.StartsWith("Column 't' has values such as 1700000000 ", table.Lost, StringComparison.Ordinal);
        using MultimodalDataset days = FromCsv("a,t,e\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"{row},{row}.5,{row % 2}\n")), layout);
        Assert.Null(days.Lost);

        string folder = Directory.CreateDirectory(_folder.File("arrays")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "a.npy"), NpyBytes.Of("<f4", [.. Enumerable.Range(0, 20).Select(row => (float)row)], 20, 1));
        File.WriteAllBytes(Path.Combine(folder, "labels.npy"), NpyBytes.Of("<f8", [.. Enumerable.Range(0, 20).SelectMany(row => new[] { 1_700_000_000.0 + row, row % 2 })], 20, 2));
        using MultimodalDataset arrays = MultimodalDataset.FromNpy(folder, new ArrayLayout { Expected = new ExpectedLabels(ExpectedLabels.Prediction.EventTime) });
        Assert.StartsWith("The target has values such as 1700000000 ", arrays.Lost, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_member_of_a_compressed_file_is_read_or_refused()
    {
        byte[] first = Zipped("a,y\n1,0\n2,1\n");
        byte[] second = Zipped("3,0\n4,1\n");
        Assert.Equal(4, Count([.. first, .. second]));
        Assert.Equal(4, Count([.. first, .. second, .. new byte[5000]]));

        // A damaged header of the second member would take its rows away.
        byte[] damaged = [.. second];
        damaged[0] ^= 1;
        byte[] unknown = [.. second];
        unknown[3] ^= 0x80;
        foreach (byte[] rest in (byte[][])[damaged, unknown, [.. second, .. "rest of a disk"u8], [.. second, .. new byte[5000], 7]])
        {
            Assert.Contains("the compressed file is damaged", Assert.Throws<DatasetException>(() => Count([.. first, .. rest])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_of_bgzip_that_was_cut_between_its_blocks_is_refused()
    {
        byte[] rows = [.. Blocked("a,y\n1,0\n2,1\n"), .. Blocked("3,0\n4,1\n")];
        byte[] end = Convert.FromHexString("1f8b08040000000000ff0600424302001b0003000000000000000000");
        Assert.Equal(4, Count([.. rows, .. end]));
        Assert.Contains("was cut off", Assert.Throws<DatasetException>(() => Count(rows)).Message, StringComparison.Ordinal);
        Assert.Contains("was cut off", Assert.Throws<DatasetException>(() => Count(Blocked("a,y\n1,0\n2,1\n"))).Message, StringComparison.Ordinal);

        // Without the mark of bgzip in its header nothing tells.
        Assert.Equal(2, Count(Zipped("a,y\n1,0\n2,1\n")));
    }

    public void Dispose() => _folder.Dispose();

    // A member with its length less 1 in the header, as bgzip writes it.
    private static byte[] Blocked(string text)
    {
        byte[] zipped = Zipped(text);
        int length = zipped.Length + 8;
        return [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF, 6, 0, (byte)'B', (byte)'C', 2, 0, (byte)((length - 1) & 255), (byte)((length - 1) >> 8), .. zipped[10..]];
    }

    private static byte[] Zipped(string text)
    {
        using MemoryStream packed = new();
        using (System.IO.Compression.GZipStream zip = new(packed, System.IO.Compression.CompressionMode.Compress))
        {
            zip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private int Count(byte[] file)
    {
        File.WriteAllBytes(_folder.File("a.csv.gz"), file);
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.File("a.csv.gz"), Layout(new() { ["A"] = ["a"] }));
        return data.Count;
    }

    private static CsvLayout Layout(Dictionary<string, IReadOnlyList<string>> modalities) => new() { Label = "y", Modalities = modalities };

    private MultimodalDataset FromCsv(string text, CsvLayout layout) => MultimodalDataset.FromCsv(_folder.Write("a.csv", text), layout);
}
