using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Tests.Data;

public sealed class CsvDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly CsvLayout s_layout = new()
    {
        Label = "kind",
        Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Mean"] = ["mean *"], ["Rest"] = ["size", "* error"] },
    };

    private static readonly CsvLayout s_target = s_layout with { Label = null, Target = "kind" };

    private static readonly CsvLayout s_labels = s_layout with { Label = null, Labels = ["old", "is *"] };

    [Fact]
    public void The_example_data_is_read_by_patterns()
    {
        CsvLayout layout = new()
        {
            Label = "diagnosis",
            ClassNames = ["malignant", "benign"],
            Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Mean"] = ["mean *"], ["Error"] = ["* error"], ["Worst"] = ["worst *"] },
        };
        using MultimodalDataset data = MultimodalDataset.FromCsv(Path.Combine(RepositoryFiles.Root, "examples/BreastCancer/data/wdbc.csv"), layout);

        Assert.Equal(569, data.Count);
        Assert.Equal(["Mean", "Error", "Worst"], data.Modalities);
        Assert.All(data.Modalities, modality => Assert.Equal([569L, 10L], data[modality].shape));
        Assert.Equal(212, data.Labels.eq(0).sum().item<long>());
        Assert.Equal("worst concave points", data.FeatureNames["Worst"][7]);
        Assert.Equal(17.99f, data["Mean"][0, 0].item<float>());
        Assert.Equal(0.08902f, data["Worst"][1, 9].item<float>());
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    public void Cells_become_features_whatever_the_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            using MultimodalDataset data = MultimodalDataset.FromCsv(
                _folder.Write("a.csv", "size,mean a,kind,a error,mean b,unused\r\n1.5,-2e-3,dog,,7,x\r\n 3 ,NaN,cat,0.25,\"8\",y\r\n"), s_layout);
            Assert.Equal(["cat", "dog"], data.ClassNames!);
            Assert.Equal([1L, 0L], data.Labels.data<long>().ToArray());
            Assert.Equal([-2e-3f, 7f, float.NaN, 8f], data["Mean"].data<float>().ToArray());
            Assert.Equal([1.5f, float.NaN, 3f, 0.25f], data["Rest"].data<float>().ToArray());
            Assert.Equal(["size", "a error"], data.FeatureNames["Rest"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(',')]
    public void The_delimiter_is_found_out_or_given(char delimiter)
    {
        string text = "kind,mean a,size,a error\n0,1,2,3\n\n1,4,5,6\n\n".Replace(',', delimiter);
        foreach (char? given in new char?[] { null, delimiter })
        {
            using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_layout with { Format = new CsvFormat { Delimiter = given } });
            Assert.Equal([2f, 3f, 5f, 6f], data["Rest"].data<float>().ToArray());
            Assert.Null(data.ClassNames);
            Assert.Equal([0L, 1L], data.Labels.data<long>().ToArray());
        }
    }

    [Fact]
    public void Declared_class_names_fix_the_order_and_allow_numbers()
    {
        using MultimodalDataset data = MultimodalDataset.FromCsv(
            _folder.Write("a.csv", "kind,mean a,size,a error\ndog,1,2,3\n1,4,5,6\ncat,4,5,6"), s_layout with { ClassNames = ["dog", "cat", "cow"] });
        Assert.Equal([0L, 1L, 1L], data.Labels.data<long>().ToArray());
        Assert.Equal(["dog", "cat", "cow"], data.ClassNames!);
    }

    [Theory]
    [InlineData("", "a.csv: the file is empty")]
    [InlineData("\n\n", "a.csv: the file is empty")]
    [InlineData("kind,mean a,size,a error\n", "a.csv: the file has a header but no rows")]
    [InlineData("kind,mean a,size,a error\ndog,1,2,3\ndog,1,2\n", "a.csv, line 3: the line has 3 cells; the header has 4")]
    [InlineData("kind,mean a,size,a error\ndog,1,2,3,4\n", "a.csv, line 2: the line has 5 cells; the header has 4")]
    [InlineData("kind,mean a,size,a error\ndog,1,two,3\n", "a.csv, line 2, column 'size': 'two' is not a number; allowed: a number, true or false, or an empty cell or NaN")]
    [InlineData("kind;mean a;size;a error\ndog;1;2,5;3\n", "a.csv, line 2, column 'size': '2,5' is not a number|Numbers have a decimal point, not a comma")]
    [InlineData("kind,mean a,size,a error\ndog,1,1e39,3\n", "a.csv, line 2, column 'size': '1e39' is not finite or too large")]
    [InlineData("kind,mean a,size,a error\ndog,1,-Infinity,3\n", "a.csv, line 2, column 'size': '-Infinity' is not finite")]
    [InlineData("kind,mean a,size,a error\ndog,1,2,3\n,1,2,3\n", "a.csv, line 3, column 'kind': the label is missing")]
    [InlineData("kind,mean a,size,a error\nnan,1,2,3\n", "a.csv, line 2, column 'kind': the label is missing")]
    [InlineData("kind,mean a,size,a error\n0,1,2,3\n-1,1,2,3\n", "a.csv, line 3, column 'kind': the class -1 is negative")]
    [InlineData("kind,mean a,size,a error\n0,1,2,3\ndog,1,2,3\n", "a.csv, line 3, column 'kind': 'dog' is not a whole number, but line 2 has one")]
    [InlineData("kind,mean a,size,a error\n0.5,1,2,3\n1,1,2,3\n", "a.csv, line 2, column 'kind': '0.5' is not a whole number|to predict the number itself, read it as the target|class_names: [\"0.5\", \"1\"]")]
    [InlineData("kind,mean a,siez,a error\n", "a.csv, line 1, column 'size': there is no such column, which the modality 'Rest' needs|Did you mean 'siez'?")]
    [InlineData("Kind,mean a,size,a error\n", "a.csv, line 1, column 'kind': there is no such column, which the label needs|Did you mean 'Kind'?")]
    [InlineData("kind,average a,size,a error\n", "a.csv, line 1: the pattern 'mean *' of the modality 'Mean' matches no column; the columns are 'kind', 'average a'")]
    [InlineData("kind,mean a,size,a error,size\n", "a.csv, line 1, column 'size': two columns of the file have this name")]
    [InlineData("kind,mean a,size,mean error\n", "a.csv, line 1, column 'mean error': the column belongs to the modalities 'Mean' and 'Rest'")]
    [InlineData("\"a\nb\",kind,mean a,size,a error\n\n1,0,1,\"2\n\",3\n1,0,1,x,3\n", "a.csv, line 6, column 'size': 'x' is not a number")]
    [InlineData("kind,mean a,size,a error\ndog,1,2,\"3\n", "a.csv, line 2: a quote that begins a cell of this line is never closed")]
    public void A_bad_file_is_refused_with_its_place(string text, string messageParts)
    {
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_layout));
        Assert.All(messageParts.Split('|'), part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
        Assert.Equal(_folder.File("a.csv"), e.File);
    }

    [Theory]
    [InlineData("2", "'2' is not a class; allowed: 'dog', 'cat', or 0 to 1.")]
    [InlineData("-1", "'-1' is not a class")]
    [InlineData("Dgo", "Did you mean 'dog'?")]
    [InlineData("1.5", "'1.5' is not a class")]
    public void A_label_outside_the_declared_classes_is_refused(string label, string message)
    {
        string path = _folder.Write("a.csv", $"kind,mean a,size,a error\ndog,1,2,3\n{label},1,2,3\n");
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(path, s_layout with { ClassNames = ["dog", "cat"] }));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal((3L, "kind"), (e.Line, e.Column));
    }

    [Fact]
    public void A_target_is_a_number()
    {
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.Write("a.csv", "mean a,kind,size,a error\n1,-2.5,2,3\n1, 1e1 ,2,3"), s_target);
        Assert.Equal(TorchSharp.torch.ScalarType.Float32, data.Labels.dtype);
        Assert.Equal([-2.5f, 10f], data.Labels.data<float>().ToArray());
        Assert.Null(data.ClassNames);
    }

    [Theory]
    [InlineData("", "line 2, column 'kind': the target is missing")]
    [InlineData("nan", "line 2, column 'kind': the target is missing")]
    [InlineData("dog", "line 2, column 'kind': 'dog' is not a finite number|read with Label instead of Target")]
    [InlineData("inf", "'inf' is not a finite number")]
    public void A_target_that_is_no_number_is_refused(string cell, string messageParts)
    {
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", $"kind,mean a,size,a error\n{cell},1,2,3"), s_target));
        Assert.All(messageParts.Split('|'), part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Several_labels_are_a_matrix_named_by_its_columns()
    {
        using MultimodalDataset data = MultimodalDataset.FromCsv(
            _folder.Write("a.csv", "is red,size,is big,mean a,old,a error\n1,1,0,2,True,3\n0,1,1.0,2,false,3\n0,0,0,0,0,0"), s_labels);
        Assert.Equal([3L, 3L], data.Labels.shape);
        Assert.Equal([1f, 1f, 0f, 0f, 0f, 1f, 0f, 0f, 0f], data.Labels.data<float>().ToArray());
        Assert.Equal(["old", "is red", "is big"], data.ClassNames!);
        Assert.Equal(["size", "a error"], data.FeatureNames["Rest"]);
    }

    [Theory]
    [InlineData("old,is red,mean a,size,a error\n1,,1,2,3", "line 2, column 'is red': the label is missing; allowed: 0, 1, false, true.")]
    [InlineData("old,is red,mean a,size,a error\n1,2,1,2,3", "line 2, column 'is red': '2' does not say whether the sample has the label")]
    [InlineData("old,is red,mean a,size,a error\nyes,1,1,2,3", "line 2, column 'old': 'yes' does not say")]
    [InlineData("odl,is red,mean a,size,a error\n1,1,1,2,3", "column 'old': there is no such column, which the list of labels needs|Did you mean 'odl'?")]
    [InlineData("old,red,mean a,size,a error\n1,1,1,2,3", "the pattern 'is *' of the list of labels matches no column")]
    public void Bad_labels_are_refused_with_their_place(string text, string messageParts)
    {
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Write("a.csv", text), s_labels));
        Assert.All(messageParts.Split('|'), part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }

    public static TheoryData<string, CsvLayout> BadLayouts => new()
    {
        { "the layout has nothing to predict; expected one of Label", s_layout with { Label = null } },
        { "the layout has Label and Target; expected one of Label", s_layout with { Target = "size" } },
        { "the layout has ClassNames, which name the classes of a Label, but predicts Target", s_target with { ClassNames = ["a"] } },
        { "the list of labels has no columns", s_labels with { Labels = [] } },
        { "column 'kind': the column occurs twice in the list of labels", s_labels with { Labels = ["kind", "kin*"] } },
        { "which the target needs", s_target with { Target = "grade" } },
        { "column 'size': the modality 'Rest' contains the label", s_target with { Target = "size" } },
    };

    [Theory]
    [MemberData(nameof(BadLayouts), DisableDiscoveryEnumeration = true)]
    public void A_layout_predicts_one_thing(string message, CsvLayout layout)
    {
        string path = _folder.Write("a.csv", "kind,mean a,size,a error\n1,1,2,3");
        Assert.Contains(message, Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(path, layout)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label in a modality", "kind", "the modality 'M' contains the label")]
    [InlineData("a column twice", "size|size", "the column occurs twice in the modality 'M'")]
    [InlineData("two wildcards", "*e*", "more than one '*'")]
    [InlineData("no columns", "", "the modality 'M' has no columns")]
    public void A_bad_layout_is_refused(string what, string columns, string message)
    {
        string path = _folder.Write("a.csv", "kind,size\n0,1\n");
        CsvLayout layout = s_layout with { Modalities = new Dictionary<string, IReadOnlyList<string>> { ["M"] = columns.Split('|', StringSplitOptions.RemoveEmptyEntries) } };
        Assert.True(Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(path, layout)).Message.Contains(message, StringComparison.Ordinal), what);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        _folder.Write("data.csv", "");
        string missing = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.File("dta.csv"), s_layout)).Message;
        Assert.Contains("dta.csv: the file does not exist (looked in " + _folder.Path, missing, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'data.csv'?", missing, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.Path, s_layout)).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(_folder.File("no/such.csv"), s_layout)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_file_and_a_byte_order_mark_are_no_obstacle()
    {
        const int Columns = 20_000;
        string header = string.Join(',', Enumerable.Range(0, Columns).Select(i => $"mean {i}"));
        string row = string.Join(',', Enumerable.Repeat("0.125", Columns));
        File.WriteAllText(_folder.File("wide.csv"), $"kind,{header},size,a error\n1,{row},2,3\n0,{row},4,5\n", new System.Text.UTF8Encoding(true));
        using MultimodalDataset data = MultimodalDataset.FromCsv(_folder.File("wide.csv"), s_layout);
        Assert.Equal([2L, Columns], data["Mean"].shape);
        Assert.Equal(0.125f * 2 * Columns, data["Mean"].sum().item<float>());
    }

    public void Dispose() => _folder.Dispose();
}
