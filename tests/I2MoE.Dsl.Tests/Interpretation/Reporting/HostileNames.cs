using System.Text;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>Draws names that are markup, scripts, paths, formulas, text from right to left, control characters, or very long.</summary>
internal sealed class HostileNames(int seed)
{
    private static readonly string[] s_parts =
    [
        "<script>pwned()</script>", "</script><script>pwned()</script>", "<img src=x onerror=pwned()>", "\" onmouseover=\"pwned()", "' autofocus onfocus='pwned()",
        "<!--", "-->", "]]>", "<![CDATA[", "</style><style>*{display:none}", "</title>", "</svg>", "</textarea>", "&", "&amp;", "&lt;b&gt;", "&#x3c;i>", "javascript:pwned()",
        "${pwned()}", "{{pwned()}}", "`", "\\", "\\u003cscript>", "\n", "\r\n", "\t", "\u0000", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u2028", "\u2029", "\ufffe", "\ud800", "\udc00x",
        "\u202e", "\u202d", "\u2066", "\u2067", "\u2068", "\u200f", "\u061c", "שלום", "مرحبا بالعالم", "日本語", "e\u0301\u0301\u0301", "👩‍🔬", "🏳️‍🌈", "\u200b", "\ufeff",
        "../../etc/passwd", "C:\\con", "aux.", "?*|:", "=1+1", "+cmd|' /C calc'!A0", "-2", "@x", "#sample-1", "%3Cscript%3E", "null", "__proto__", "constructor", " ", "",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A name of up to five parts; every fifth is a word of hundreds of letters, or a text of hundreds of words.</summary>
    public string Next() => _random.Next(5) switch
    {
        0 when _random.Next(2) == 0 => Part() + new string((char)('a' + _random.Next(26)), _random.Next(200, 600)),
        0 => string.Join(' ', Enumerable.Range(0, _random.Next(50, 200)).Select(_ => Part())),
        _ => Joined(_random.Next(1, 6)),
    };

    /// <summary>Names that differ.</summary>
    public string[] Distinct(int count)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < count)
        {
            names.Add(Next());
        }

        return [.. names];
    }

    private string Joined(int parts)
    {
        var name = new StringBuilder();
        for (int i = 0; i < parts; i++)
        {
            name.Append(Part());
        }

        return name.ToString();
    }

    private string Part() => s_parts[_random.Next(s_parts.Length)];
}
