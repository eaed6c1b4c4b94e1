namespace I2MoE.Dsl.Specification;

/// <summary>How text files may be encoded.</summary>
public static class TextEncodingNames
{
    /// <summary>UTF-8, the default.</summary>
    public const string Utf8 = "utf-8";

    /// <summary>ISO 8859-1, one byte a character.</summary>
    public const string Latin1 = "latin1";

    /// <summary>What Windows writes in western Europe, one byte a character.</summary>
    public const string Windows1252 = "windows-1252";

    /// <summary>UTF-16, little endian unless a byte order mark says otherwise.</summary>
    public const string Utf16 = "utf-16";

    private static readonly Dictionary<string, string> s_meant = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = Utf8,
        ["utf-8-sig"] = Utf8,
        ["ascii"] = Utf8,
        ["latin-1"] = Latin1,
        ["latin_1"] = Latin1,
        ["iso-8859-1"] = Latin1,
        ["iso8859-1"] = Latin1,
        ["cp1252"] = Windows1252,
        ["windows1252"] = Windows1252,
        ["ansi"] = Windows1252,
        ["utf16"] = Utf16,
        ["unicode"] = Utf16,
    };

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [Utf8, Latin1, Windows1252, Utf16];

    /// <summary>A question for the end of a message about another name, or nothing.</summary>
    /// <param name="name">The name that is none of <see cref="All"/>.</param>
    public static string Suggest(string name) =>
        s_meant.TryGetValue(name, out string meant) ? $" Did you mean '{meant}'?" : NearestName.Suggest(name, All);
}
