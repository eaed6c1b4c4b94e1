using System.Text.RegularExpressions;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Writes a value that was read as YAML on one line, which reads back as the same value.</summary>
internal static class YamlFlow
{
    // What may stand within brackets and braces as it is: words and numbers.
    private static readonly Regex s_plain = new("^[A-Za-z0-9_.+-][A-Za-z0-9_./+-]*$", RegexOptions.CultureInvariant);

    /// <summary>The value on one line.</summary>
    public static string Of(YamlNode node) => node switch
    {
        YamlScalar scalar => Of(scalar),
        YamlSequence list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        YamlMapping { Entries.Count: 0 } => "{}",
        YamlMapping mapping => $"{{ {string.Join(", ", mapping.Entries.Select(entry => $"{Of(entry.Key)}: {Of(entry.Value)}"))} }}",
        _ => "null",
    };

    private static string Of(YamlScalar scalar) =>
        scalar.IsNull ? "null"
        : !scalar.IsQuoted && s_plain.IsMatch(scalar.Text) ? scalar.Text
        : scalar.IsQuoted && !s_plain.IsMatch(scalar.Text) ? YamlWriter.Text(scalar.Text)
        : $"\"{scalar.Text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
