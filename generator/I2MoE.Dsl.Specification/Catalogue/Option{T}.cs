namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>An option whose value is a <typeparamref name="T"/>.</summary>
/// <typeparam name="T"><see cref="int"/>, <see cref="double"/>, <see cref="bool"/>, an enumeration, a list of numbers, or the name of a class.</typeparam>
public class Option<T> : Option
    where T : notnull
{
    internal Option(string name, OptionType type, string summary, T defaultValue, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity, bool minimumIsExclusive = false, TypeRequirement? requiredType = null, string? yaml = null, string? alsoIn = null, bool isDuration = false, string? word = null, string? wordOption = null)
        : base(name, type, summary, defaultValue, minimum, maximum, minimumIsExclusive, type == OptionType.Choice ? typeof(T) : null, requiredType, yaml, alsoIn, isDuration, word, wordOption)
    {
        Default = defaultValue;
    }

    /// <summary>The value where none is given.</summary>
    public T Default { get; }
}
