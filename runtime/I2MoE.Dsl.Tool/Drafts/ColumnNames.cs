namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>What names of columns and arrays say.</summary>
internal static class ColumnNames
{
    private static readonly string[] s_ids = ["id", "ids", "uid", "uuid", "guid", "key", "patient", "patientid", "subject", "subjectid", "participant", "person", "case", "caseid", "sampleid", "speaker", "rid", "ptid", "barcode", "mrn", "index", "group", "groups", "family", "familyid"];
    private static readonly string[] s_parts = ["split", "part", "fold", "set", "partition", "subset"];
    private static readonly string[] s_partValues = ["train", "training", "validation", "val", "valid", "test"];
    private static readonly string[] s_targets = ["label", "target", "class", "labels", "y", "diagnosis", "outcome", "category", "status", "response"];
    private static readonly char[] s_separators = ['_', '-', ' ', '.', ':', '/'];

    /// <summary>The characters between the words of a name.</summary>
    public static ReadOnlySpan<char> Separators => s_separators;

    /// <summary>Whether a name is that of an id, or of what several samples have in common.</summary>
    public static bool IsId(string name) => Words(name) is { Length: > 0 } words && (s_ids.Contains(words[^1]) || (words.Length == 1 && words[0].EndsWith("id", StringComparison.Ordinal) && s_ids.Contains(words[0])));

    /// <summary>Whether a column says to which part of the split a sample belongs.</summary>
    public static bool IsPart(string name, IEnumerable<string>? values) => values is not null && Words(name) is { Length: > 0 } words && s_parts.Contains(words[^1])
        && values.ToArray() is { Length: > 1 } all && (all.All(value => s_partValues.Contains(value, StringComparer.OrdinalIgnoreCase)) || (all.Length <= 3 && all.All(value => value is "0" or "1" or "2")));

    /// <summary>What is probably predicted; null where no name, or more than one, says so.</summary>
    public static string? Target(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return s_targets.Select(target => all.FirstOrDefault(name => name.Equals(target, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(name => name is not null);
    }

    private static string[] Words(string name)
    {
        List<string> words = [];
        foreach (string part in name.Split(s_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            int start = 0;
            for (int i = 1; i < part.Length; i++)
            {
                if (char.IsUpper(part[i]) && char.IsLower(part[i - 1]))
                {
                    words.Add(part[start..i].ToLowerInvariant());
                    start = i;
                }
            }

            words.Add(part[start..].ToLowerInvariant());
        }

        return [.. words];
    }
}
