using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Merges values from the command line into an experiment.</summary>
internal static class YamlOverrides
{
    // The name is that of the class and of the folder of the runs, which are there before anything is set.
    private static readonly string[] s_fixed = [YamlExtends.Key, "name"];

    /// <summary><paramref name="document"/> with what <paramref name="overrides"/> say; of several for one key the last counts.</summary>
    public static YamlDocument Apply(YamlDocument document, IReadOnlyList<YamlOverride> overrides, YamlProblems problems)
    {
        bool isComplete = document.IsComplete;
        YamlNode? merged = document.Root;
        foreach (YamlOverride given in overrides)
        {
            if (Read(given, problems, out bool isReadable) is { } mapping && merged is YamlMapping whole)
            {
                merged = YamlMerge.Merge(whole, mapping, problems);
            }

            isComplete &= isReadable;
        }

        return document with { Root = merged, IsComplete = isComplete };
    }

    // The value within a mapping for each key, so that it merges like a file that says only this.
    private static YamlMapping? Read(YamlOverride given, YamlProblems problems, out bool isReadable)
    {
        isReadable = true;
        string place = given.Place;
        var start = new YamlPlace(place, 1, 1, 0, 0);
        string[] keys = given.Key.Split('.');
        if (s_fixed.Contains(keys[0]) || keys.Any(key => key.Length == 0))
        {
            IReadOnlyList<string> allowed = [.. ExperimentReader.Keys.Except(s_fixed)];
            problems.Add(YamlRules.KnownKey, start, YamlText.Show(given.Key), "an experiment that --set can give", string.Join(", ", allowed), "");
            return null;
        }

        YamlNode value = new YamlScalar(start, "", IsQuoted: false);
        if (given.Value.Trim().Length > 0)
        {
            YamlDocument document = YamlParser.Parse(place, given.Value, problems);
            isReadable = document.IsComplete || document.Root is null;
            value = document.Root ?? new YamlBroken(start);
        }

        foreach (string key in keys.Reverse())
        {
            var mapping = new YamlMapping(start);
            mapping.Add(new YamlEntry(new YamlScalar(start, key, IsQuoted: false), value));
            value = mapping;
        }

        return (YamlMapping)value;
    }
}
