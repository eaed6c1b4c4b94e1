using System.Text;

namespace I2MoE.Trials.Drawing;

/// <summary>A mapping in YAML whose values are written texts or further mappings.</summary>
internal sealed class YamlMap
{
    private readonly List<(string Key, object Value)> _entries = [];

    /// <summary>How many keys it has.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys.</summary>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <summary>The value of a key; null where it is not given.</summary>
    public object? this[string key] => _entries.Find(entry => entry.Key == key).Value;

    /// <summary>Sets a key to a text as it stands in the file, or to a mapping.</summary>
    public void Set(string key, object value)
    {
        int known = _entries.FindIndex(entry => entry.Key == key);
        if (known < 0)
        {
            _entries.Add((key, value));
        }
        else
        {
            _entries[known] = (key, value);
        }
    }

    /// <summary>The text of a file.</summary>
    /// <param name="dice">Chooses between the two ways to write a mapping.</param>
    public string ToText(Dice dice)
    {
        var text = new StringBuilder();
        WriteBlock(text, 0, dice);
        return text.ToString();
    }

    /// <summary>A text in quotes, whatever is in it.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private void WriteBlock(StringBuilder text, int indent, Dice dice)
    {
        foreach ((string key, object value) in _entries)
        {
            text.Append(' ', indent).Append(key).Append(':');
            if (value is YamlMap { Count: > 0 } map && (indent == 0 || dice.Happens(0.3)))
            {
                text.Append('\n');
                map.WriteBlock(text, indent + 2, dice);
            }
            else
            {
                text.Append(' ').Append(Flow(value)).Append('\n');
            }
        }
    }

    private static string Flow(object value) =>
        value is YamlMap map ? $"{{ {string.Join(", ", map._entries.Select(entry => $"{entry.Key}: {Flow(entry.Value)}"))} }}" : (string)value;
}
