namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>A list of keys with values. Keys are unique.</summary>
/// <param name="Place">Where it begins.</param>
internal sealed record YamlMapping(YamlPlace Place) : YamlNode(Place)
{
    private readonly Dictionary<string, YamlEntry> _byKey = new(StringComparer.Ordinal);

    /// <summary>The keys with their values, in the order of the file.</summary>
    public List<YamlEntry> Entries { get; } = [];

    /// <summary>Whether a key was given again, or was no text, so that there are fewer entries than were meant.</summary>
    public bool HasRepeatedKeys { get; set; }

    /// <summary>The entry of <paramref name="key"/>, or null.</summary>
    public YamlEntry? Find(string key) => _byKey.TryGetValue(key, out YamlEntry entry) ? entry : null;

    /// <summary>Adds <paramref name="entry"/>; false where its key is there already.</summary>
    public bool Add(YamlEntry entry)
    {
        if (_byKey.ContainsKey(entry.Key.Text))
        {
            return false;
        }

        _byKey.Add(entry.Key.Text, entry);
        Entries.Add(entry);
        return true;
    }
}
