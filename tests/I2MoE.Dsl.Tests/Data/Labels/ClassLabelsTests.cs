using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Data.Labels;

/// <summary>One model of a label: what a cell or a value of an array says becomes a class, whatever it comes from.</summary>
public sealed class ClassLabelsTests
{
    [Theory]
    [InlineData("2|2.0|2.000| 2 |+2|2e0|0|1", "", "2|2|2|2|2|2|0|1", "")]
    [InlineData("0.0|11.0|10.0|2.0", "", "0|11|10|2", "")]
    [InlineData("b|a|c|a", "", "1|0|2|0", "a|b|c")]
    [InlineData("True|false|FALSE|true", "", "1|0|0|1", "False|True")]
    [InlineData("true|true", "", "1|1", "False|True")]
    [InlineData("0.0|1.0", "", "0|1", "")]
    [InlineData("1|True|0|false", "", "1|1|0|0", "")]
    [InlineData("yes|no", "", "1|0", "no|yes")]
    [InlineData("0|3", "", "0|3", "")]
    [InlineData("none|mild", "", "1|0", "mild|none")]
    [InlineData("1|2.0|3", "1|2|3", "0|1|2", "1|2|3")]
    [InlineData("1|2.0|3", "1.0|2.00|3", "0|1|2", "1.0|2.00|3")]
    [InlineData("-1|1", "-1|1", "0|1", "-1|1")]
    [InlineData("0|1|0.0", "neg|pos", "0|1|0", "neg|pos")]
    [InlineData("False|TRUE|true", "neg|pos", "0|1|1", "neg|pos")]
    [InlineData("neg|1|pos", "neg|pos", "0|1|1", "neg|pos")]
    [InlineData("1|0|true", "True|False", "0|1|0", "True|False")]
    [InlineData("true|False", "1|0", "0|1", "1|0")]
    [InlineData("2|0", "a|b|c", "2|0", "a|b|c")]
    [InlineData("NA|yes|None|-|?", "NA|yes|None|-|?", "0|1|2|3|4", "NA|yes|None|-|?")]
    [InlineData("007|7", "7|8", "0|0", "7|8")]
    [InlineData("9007199254740993|9007199254740992", "9007199254740992|9007199254740993", "1|0", "9007199254740992|9007199254740993")]
    [InlineData("1e-30|0", "1e-30|0", "0|1", "1e-30|0")]
    public void A_label_becomes_its_class(string labels, string names, string classes, string found)
    {
        (long[] values, IReadOnlyList<string>? given) = Resolve(labels, names, count: null);
        Assert.Equal(classes.Split('|').Select(long.Parse), values);
        Assert.Equal(found, string.Join('|', given ?? []));
    }

    [Theory]
    [InlineData("1|2|3", "", "1: the labels begin at 1, but classes without names count from 0; name the classes as they stand there, in their order: class_names: [\"1\", \"2\", \"3\"].")]
    [InlineData("4|2|4", "", "2: the labels begin at 2|class_names: [\"2\", \"4\"]")]
    [InlineData("10|2|1", "", "3: the labels begin at 1|class_names: [\"1\", \"2\", \"10\"]")]
    [InlineData("1|-1", "", "2: the class -1 is negative; classes count from 0|class_names: [\"-1\", \"1\"]")]
    [InlineData("0|0.5", "", "2: '0.5' is not a whole number|class_names: [\"0\", \"0.5\"]")]
    [InlineData("0|dog", "", "2: 'dog' is not a whole number, but line 1 has one (0); use either names of classes or whole numbers from 0")]
    [InlineData("True|2", "", "1: 'True' is not a whole number, but line 2 has one")]
    [InlineData("0|99999999999", "", "2: the class 99999999999 is too large")]
    [InlineData("1|0", "1|2|3", "2: '0' is not a class; allowed: '1', '2', '3'.")]
    [InlineData("1|3", "1|2+|x", "2: '3' is not a class")]
    [InlineData("a|2", "a|b", "2: '2' is not a class; allowed: 'a', 'b', or 0 to 1.")]
    [InlineData("a|True", "a|b|c", "2: 'True' is not a class")]
    [InlineData("ill|Ill", "ill|well", "2: 'Ill' is not a class|Did you mean 'ill'?")]
    [InlineData("yes|NA", "", "2: the label is missing|'NA' stands for a missing value; if it is a class, state it among class_names.")]
    [InlineData("yes|None", "", "2: the label is missing")]
    [InlineData("yes|<NA>", "yes|no", "2: the label is missing")]
    [InlineData("+|-", "", "2: the label is missing|if it is a class")]
    [InlineData("?|1", "", "1: the label is missing")]
    [InlineData("1|.", "", "2: the label is missing")]
    [InlineData("1|nAn", "", "2: the label is missing")]
    [InlineData("1|", "", "2: the label is missing")]
    [InlineData("0|1|-9", "", "3: the label is missing")]
    [InlineData("0|1|-9.0", "", "3: the label is missing")]
    public void What_is_no_class_is_refused_with_its_row(string labels, string names, string messageParts)
    {
        string message = Assert.Throws<DatasetException>(() => Resolve(labels, names, count: null)).Message;
        Assert.All(messageParts.Split('|'), part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_of_data_whose_classes_are_counted_need_not_have_the_first_class()
    {
        Assert.Equal([1L, 2L], Resolve("1|2", "", count: 3).Classes);
        Assert.Contains("begin at 1", Assert.Throws<DatasetException>(() => Resolve("1|2|3", "", count: 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_have_labels_as_columns_have()
    {
        using DisposeScope scope = NewDisposeScope();
        Check([0, 1, 1], null, tensor((float[])[0, 1, 1]), null, isClass: true);
        Check([0, 1, 1], ["neg", "pos"], tensor((double[])[0, 1, 1]), ["neg", "pos"], isClass: false);
        Check([0, 1, 0], ["-1", "1"], tensor((long[])[-1, 1, -1]), ["-1", "1"], isClass: true);
        Check([0, 2, 1], ["1", "2", "3"], tensor((int[])[1, 3, 2]), ["1", "2", "3"], isClass: false);
        Check([1, 0], ["False", "True"], tensor((bool[])[true, false]), null, isClass: false);

        Assert.Equal(ScalarType.Float32, Labels(null, isClass: false).Of(tensor((double[])[0, 1])).Labels.dtype);
        (Tensor text, IReadOnlyList<string>? names) = Labels(null, isClass: true).OfTexts(["well", "ill"]);
        Assert.Equal([1L, 0L], text.data<long>().ToArray());
        Assert.Equal(["ill", "well"], names);
        foreach ((Tensor labels, string message) in new (Tensor, string)[]
        {
            (tensor((long[])[1, 2, 3]), "row 0 (counted from 0): the labels begin at 1"),
            (tensor((long[])[1, -1]), "row 1 (counted from 0): the class -1 is negative"),
            (tensor((float[])[0, float.NaN]), "row 1 (counted from 0): the label is missing"),
            (tensor((float[])[0, 0.5f]), "row 1 (counted from 0): '0.5' is not a whole number"),
        })
        {
            Assert.Contains(message, Assert.Throws<DatasetException>(() => Labels(null, isClass: true).Of(labels)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_column_of_one_label_is_read_where_labels_are_predicted()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor column = tensor((long[])[1, 0, 1]).reshape(3, 1);
        (Tensor labels, _) = new ArrayLabels(null, new ExpectedLabels(ExpectedLabels.Prediction.Labels), Problem).Of(column);
        Assert.Equal([3, 1], labels.shape);
        Assert.Equal([1f, 0f, 1f], labels.data<float>().ToArray());
        Assert.Contains("drop the last dimension", Assert.Throws<DatasetException>(() => Labels(null, isClass: true).Of(column)).Message, StringComparison.Ordinal);
    }

    private static void Check(long[] classes, string[]? found, Tensor stored, string[]? names, bool isClass)
    {
        (Tensor labels, IReadOnlyList<string>? given) = Labels(names, isClass).Of(stored);
        Assert.Equal(classes, labels.data<long>().ToArray());
        Assert.Equal(found, given);
    }

    private static ArrayLabels Labels(string[]? names, bool isClass) => new(names, isClass ? new ExpectedLabels(ExpectedLabels.Prediction.Class) : null, Problem);

    private static DatasetException Problem(string message) => new(message);

    private static (long[] Classes, IReadOnlyList<string>? Names) Resolve(string labels, string names, int? count)
    {
        ClassLabels read = new(names.Length == 0 ? null : names.Split('|'), count, MissingMarkers.Of(["-9"]), "line", (message, row) => new DatasetException($"{row}: {message}"));
        string[] cells = labels.Split('|');
        for (int row = 0; row < cells.Length; row++)
        {
            read.Add(cells[row], row + 1);
        }

        using DisposeScope scope = NewDisposeScope();
        (Tensor classes, IReadOnlyList<string>? found) = read.Resolve();
        return (classes.data<long>().ToArray(), found);
    }
}
