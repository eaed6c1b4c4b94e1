using System.Globalization;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>Generated code and messages are the same on every machine.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    [InlineData("ar-SA")]
    public void Code_is_the_same_under_every_culture(string culture)
    {
        string invariant = Under(CultureInfo.InvariantCulture, Generate);

        Assert.Equal(invariant, Under(CultureInfo.GetCultureInfo(culture), Generate));
        Assert.Contains("InteractionLossWeight = -0.1,", invariant, StringComparison.Ordinal);
    }

    // Negative numbers too: Finnish writes them with another sign.
    private static string Generate() => Project
        .Of(Sources.BreastCancer
            .Replace("InteractionLossWeight = 0.1", "InteractionLossWeight = -0.1", StringComparison.Ordinal)
            .Replace("Epochs = 20", "Epochs = -20000", StringComparison.Ordinal))
        .Generated(Sources.BreastCancerFile);

    private static string Under(CultureInfo culture, Func<string> action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
