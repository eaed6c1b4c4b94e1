using I2MoE.Dsl.Data;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experiments;

public sealed class OutputNamesTests
{
    [Fact]
    public void Numbers_are_read_with_four_digits_and_names_as_they_are()
    {
        using var regression = new SmallRegression();
        using var classes = new SmallTransformer();
        Assert.Equal("303.6", new OutputNames(regression.Description, classNames: null).Shown("303.6000061035156"));
        Assert.Equal("-0.0312", new OutputNames(regression.Description, classNames: null).Shown("-0.0312471"));
        Assert.Equal("0.123456", new OutputNames(classes.Description, ["0.123456", "b", "c"]).Shown("0.123456"));
    }

    [Fact]
    public void What_is_true_is_written_as_it_stood_in_the_data()
    {
        using var regression = new SmallRegression();
        using var data = new MultimodalDataset([KeyValuePair.Create("A", torch.zeros(2, 3))], torch.tensor([101.9f, -0.0312471f]));
        var names = new OutputNames(regression.Description, classNames: null);
        Assert.Equal("101.9", names.Truth(data, 0));
        Assert.Equal("-0.0312471", names.Truth(data, 1));
    }
}
