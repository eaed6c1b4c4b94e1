using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Writes keys and values as YAML that <see cref="YamlExperiment"/> reads as the same values.</summary>
internal sealed class YamlWriter
{
    // What no reader of YAML takes for anything but this text.
    private static readonly Regex s_plain = new("^[A-Za-z_][A-Za-z0-9_./-]*$", RegexOptions.CultureInvariant);
    private static readonly string[] s_words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a key and its value.</summary>
    public void Value(string key, string value) => _text.Append(' ', 2 * _depth).Append(key).Append(": ").Append(value).Append('\n');

    /// <summary>Begins a mapping, which disposing ends; one without keys is written as such.</summary>
    public IDisposable Mapping(string key)
    {
        int start = _text.Append(' ', 2 * _depth).Append(key).Append(':').Length;
        _text.Append('\n');
        _depth++;
        return new End(() =>
        {
            _depth--;
            if (_text.Length == start + 1)
            {
                _text.Insert(start, " {}");
            }
        });
    }

    /// <summary>The value of an option; one that is not of the option's type is written as what it is.</summary>
    public static string Of(Option option, object value) => value switch
    {
        Enum member => Option.ToSnakeCase(member.ToString()),
        int number when option.EnumType is { } choice && Enum.GetName(choice, number) is { } name => Option.ToSnakeCase(name),
        string type when option.Type == OptionType.TypeName => Text(type.Replace("global::", "")),
        EquatableArray<string> names when option.Type == OptionType.NameList => List(names.Select(name => Text(YamlNames.KeyOf(name)))),
        int number => Number(number),
        double number => Number(number),
        bool flag => flag ? "true" : "false",
        EquatableArray<int> list => List(list.Select(item => Number(item))),
        EquatableArray<double> list => List(list.Select(Number)),
        EquatableArray<string> list => Of(list),
        _ => Text(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>A list of texts.</summary>
    public static string Of(EquatableArray<string> texts) => List(texts.Select(Text));

    /// <summary>A text, in quotes where it could be something else without them.</summary>
    public static string Text(string text)
    {
        if (s_plain.IsMatch(text) && !s_words.Contains(text.ToLowerInvariant()))
        {
            return text;
        }

        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                _ when c < ' ' || c > '~' && !char.IsLetterOrDigit(c) => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number switch
    {
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        _ when double.IsNaN(number) => ".nan",
        _ => NumberText.Shortest(number),
    };

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
