using System.Text;

namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>
/// One option of the DSL, stated once: attribute properties, runtime option records, YAML keys, the JSON schema, the tables in the
/// docs and the "allowed" part of diagnostics are all made from it.
/// </summary>
public abstract class Option
{
    private protected Option(string name, OptionType type, string summary, object defaultValue, double minimum, double maximum, bool minimumIsExclusive, Type? enumType, TypeRequirement? requiredType, string? yaml, string? alsoIn, bool isDuration, string? word, string? wordOption)
    {
        Name = name;
        Type = type;
        Summary = summary;
        DefaultValue = defaultValue;
        Minimum = minimum;
        Maximum = maximum;
        MinimumIsExclusive = minimumIsExclusive;
        EnumType = enumType;
        RequiredType = requiredType;
        YamlName = yaml ?? ToSnakeCase(name);
        AlsoIn = alsoIn;
        IsDuration = isDuration;
        Word = word;
        WordOption = wordOption;
    }

    /// <summary>The name in C#, for example <c>HiddenDim</c>.</summary>
    public string Name { get; }

    /// <summary>The name in YAML, for example <c>hidden_dim</c>, or <c>schedule.warmup</c> for the key <c>warmup</c> in the group <c>schedule</c>.</summary>
    public string YamlName { get; }

    /// <summary>The mapping within its component in which YAML has it, for example <c>schedule</c>; null where it stands in the component itself.</summary>
    public string? Group => YamlName.IndexOf('.') is int end and >= 0 ? YamlName.Substring(0, end) : null;

    /// <summary>The last part of <see cref="YamlName"/>: the key itself.</summary>
    public string Key => YamlName.Substring(YamlName.IndexOf('.') + 1);

    /// <summary>A group in which YAML may have it as well, because other programs have it there; null where there is none.</summary>
    public string? AlsoIn { get; }

    /// <summary>A word that YAML may have in place of a value, for example <c>balanced</c> for a list of weights; null where there is none.</summary>
    public string? Word { get; }

    /// <summary>The flag that <see cref="Word"/> stands for; null where there is none.</summary>
    public string? WordOption { get; }

    /// <summary>Whether it is a time in seconds, which YAML may also write as <c>90s</c>, <c>10min</c>, <c>1.5h</c> or <c>2d</c>.</summary>
    public bool IsDuration { get; }

    /// <summary>The type of the value.</summary>
    public OptionType Type { get; }

    /// <summary>What the option is for, in one sentence, with its unit where it has one.</summary>
    public string Summary { get; }

    /// <summary>The value where none is given (an enumeration member for <see cref="OptionType.Choice"/>; an empty list or text means "not given").</summary>
    public object DefaultValue { get; }

    /// <summary>The least value allowed (of each element, for lists); negative infinity where there is no bound.</summary>
    public double Minimum { get; }

    /// <summary>The greatest value allowed; positive infinity where there is no bound.</summary>
    public double Maximum { get; }

    /// <summary>Whether <see cref="Minimum"/> itself is not allowed.</summary>
    public bool MinimumIsExclusive { get; }

    /// <summary>The enumeration of a <see cref="OptionType.Choice"/>.</summary>
    public Type? EnumType { get; }

    /// <summary>What a class given for an <see cref="OptionType.TypeName"/> must be.</summary>
    public TypeRequirement? RequiredType { get; }

    /// <summary>Whether <paramref name="number"/> (for lists: one element) is finite and within the range.</summary>
    public bool Allows(double number) =>
        !double.IsNaN(number) && !double.IsInfinity(number) && number <= Maximum && (MinimumIsExclusive ? number > Minimum : number >= Minimum);

    internal static string ToSnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
