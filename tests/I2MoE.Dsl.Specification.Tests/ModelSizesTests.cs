using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests;

/// <summary>Sizes that can be reckoned by hand; those of every component are compared with its module in the tests of the runtime.</summary>
public sealed class ModelSizesTests
{
    [Fact]
    public void Parameters_are_those_of_the_parts()
    {
        ModelSizes sizes = ModelSizes.Of(Declared.Fused(ConcatFusionOptions.Definition, (ConcatFusionOptions.HiddenDim, 8)))!;
        Assert.Equal(2 * ((10 * 8) + 8), sizes.EncoderParameters);
        Assert.Equal(4 * ((16 * 8) + 8 + (8 * 2) + 2), sizes.FusionParameters);
        Assert.Equal((16 * 256) + 256 + (256 * 4) + 4, sizes.ReweightingParameters);
        Assert.False(sizes.IsPartial);
    }

    [Fact]
    public void Memory_grows_with_the_batch_and_training_takes_more_than_prediction()
    {
        ModelSizes sizes = ModelSizes.Of(Declared.Model)!;
        Assert.True(sizes.TrainingBytes(64) > sizes.TrainingBytes(32));
        Assert.True(sizes.TrainingBytes(32) > sizes.InferenceBytes(32));
        Assert.True(ModelSizes.Of(Declared.Model, isBaseline: true)!.TrainingBytes(32) < sizes.TrainingBytes(32));
    }

    [Fact]
    public void What_a_class_of_the_users_adds_is_not_known()
    {
        ModelSizes sizes = ModelSizes.Of(Declared.Custom(type => type))!;
        Assert.True(sizes.IsPartial);
        Assert.Equal(7, sizes.WithParameters(7, 8, 9).EncoderParameters);
    }

    [Fact]
    public void Nothing_is_reckoned_where_a_value_is_out_of_range() =>
        Assert.Null(ModelSizes.Of(Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 0))));

    [Theory]
    [InlineData(0, "0 MB")]
    [InlineData(10, "1 MB")]
    [InlineData(123_456_789, "123 MB")]
    [InlineData(999_600_000, "1.0 GB")]
    [InlineData(48.2e9, "48 GB")]
    [InlineData(3.14e12, "3.1 TB")]
    [InlineData(1e24, "1000000 EB")]
    public void Bytes_read_in_English(double bytes, string text) => Assert.Equal(text, SizeText.Bytes(bytes));
}
