using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Makes keys of modalities, each of another name, of what the data call them.</summary>
/// <param name="experiment">The name of the experiment, which no modality may have.</param>
internal sealed class DraftKeys(string experiment)
{
    private readonly HashSet<string> _taken = new([experiment], StringComparer.OrdinalIgnoreCase);

    /// <summary>The key for a name.</summary>
    public string Of(string name)
    {
        string key = new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')]);
        key = key.Trim('_');
        key = key.Length == 0 || !char.IsAsciiLetter(key[0]) ? "m" + key : key;
        string found = key;
        for (int i = 2; ReservedNames.Contains(YamlNames.PascalCase(found)) || !_taken.Add(YamlNames.PascalCase(found)); i++)
        {
            found = ReservedNames.Contains(YamlNames.PascalCase(key)) ? $"{key}_data{(i > 2 ? i : "")}" : $"{key}_{i}";
        }

        return found;
    }
}
