using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Turns names of YAML into names of C#.</summary>
internal static class YamlNames
{
    /// <summary>Whether <paramref name="name"/> can be the name of a class: a letter, then letters with their marks, digits and underscores.</summary>
    public static bool IsIdentifier(string name) => name.Length > 0 && IsLetter(name[0]) && name.All(IsNamePart);

    /// <summary>
    /// Whether <paramref name="name"/> is names of C# separated by points, as namespaces and types have them: each begins with a letter or an underscore
    /// (the namespace of a project called 1st is _1st).
    /// </summary>
    public static bool IsDottedName(string name) => name.Split('.').All(part => part.Length > 0 && (IsLetter(part[0]) || part[0] == '_') && part.All(IsNamePart));

    /// <summary>Whether <paramref name="key"/> can name a modality: an identifier, or one after <c>@</c> that is taken as it is.</summary>
    public static bool IsModalityKey(string key) => IsIdentifier(key) || IsVerbatim(key);

    /// <summary>The name of the property of a modality: <c>heart_rate</c> is <c>HeartRate</c>. What is no letter, digit or underscore is left out.</summary>
    public static string PascalCase(string name)
    {
        if (IsVerbatim(name))
        {
            return name.Substring(1);
        }

        StringBuilder pascal = new();
        bool startsWord = true;
        foreach (char c in name)
        {
            if (IsNamePart(c) && c != '_' && (pascal.Length > 0 || IsLetter(c)))
            {
                pascal.Append(startsWord ? char.ToUpperInvariant(c) : c);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        return pascal.ToString();
    }

    /// <summary>The class for an experiment file without a usable name: <c>my_model.i2moe.yaml</c> is <c>MyModel</c>.</summary>
    public static string OfFile(string path)
    {
        string file = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        int end = file.IndexOf('.');
        string name = PascalCase(end < 0 ? file : file.Substring(0, end));
        return name.Length == 0 || ReservedNames.ContainsClass(name) ? name + "Model" : name;
    }

    /// <summary>A key that is read as the name <paramref name="name"/>: <c>heart_rate</c> for <c>HeartRate</c>, <c>@heart_rate</c> for <c>heart_rate</c>.</summary>
    public static string KeyOf(string name)
    {
        string key = Option.ToSnakeCase(name);
        return PascalCase(key) == name ? key : "@" + name;
    }

    private static bool IsVerbatim(string key) => key.Length > 1 && key[0] == '@' && (IsLetter(key[1]) || key[1] == '_') && key.Skip(1).All(IsNamePart);

    // In Hindi, Thai and others vowels are marks on the letter before them, and a text in decomposed form has its accents so.
    private static bool IsNamePart(char c) => IsLetter(c) || char.IsDigit(c) || c == '_' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsLetter(char c) => char.IsLetter(c);
}
