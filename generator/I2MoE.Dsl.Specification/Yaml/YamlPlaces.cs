using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Where the parts of a model stand in its experiment file, and how the file writes the names of its modalities. Compares by value.</summary>
public sealed class YamlPlaces : IEquatable<YamlPlaces>
{
    private readonly Dictionary<SpecificationPath, YamlPlace> _places = [];
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    internal YamlPlaces(YamlPlace model) => _places[new SpecificationPath(Section.Model)] = model;

    /// <summary>The place of <paramref name="path"/>; where the file does not say it, that of what surrounds it.</summary>
    public YamlPlace Of(SpecificationPath path)
    {
        SpecificationPath component = path with { Option = null };
        return _places.TryGetValue(path, out YamlPlace place)
            || _places.TryGetValue(component, out place)
            || _places.TryGetValue(Around(path), out place)
                ? place
                : _places[new SpecificationPath(Section.Model)];
    }

    private static SpecificationPath Around(SpecificationPath path) => path.Section is Section.Source or Section.JoinedSource or Section.ModalityData or Section.Tokenizer or Section.Network or Section.FeatureNames or Section.Split
        ? new SpecificationPath(Section.Data)
        : path.Section is Section.Sweep or Section.Search ? new SpecificationPath(Section.Sweep)
        : new SpecificationPath(Section.Modality, path.Modality);

    /// <inheritdoc/>
    public bool Equals(YamlPlaces? other) =>
        other is not null
        && _places.Count == other._places.Count
        && _places.All(pair => other._places.TryGetValue(pair.Key, out YamlPlace place) && place == pair.Value)
        && _keys.Count == other._keys.Count
        && _keys.All(pair => other._keys.TryGetValue(pair.Key, out string key) && key == pair.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as YamlPlaces);

    /// <inheritdoc/>
    public override int GetHashCode() => _places.Count;

    internal void Set(SpecificationPath path, YamlPlace place) => _places[path] = place;

    /// <summary>The name of a modality as the file writes it.</summary>
    internal string KeyOf(string modality) => YamlText.Show(_keys.TryGetValue(modality, out string key) ? key : YamlNames.IsIdentifier(modality) ? YamlNames.KeyOf(modality) : modality);

    /// <summary>Remembers how a modality is written; where that is in two ways, the first counts.</summary>
    internal void SetKey(string key)
    {
        string modality = YamlNames.PascalCase(key);
        if (modality.Length > 0 && !_keys.ContainsKey(modality))
        {
            _keys.Add(modality, key);
        }
    }
}
