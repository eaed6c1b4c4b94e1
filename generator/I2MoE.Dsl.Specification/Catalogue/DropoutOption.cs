namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The probability with which something is dropped in training; all of them have one name and one range.</summary>
public sealed class DropoutOption : Option<double>
{
    internal DropoutOption(string summary, double defaultValue)
        : base("Dropout", OptionType.Number, summary, defaultValue, minimum: 0, maximum: 0.99)
    {
    }
}
