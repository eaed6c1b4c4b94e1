using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Follows <c>extends</c> from file to file and merges what they say.</summary>
internal static class YamlExtends
{
    /// <summary>The key.</summary>
    public const string Key = "extends";

    /// <summary>What <paramref name="document"/> says together with the files that it extends.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="document">What the file itself says.</param>
    /// <param name="resolveFile">The text of a file by its path with slashes, or null where it is not there.</param>
    /// <param name="problems">Takes the problems.</param>
    public static YamlDocument Resolve(string path, YamlDocument document, Func<string, string?> resolveFile, YamlProblems problems)
    {
        List<string> chain = [Normalize(path)];
        YamlNode? merged = document.Root;
        YamlNode? last = document.Root;
        bool lacksBase = false;
        while (last is YamlMapping mapping && mapping.Find(Key) is { } entry)
        {
            YamlDocument? parent = Open(entry, chain, resolveFile, problems);
            lacksBase |= parent is not { IsComplete: true, Root: YamlMapping };
            last = parent?.Root;
            if (last is YamlMapping inherited)
            {
                merged = YamlMerge.Merge(inherited, (YamlMapping)merged!, problems, Key, "name") with { Place = document.Root!.Place };
            }
            else if (last is not null)
            {
                problems.Add(YamlRules.ExtendsMapping, entry.Value.Place, YamlText.Show(((YamlScalar)entry.Value).Text), last is YamlSequence ? "a list" : "a text");
            }
        }

        return document with { Root = merged, LacksBase = lacksBase };
    }

    /// <summary>A path with slashes, without <c>.</c> and <c>..</c> where they can be resolved.</summary>
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }

    private static YamlDocument? Open(YamlEntry entry, List<string> chain, Func<string, string?> resolveFile, YamlProblems problems)
    {
        if (entry.Value is not YamlScalar { IsNull: false } name)
        {
            if (entry.Value is not YamlBroken)
            {
                problems.Add(YamlRules.HasType, entry.Value.Place, Key, YamlText.Describe(entry.Value), "the path of another experiment file", "");
            }

            return null;
        }

        string path = Normalize(IsRooted(name.Text) ? name.Text : Folder(chain[chain.Count - 1]) + name.Text);
        int cycle = chain.IndexOf(path);
        if (cycle >= 0)
        {
            IEnumerable<string> names = chain.Skip(cycle).Append(path).Select(file => file.Substring(file.LastIndexOf('/') + 1));
            problems.Add(YamlRules.NoCyclicExtends, name.Place, YamlText.Show(name.Text), YamlText.Show(string.Join(" → ", names)));
            return null;
        }

        if (resolveFile(path) is not { } text)
        {
            problems.Add(YamlRules.ExtendedFileExists, name.Place, YamlText.Show(name.Text), path.Length > 200 ? YamlText.Show(path) : path);
            return null;
        }

        chain.Add(path);
        return YamlParser.Parse(path, text, problems);
    }

    private static bool IsRooted(string path) => path.StartsWith("/", StringComparison.Ordinal) || path.IndexOf(':') == 1;

    private static string Folder(string path) => path.Substring(0, path.LastIndexOf('/') + 1);
}
