using System.IO.Compression;
using System.Text;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data.Labels;

/// <summary>What a table may have at most.</summary>
public sealed class TableBoundsTests : IDisposable
{
    private const string Plain = "a,b,y\n1,2,x\n3,4,z\n";

    private readonly TemporaryFolder _folder = new();

    private static readonly CsvLayout s_layout = Layout("a", "b");

    // The texts are made where they are needed: as arguments of a test they would go to the runner and back, millions of characters each.
    private static readonly Dictionary<string, (Func<string> Text, string Message)> s_unbounded = new()
    {
        ["a long cell"] = (() => Plain + new string('5', 1_000_001) + ",1,x\n", "line 4: a cell has more than 1,000,000 characters, the most that are read."),
        ["a long quoted cell"] = (() => Plain + "\"" + string.Concat(Enumerable.Repeat("5,\"\"\n", 300_000)), "line 4: a cell has more than 1,000,000 characters, the most that are read. The quote that it begins with is not closed."),
        ["an open quote"] = (() => Plain + "1,\"2,x\n1,2,x\n", "line 4: a quote that begins a cell of this line is never closed."),
        ["a long line"] = (() => Plain + string.Concat(Enumerable.Repeat(new string('5', 999_990) + ",", 17)), "line 4: the line has more than 16,000,000 characters, the most that are read."),
        ["many columns"] = (() => Plain + new string(',', 100_000) + "\n", "line 4: the line has more than 100,000 cells, the most that a table may have columns."),
        ["many columns in the header"] = (() => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"c{i},")) + Plain, "line 1: the line has more than 100,000 cells"),
        ["blank lines"] = (() => Plain + string.Concat(Enumerable.Repeat(" \r\n", 1_000_001)), "line 1000004: more than 1,000,000 blank lines stand before this one"),
    };

    public static TheoryData<string> Unbounded => [.. s_unbounded.Keys];

    [Theory]
    [MemberData(nameof(Unbounded))]
    public void What_no_table_needs_is_refused(string what)
    {
        (Func<string> text, string message) = s_unbounded[what];
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", text()), s_layout).Dispose());
        Assert.True(e.Message.Contains(message, StringComparison.Ordinal), $"{what}: {e.Message}");
        Assert.InRange(e.Message.Length, 20, 400);
    }

    [Theory]
    [InlineData("1,\"2\",x\n")]
    [InlineData("1,2,\"x\"\"\"\n")]
    [InlineData("#\",\n1,2,x\n")]
    public void Quotes_are_counted_as_the_reader_takes_them(string row)
    {
        // Were the quote taken for an open one, all that follows would be one cell.
        string text = "a,b,y\n" + row + string.Concat(Enumerable.Repeat("1,2,x\n", 200_000));
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_layout with { Format = new CsvFormat { Comment = '#' } });
        Assert.Equal(200_001, data.Count);
    }

    [Fact]
    public void A_quote_within_a_cell_opens_none()
    {
        string text = "size,a,b,y\n" + string.Concat(Enumerable.Repeat("5\" disk,1,2,x\n", 100_001));
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_layout);
        Assert.Equal(100_001, data.Count);
    }

    [Fact]
    public void As_many_columns_as_are_allowed_are_read()
    {
        const int Columns = 99_999;
        string row = string.Join(',', Enumerable.Repeat("0.25", Columns));
        string text = $"{string.Join(',', Enumerable.Range(0, Columns).Select(i => $"gene {i}"))},y\n{row},x\n{row},z\n";
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.Write("a.csv", text), Layout("gene *"));
        Assert.Equal([2L, Columns], data["M"].shape);
        Assert.Equal(0.5f * Columns, data["M"].sum().item<float>(), 1f);
    }

    [Fact]
    public void As_many_labels_as_are_allowed_are_read()
    {
        const int Labels = 50_000;
        string row = "1,2," + string.Join(',', Enumerable.Repeat("1", Labels));
        string text = $"a,b,{string.Join(',', Enumerable.Range(0, Labels).Select(i => $"is {i}"))}\n{row}\n{row}\n";
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.Write("a.csv", text), new CsvLayout(s_layout with { Label = null, Labels = ["is *"], Modalities = new Dictionary<string, IReadOnlyList<string>> { ["M"] = ["a", "b*"] } }));
        Assert.Equal([2L, Labels], data.Labels.shape);
    }

    [Fact]
    public void A_cell_and_blank_lines_within_the_bounds_are_read()
    {
        string text = $"a,b,y,note\n1,2,x,\"{new string(',', 900_000)}\"\n{new string('\n', 900_000)}3,4,z,\n";
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_layout);
        Assert.Equal(2, data.Count);
    }

    [Fact]
    public void A_compressed_file_that_unfolds_beyond_measure_is_refused()
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1,2,x," + new string(' ', 4090) + "\n", 256)));
        using (GZipStream gzip = new(File.Create(_folder.File("a.csv.gz")), CompressionLevel.Optimal))
        {
            gzip.Write("a,b,y,note\n"u8);
            for (int i = 0; i < 66; i++)
            {
                gzip.Write(block);
            }
        }

        string message = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.File("a.csv.gz"), s_layout).Dispose()).Message;
        Assert.Contains("the compressed file unfolds to more than 200 times its", message, StringComparison.Ordinal);
        Assert.EndsWith("unpack it and read it as it is.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_names_is_no_file_without_end()
    {
        byte[] text = new byte[(64 << 20) + 1];
        text.AsSpan().Fill((byte)'x');
        File.WriteAllBytes(_folder.File("classes.txt"), text);
        Assert.Contains("the text has more than 67,108,864 bytes", Assert.Throws<DatasetException>(() => StrictText.ReadLines(_folder.File("classes.txt"))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static CsvLayout Layout(params string[] features) =>
        new() { Label = "y", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["M"] = features } };
}
