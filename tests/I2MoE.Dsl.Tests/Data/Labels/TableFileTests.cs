using System.IO.Compression;
using System.Text;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Tests.Data.Labels;

/// <summary>CSV files as other tools write them.</summary>
public sealed class TableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly CsvLayout s_layout = Layout("diag", "age", "bmi", "hb", "crp");
    private static readonly CsvLayout s_small = Layout("y", "a", "b");

    [Theory]
    [InlineData("cat.csv")]
    [InlineData("comment.csv")]
    [InlineData("dup.csv")]
    [InlineData("sepline.csv")]
    [InlineData("spacesq.csv")]
    [InlineData("trailboth2.csv")]
    [InlineData("trailhead.csv")]
    [InlineData("dummies.csv")]
    [InlineData("german.csv", ',')]
    public void A_table_is_read_like_the_plain_one(string file, char point = '.')
    {
        using MultimodalDataset plain = MultimodalDataset.FromCsv(FileOf("plain.csv.gz"), s_layout);
        using MultimodalDataset data = MultimodalDataset.FromCsv(FileOf(file), s_layout with { Format = new CsvFormat { Decimal = point } });
        Assert.Equal(40, data.Count);
        Assert.Equal(plain["M"].data<float>().ToArray(), data["M"].data<float>().ToArray());
        Assert.Equal(plain.Labels.data<long>().ToArray(), data.Labels.data<long>().ToArray());
        Assert.Equal(["ill", "well"], data.ClassNames);
        Assert.Equal([71f, 24.49f, 12.1f, 11.71f], data["M"][0].data<float>().ToArray());
    }

    [Fact]
    public void Separators_of_thousands_are_stated()
    {
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(FileOf("thousands.csv"), s_layout));
        Assert.Contains("'71,000' is not a number", e.Message, StringComparison.Ordinal);
        Assert.Contains("Numbers have a decimal point, not a comma; another way to write them is stated by decimal and thousands.", e.Message, StringComparison.Ordinal);
        using MultimodalDataset data = MultimodalDataset.FromCsv(FileOf("thousands.csv"), s_layout with { Format = new CsvFormat { Thousands = ',' } });
        Assert.Equal(71000f, data["M"][0, 0].item<float>());
        Assert.Equal(24.49f, data["M"][0, 1].item<float>());
    }

    [Fact]
    public void A_truth_value_is_a_feature_and_a_word_is_none()
    {
        using MultimodalDataset data = MultimodalDataset.FromCsv(FileOf("dummies.csv"), Layout("diag", "sex_male", "sex_female"));
        Assert.Equal([1f, 0f, 0f, 1f], data["M"].data<float>().ToArray()[..4]);
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(FileOf("cat.csv"), Layout("diag", "age", "sex")));
        Assert.Contains("line 2, column 'sex': 'male' is not a number; allowed: a number, true or false, or an empty cell", e.Message, StringComparison.Ordinal);
        using MultimodalDataset category = MultimodalDataset.FromCsv(FileOf("cat.csv"), Layout("sex", "age"));
        Assert.Equal(["female", "male"], category.ClassNames);
    }

    [Theory]
    [InlineData("na_NA.csv")]
    [InlineData("na_q.csv")]
    [InlineData("na_-9.csv", "-9.0")]
    public void A_marker_stands_for_a_missing_value(string file, params string[] missing)
    {
        using MultimodalDataset data = MultimodalDataset.FromCsv(FileOf(file), s_layout with { Missing = missing });
        float[] values = data["M"].data<float>().ToArray();
        Assert.Equal([3 * 4 + 1], Enumerable.Range(0, values.Length).Where(i => float.IsNaN(values[i])));
    }

    [Fact]
    public void Latin1_is_refused_with_its_line_and_read_where_it_is_stated()
    {
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(FileOf("latin1.csv"), Layout("diag", "age")));
        Assert.Equal(1L, e.Line);
        using MultimodalDataset data = MultimodalDataset.FromCsv(FileOf("latin1.csv"), Layout("diag", "age", "größe") with { Format = new CsvFormat { Encoding = "latin1" } });
        Assert.Equal(["böse", "gesund"], data.ClassNames);
        Assert.Equal("größe", data.FeatureNames["M"][1]);
    }

    [Theory]
    [InlineData("a,b,y\n1,2,x\n#3,4,x\n", "line 3, column 'a': '#3' is not a number")]
    [InlineData("a,b,y\n1,2,x\n# a remark\n", "line 3: the line has 1 cells; the header has 3|comment: \"#\" says so")]
    [InlineData("a,b,y\n1,2,x,\n1,2,x,,\n", "line 3: the line has 5 cells; the header has 3")]
    [InlineData("a,b,y\n1,2,x\n1,2,x,\n", "line 3: the line has 4 cells; the header has 3")]
    [InlineData("a,b,y\n1,2\n", "line 2: the line has 2 cells; the header has 3")]
    [InlineData("a,a,b,y\n1,1,2,x\n", "column 'a': two columns of the file have this name; a column that is used needs a name of its own.")]
    [InlineData("a,b,y\n1,\"2,5\",x\n", "'2,5' is not a number|Numbers have a decimal point, not a comma")]
    [InlineData("a,b,y\n1,1.2.3,x\n", "'1.2.3' is not a number")]
    [InlineData("a,b,y\n1,\0,x\n", "line 2: the line has a NUL character")]
    [InlineData("a,b,y\n1,none,x\n", "'none' is not a number")]
    [InlineData("PK\u0003\u0004rest", "this is a zip archive, or a workbook of a spreadsheet program; save the sheet as CSV, and no text.")]
    public void What_cannot_be_meant_is_refused(string text, string messageParts)
    {
        string message = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_small)).Message;
        Assert.All(messageParts.Split('|'), part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a,b,y\n1,2,x\n#c\n3,NA,x\n", '.', null, '#', "1 2 3 NaN")]
    [InlineData("# lab\n# 2024\n\na,b,y\n1,2,x\n", '.', null, null, "1 2")]
    [InlineData("a;b;y\n1.234,5;-0,5;x\n", ',', '.', null, "1234.5 -0.5")]
    [InlineData("a\tb\ty\n1 000\t1 234 567,25\tx\n", ',', ' ', null, "1000 1234567.25")]
    [InlineData("a,b,y\nTRUE,fAlse,x\n", '.', null, null, "1 0")]
    [InlineData("a,b,y\n?,n/a,x\n-,.,x\nNone,<NA>,x\nnull,NULL,x\n#N/A,nan,x\n", '.', null, null, "NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN")]
    [InlineData("a,b,y\n 1 ,  2,x\n", '.', null, null, "1 2")]
    [InlineData("\"a\", \"b\", \"y\"\r\n1, \"2\", \"x\"\r\n", '.', null, null, "1 2")]
    [InlineData(",a,b,y,\n0,1,2,x,\n1,3,4,x,\n", '.', null, null, "1 2 3 4")]
    [InlineData("a,b,y\n1,2,x,\n3,4,x,\n", '.', null, null, "1 2 3 4")]
    [InlineData("sep=|\na|b|y\n1|2|x\n", '.', null, null, "1 2")]
    [InlineData("a,b,y\n1,2,x\n\"#\",4,x\n", '.', null, '#', "")]
    public void Ways_to_write_are_understood(string text, char point, char? thousands, char? comment, string values)
    {
        CsvLayout layout = s_small with { Format = new CsvFormat { Decimal = point, Thousands = thousands, Comment = comment } };
        string path = _folder.Write("a.csv", text);
        if (values.Length == 0)
        {
            Assert.Contains("line 3, column 'a': '#' is not a number", Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(path, layout)).Message, StringComparison.Ordinal);
            return;
        }

        using MultimodalDataset data = MultimodalDataset.FromCsv(path, layout);
        Assert.Equal(values.Split(' ').Select(value => float.Parse(value, System.Globalization.CultureInfo.InvariantCulture)), data["M"].data<float>().ToArray());
    }

    [Theory]
    [InlineData("3.5", ',', null)]
    [InlineData("1.23", ',', '.')]
    [InlineData("12.34.567", ',', '.')]
    [InlineData(".123", ',', '.')]
    [InlineData("1234.567,5", ',', '.')]
    [InlineData("1,5,5", ',', '.')]
    [InlineData("1,000,00", '.', ',')]
    public void A_number_in_another_way_of_writing_is_refused(string cell, char point, char? thousands)
    {
        CsvLayout layout = s_small with { Format = new CsvFormat { Delimiter = ';', Decimal = point, Thousands = thousands } };
        string message = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", $"a;b;y\n1;{cell};x\n"), layout)).Message;
        Assert.Contains($"'{cell}' is not a number", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_header_has_numbered_columns()
    {
        string path = _folder.Write("a.csv", "1;2,5;x\n3;4;y\n");
        using MultimodalDataset data = MultimodalDataset.FromCsv(path, Layout("c3", "c1", "c2") with { Format = new CsvFormat { HasHeader = false, Decimal = ',' } });
        Assert.Equal([1f, 2.5f, 3f, 4f], data["M"].data<float>().ToArray());
        Assert.Equal(["x", "y"], SampleColumn.ReadCsv(path, "c3", new CsvFormat { HasHeader = false }));
        Assert.Equal(["1", ""], SampleColumn.ReadCsv(path, "c1", new CsvFormat { HasHeader = false }, ["3.0"]));
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(path, Layout("c4", "c1") with { Format = new CsvFormat { HasHeader = false } }));
        Assert.Contains("there is no such column, which the label needs; the columns are 'c1', 'c2', 'c3'.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_and_labels_of_several_follow_the_same_rules()
    {
        CsvLayout target = s_small with { Label = null, Target = "y", Format = new CsvFormat { Delimiter = ';', Decimal = ',' } };
        using MultimodalDataset numbers = MultimodalDataset.FromCsv(_folder.Write("a.csv", "a;b;y\n1;2;2,5\n"), target);
        Assert.Equal(2.5f, numbers.Labels[0].item<float>());
        foreach (string marker in (string[])["NA", "?", "-", "", "-9"])
        {
            string message = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", $"a;b;y\n1;2;{marker}\n"), target with { Missing = ["-9.00"] })).Message;
            Assert.Contains("line 2, column 'y': the target is missing", message, StringComparison.Ordinal);
        }

        CsvLayout labels = s_small with { Label = null, Labels = ["y", "z"] };
        using MultimodalDataset several = MultimodalDataset.FromCsv(_folder.Write("a.csv", "a,b,y,z\n1,2,True,0.0\n1,2,FALSE,1\n"), labels);
        Assert.Equal([1f, 0f, 0f, 1f], several.Labels.data<float>().ToArray());
        Assert.Contains("column 'z': the label is missing", Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", "a,b,y,z\n1,2,1,NA\n"), labels)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-8", true)]
    [InlineData("latin1", true)]
    [InlineData("utf-16", true)]
    public void A_byte_order_mark_decides_the_encoding(string stated, bool hasMark)
    {
        string path = _folder.File("a.csv");
        File.WriteAllText(path, "a,b,y\n1,2,grün\n3,4,grön\n", new UnicodeEncoding(bigEndian: hasMark, byteOrderMark: hasMark));
        using MultimodalDataset data = MultimodalDataset.FromCsv(path, s_small with { Format = new CsvFormat { Encoding = stated } });
        Assert.Equal(["grön", "grün"], data.ClassNames);
    }

    [Fact]
    public void Every_text_reader_is_strict()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("name\ngrün\n");
        File.WriteAllBytes(_folder.File("a.csv"), latin1);
        DatasetException e = Assert.Throws<DatasetException>(() => SampleColumn.ReadCsv(_folder.File("a.csv"), "name"));
        Assert.Equal(2L, e.Line);
        Assert.Equal(["grün"], SampleColumn.ReadCsv(_folder.File("a.csv"), "name", new CsvFormat { Encoding = "latin1" }));

        File.WriteAllBytes(_folder.File("labels.npy"), NpyBytes.Classes(0, 1));
        File.WriteAllBytes(_folder.File("a.npy"), NpyBytes.Floats([1, 2], 2, 1));
        File.WriteAllBytes(_folder.File("classes.txt"), latin1);
        e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.Path));
        Assert.Contains("classes.txt, line 2: the text is not UTF-8 (the byte FC). Save the file as UTF-8.", e.Message, StringComparison.Ordinal);

        File.WriteAllBytes(_folder.File("a.csv"), Encoding.Unicode.GetBytes("name\nx\n"));
        Assert.Contains("text with a NUL after every character is UTF-16", Assert.Throws<DatasetException>(() => SampleColumn.ReadCsv(_folder.File("a.csv"), "name")).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder.File("a.csv"), [.. "name\n"u8, 0x80, (byte)'\n']);
        Assert.Contains("line 2: the byte 80 is no character of latin1; the file is probably windows-1252", Assert.Throws<DatasetException>(() => SampleColumn.ReadCsv(_folder.File("a.csv"), "name", new CsvFormat { Encoding = "latin1" })).Message, StringComparison.Ordinal);
        Assert.Equal(["€"], SampleColumn.ReadCsv(_folder.File("a.csv"), "name", new CsvFormat { Encoding = "windows-1252" }));
        Assert.Contains("the encoding is 'cp1252'|", Assert.Throws<DatasetException>(() => SampleColumn.ReadCsv(_folder.File("a.csv"), "name", new CsvFormat { Encoding = "cp1252" })).Message.Replace("; allowed", "|", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(70_000)]
    public void A_fault_far_down_has_its_line(int row)
    {
        IEnumerable<byte> rows = Enumerable.Range(0, row).SelectMany(_ => "1,2,x\r\n"u8.ToArray());
        File.WriteAllBytes(_folder.File("a.csv"), [.. "a,b,y\r\n"u8, .. rows, .. "1,2,"u8, 0xFC, (byte)'\n']);
        Assert.Equal(row + 2, Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.File("a.csv"), s_small)).Line);
    }

    [Fact]
    public void A_compressed_file_that_was_cut_off_is_refused()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes("a,b,y\n" + string.Concat(Enumerable.Range(0, 5000).Select(row => $"{row},{row * 7919 % 1000},x\n"))));
        }

        byte[] bytes = packed.ToArray();
        foreach (int length in (int[])[bytes.Length - 1, bytes.Length - 8, bytes.Length / 2, 20])
        {
            File.WriteAllBytes(_folder.File("a.csv.gz"), bytes[..length]);
            Assert.ThrowsAny<DatasetException>(() => MultimodalDataset.FromCsv(_folder.File("a.csv.gz"), s_small).Dispose());
        }

        File.WriteAllBytes(_folder.File("a.csv.gz"), bytes);
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.File("a.csv.gz"), s_small);
        Assert.Equal(5000, data.Count);
    }

    [Fact]
    public void A_message_is_short_whatever_the_file_says()
    {
        string longName = new('n', 10_000);
        string wide = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"{longName[..40]}{i}"));
        foreach (string text in (string[])[$"{longName}\n1\n", $"{wide}\n", $"a,b,y\n1,{longName},x\n", $"{longName},b,y\n1,2,x\n", $"a,b,{longName}\n1,2,x\n"])
        {
            string message = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_small)).Message;
            Assert.InRange(message.Length, 20, 1500);
        }

        Assert.InRange(Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", $"a,b,y\n1,2,{longName}\n"), s_small with { ClassNames = ["u", "v"] })).Message.Length, 20, 1500);
    }

    [Theory]
    [InlineData("decimal", "'.'", '.', '.', null, null)]
    [InlineData("thousands", "'5'", '.', '5', null, null)]
    [InlineData("delimiter", "','", ',', null, ',', null)]
    [InlineData("comment", "'#'", '.', '#', null, '#')]
    public void A_format_has_a_character_for_each_mark(string mark, string shown, char point, char? thousands, char? delimiter, char? comment)
    {
        CsvFormat format = new() { Decimal = point, Thousands = thousands, Delimiter = delimiter, Comment = comment };
        string message = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", "a,b,y\n"), s_small with { Format = format })).Message;
        Assert.Contains(mark, message, StringComparison.Ordinal);
        Assert.Contains(shown, message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string FileOf(string file) => Path.Combine(RepositoryFiles.Root, "tests/I2MoE.Dsl.Tests/Data/Files/tables", file);

    private static CsvLayout Layout(string label, params string[] columns) => new()
    {
        Label = label,
        Modalities = new Dictionary<string, IReadOnlyList<string>> { ["M"] = columns },
    };
}
