using System.Globalization;
using System.Text;

namespace I2MoE.Dsl.Experiments.Python;

/// <summary>Values as Python has them.</summary>
internal static class PythonText
{
    /// <summary>A text in quotes.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsControl(character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A number.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A truth value.</summary>
    public static string Of(bool value) => value ? "True" : "False";

    /// <summary>A list of texts.</summary>
    public static string Of(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Of))}]";

    /// <summary>A list of whole numbers.</summary>
    public static string Of(IEnumerable<int> values) => $"[{string.Join(", ", values.Select(Of))}]";
}
