using System.Globalization;
using System.Security;
using System.Text;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>Writes the elements of an XML documentation comment, on one line where it fits and wrapped where it does not.</summary>
internal static class XmlComment
{
    private const int MaximumWidth = 140;

    public static void Write(StringBuilder code, string indent, string element, string text)
    {
        string escaped = SecurityElement.Escape(text)!.Replace("&quot;", "\"").Replace("&apos;", "'");
        string line = $"{indent}/// <{element}>{escaped}</{element}>";
        if (line.Length <= MaximumWidth)
        {
            code.Append(line).Append('\n');
            return;
        }

        code.Append(CultureInfo.InvariantCulture, $"{indent}/// <{element}>\n");
        foreach (string wrapped in Wrap(escaped, MaximumWidth - indent.Length - "/// ".Length))
        {
            code.Append(CultureInfo.InvariantCulture, $"{indent}/// {wrapped}\n");
        }

        code.Append(CultureInfo.InvariantCulture, $"{indent}/// </{element}>\n");
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
