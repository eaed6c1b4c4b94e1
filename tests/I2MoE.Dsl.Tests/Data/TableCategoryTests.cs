using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

public sealed class TableCategoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Each_level_other_levels_and_none_have_a_feature()
    {
        using MultimodalDataset data = Read("x,sex,code,y\n1,f,2,0\n,m,10,1\n3,NA,2.0,0\n,,,1\n5,d,7,1\n", [new TableCategory("sex", ["m", "f"]), new TableCategory("co*")]);
        Assert.Equal(["x", "sex=m", "sex=f", "sex=<other>", "sex=<missing>", "code=2", "code=7", "code=10", "code=<other>", "code=<missing>"], data.FeatureNames["Clinical"]);
        float[] values = data["Clinical"].data<float>().ToArray();
        Assert.Equal([1f, 0, 1, 0, 0, 1, 0, 0, 0, 0], values[..10]);
        Assert.Equal([float.NaN, 1f, 0, 0, 0, 0, 0, 1, 0, 0], values[10..20]);
        Assert.Equal([3f, 0, 0, 0, 1, 1, 0, 0, 0, 0], values[20..30]);
        Assert.All(values[30..40], value => Assert.True(float.IsNaN(value)));
        Assert.Equal([5f, 0, 0, 1, 0, 0, 1, 0, 0, 0], values[40..50]);
        Assert.Equal([[], [], [], ["Clinical"], []], data.MissingModalities());
    }

    [Fact]
    public void A_column_has_one_use()
    {
        Assert.Contains("may be used once", Assert.Throws<DatasetException>(() => Read("x,y\n1,0\n", [new TableCategory("x")])).Message, StringComparison.Ordinal);
        string many = string.Concat(Enumerable.Range(0, 1001).Select(row => $"1,w{row},0\n"));
        Assert.Contains("more than 1000 different values", Assert.Throws<DatasetException>(() => Read("x,word,y\n" + many, [new TableCategory("word")])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private MultimodalDataset Read(string text, IReadOnlyList<TableCategory> categories)
    {
        _folder.Write("a.csv", text);
        return MultimodalDataset.FromCsv(_folder.File("a.csv"), new CsvLayout
        {
            Label = "y",
            Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Clinical"] = ["x"] },
            Categories = new Dictionary<string, IReadOnlyList<TableCategory>> { ["Clinical"] = categories },
        });
    }
}
