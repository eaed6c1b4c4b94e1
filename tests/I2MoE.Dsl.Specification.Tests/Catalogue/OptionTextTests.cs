using System.Globalization;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests.Catalogue;

public sealed class OptionTextTests
{
    [Theory]
    [InlineData("TransformerFusion", "Heads", "1 to 1024", "4")]
    [InlineData("Reweighting", "Temperature", "0.001 to 1000", "1")]
    [InlineData("Experts", "Masking", "Random, Mean, Zero", "Random")]
    [InlineData("Training", "GradientClipping", "0 or more", "0")]
    [InlineData("Regression", "Margin", "greater than 0", "1")]
    [InlineData("Experts", "InteractionLossWeight", "0 to 1000", "0.5")]
    [InlineData("Classification", "ClassWeights", "each 1E-06 to 1000000", "none")]
    [InlineData("Modality", "Shape", "each 1 to 100000000", "none")]
    [InlineData("Modality", "Features", "1 to 100000000", "none")]
    [InlineData("Training", "LearningRate", "greater than 0, up to 1", "0.001")]
    [InlineData(
        "CustomEncoder",
        "Type",
        "a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)",
        "none")]
    [InlineData("Training", "WeightDecay", "0 to 10", "0")]
    public void Words_the_range_and_the_default(string component, string name, string allowed, string defaultValue)
    {
        Option option = OptionCatalogue.FindByAttribute(component)!.FindOption(name)!;
        Assert.Equal(allowed, OptionText.Allowed(option));
        Assert.Equal(defaultValue, OptionText.Default(option));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    public void Writes_numbers_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("[-0.5, 1]", OptionText.Value(new EquatableArray<double>([-0.5, 1])));
            Assert.Equal("-3", OptionText.Value(-3));
            Assert.Equal("0 to 0.99", OptionText.Allowed(MlpEncoderOptions.Dropout));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
