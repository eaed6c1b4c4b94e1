using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>Classes that have names, among which labels are found.</summary>
internal sealed class GivenClasses
{
    private readonly IReadOnlyList<string> _names;
    private readonly LabelValue[] _values;

    /// <summary>Takes the names.</summary>
    /// <param name="names">The names in the order of the classes.</param>
    public GivenClasses(IReadOnlyList<string> names)
    {
        _names = names;
        _values = [.. names.Select(LabelValue.Parse)];
        CountsFromZero = _values.All(value => value.IsText);
    }

    /// <summary>Whether the number of a class will do for its name, which could be another class where names are numbers.</summary>
    public bool CountsFromZero { get; }

    /// <summary>What a label may be, for messages.</summary>
    public string Allowed => NearestName.List(_names) + (CountsFromZero ? $", or 0 to {_names.Count - 1}" : "");

    /// <summary>Whether a text is the name of a class.</summary>
    public bool IsName(string text) => _names.Contains(text) || _values.Contains(LabelValue.Parse(text));

    /// <summary>The class of a label; null where it is none.</summary>
    public int? Find(LabelValue label)
    {
        int exact = _names.ToList().IndexOf(label.Text);
        int same = exact >= 0 ? exact : Array.IndexOf(_values, label);
        if (same >= 0)
        {
            return same;
        }

        // True is 1 and false is 0, where there are two classes.
        decimal? number = label.Flag is null || _names.Count == 2 ? label.AsNumber : null;
        if (number is not { } value)
        {
            return null;
        }

        int equal = Array.FindIndex(_values, name => name.AsNumber == value && (_names.Count == 2 || name.Flag is null));
        return equal >= 0 ? equal
            : CountsFromZero && value == decimal.Truncate(value) && value >= 0 && value < _names.Count ? (int)value
            : null;
    }
}
