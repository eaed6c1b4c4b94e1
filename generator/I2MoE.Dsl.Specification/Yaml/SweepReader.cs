using System.Globalization;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads the sweep section of an experiment, and writes its parameters.</summary>
internal sealed class SweepReader(YamlProblems problems, YamlPlaces places, ComponentReader components)
{
    /// <summary>The key of the section.</summary>
    public const string Key = "sweep";

    /// <summary>The key of what is changed.</summary>
    public const string SpaceKey = "space";

    /// <summary>The key of how trials are chosen.</summary>
    public const string SearchKey = "search";

    private const string StepKey = "step";
    private const string StepsKey = "steps";
    private const string AllowedRange = "{ log: [a, b] }, { uniform: [a, b] }, { integer: [a, b] }, { log_integer: [a, b] } or { choice: [a, b, …] }";

    // As other programs call them, too.
    private static readonly (string Key, SweepScale Scale)[] s_scales =
    [
        ("choice", SweepScale.Choice), ("log", SweepScale.Log), ("uniform", SweepScale.Uniform), ("linear", SweepScale.Uniform),
        ("integer", SweepScale.Integer), ("log_integer", SweepScale.LogInteger),
    ];

    /// <summary>The place of a parameter; with a value, that of one of its choices or ends, from 0.</summary>
    public static SpecificationPath PlaceOf(SweepParameter parameter, int? value = null) => PlaceOf(parameter.Key, value);

    /// <summary>The parameter as it stands in a file, on one line.</summary>
    public static string Write(SweepParameter parameter)
    {
        string name = s_scales.First(known => known.Scale == parameter.Scale).Key;
        if (parameter.Scale == SweepScale.Choice)
        {
            return $"{{ {name}: [{string.Join(", ", parameter.Choices)}] }}";
        }

        string step = parameter.Step == 1 ? "" : string.Format(CultureInfo.InvariantCulture, ", {0}: {1}", StepKey, parameter.Step);
        string steps = parameter.Steps == 0 ? "" : string.Format(CultureInfo.InvariantCulture, ", {0}: {1}", StepsKey, parameter.Steps);
        return $"{{ {name}: [{NumberText.Shortest(parameter.Low)}, {NumberText.Shortest(parameter.High)}]{step}{steps} }}";
    }

    /// <summary>The sweep; null where none is stated, or nothing of it can be read.</summary>
    public SweepSpecification? Read(YamlEntry? entry)
    {
        var path = new SpecificationPath(Section.Sweep);
        switch (entry?.Value)
        {
            case null or YamlBroken:
                return null;
            case YamlMapping mapping:
                places.Set(path, entry.Key.Place);
                return Read(entry, mapping, path);
            case { } node:
                problems.Add(YamlRules.HasType, node.Place, Key, YamlText.Describe(node), "a mapping with the keys search and space", "");
                return null;
        }
    }

    private SweepSpecification? Read(YamlEntry entry, YamlMapping mapping, SpecificationPath path)
    {
        Component options = new(SweepOptions.Definition, components.ReadOptions(mapping, path, SweepOptions.Definition, "'sweep'", [SearchKey, SpaceKey]));
        Component? search = mapping.Find(SearchKey) is { } given
            ? components.ReadKind(given.Value, new SpecificationPath(Section.Search), SearchKey, OptionCatalogue.Searches)
            : Component.WithDefaults(SearchOptions.Tpe);
        switch (mapping.Find(SpaceKey))
        {
            case null:
                problems.Add(YamlRules.HasKey, entry.Key.Place, SpaceKey, "'sweep'", "what is changed, for example training.learning_rate: { log: [1e-5, 1e-2] }");
                return null;
            case { Value: YamlMapping space } found:
                places.Set(PlaceOf("", value: null), found.Key.Place);
                SweepParameter[] parameters = [.. space.Entries.Select(ReadParameter).OfType<SweepParameter>()];
                return search is null || parameters.Length < space.Entries.Count
                    ? null
                    : new SweepSpecification { Options = options, Search = search, Space = parameters.ToEquatableArray() };
            case { Value: YamlBroken }:
                return null;
            case { Value: var node }:
                problems.Add(YamlRules.HasType, node.Place, SpaceKey, YamlText.Describe(node), "a mapping of paths of the experiment and their values, for example training.learning_rate: { log: [1e-5, 1e-2] }", "");
                return null;
        }
    }

    private SweepParameter? ReadParameter(YamlEntry entry)
    {
        string key = entry.Key.Text;
        places.Set(PlaceOf(key, value: null), entry.Key.Place);
        if (entry.Value is YamlBroken || key.Length == 0)
        {
            return null;
        }

        if (entry.Value is not YamlMapping mapping)
        {
            string hint = entry.Value is YamlSequence ? $" Did you mean {{ choice: [{string.Join(", ", ((YamlSequence)entry.Value).Items.Select(YamlFlow.Of))}] }}?" : "";
            problems.Add(YamlRules.HasType, entry.Value.Place, YamlText.Show(key), YamlText.Describe(entry.Value), AllowedRange, YamlText.Show(hint).Length == hint.Length ? hint : "");
            return null;
        }

        YamlEntry[] scales = [.. mapping.Entries.Where(inner => s_scales.Any(known => known.Key == inner.Key.Text))];
        bool isKnown = true;
        foreach (YamlEntry other in mapping.Entries.Where(inner => !scales.Contains(inner) && inner.Key.Text is not (StepKey or StepsKey)))
        {
            components.ReportUnknown(other, $"'{YamlText.Show(key)}'", [.. s_scales.Select(known => known.Key), StepKey, StepsKey]);
            isKnown = false;
        }

        if (!isKnown || scales.Length != 1)
        {
            if (isKnown)
            {
                problems.Add(YamlRules.HasType, mapping.Place, YamlText.Show(key), scales.Length == 0 ? "a mapping without a range" : "a mapping with several ranges", AllowedRange, "");
            }

            return null;
        }

        SweepScale scale = s_scales.First(known => known.Key == scales[0].Key.Text).Scale;
        return scale == SweepScale.Choice ? ReadChoice(key, scales[0], mapping) : ReadRange(key, scale, scales[0], mapping);
    }

    private SweepParameter? ReadChoice(string key, YamlEntry choice, YamlMapping mapping)
    {
        if (mapping.Entries.FirstOrDefault(entry => entry != choice) is { } other)
        {
            components.ReportUnknown(other, $"a choice of '{YamlText.Show(key)}'", [choice.Key.Text]);
            return null;
        }

        if (choice.Value is not YamlSequence list)
        {
            Report(choice, "a list of the values to choose from");
            return null;
        }

        foreach ((YamlNode item, int index) in list.Items.Select((item, index) => (item, index)))
        {
            places.Set(PlaceOf(key, index), item.Place);
        }

        return list.Items.Any(item => item is YamlBroken) ? null : new SweepParameter(key, SweepScale.Choice, 0, 0, 1, 0, list.Items.Select(YamlFlow.Of).ToEquatableArray());
    }

    private SweepParameter? ReadRange(string key, SweepScale scale, YamlEntry range, YamlMapping mapping)
    {
        bool isInteger = scale is SweepScale.Integer or SweepScale.LogInteger;
        string allowed = isInteger ? "the least and the greatest whole number, for example [16, 128]" : "the least and the greatest number, for example [1e-5, 1e-2]";
        double[] ends = range.Value is YamlSequence list ? [.. list.Items.Select(item => Number(item, isInteger)).OfType<double>()] : [];
        if (range.Value is not YamlSequence { Items.Count: 2 } pair || ends.Length != 2)
        {
            Report(range, allowed);
            return null;
        }

        foreach ((YamlNode item, int index) in pair.Items.Select((item, index) => (item, index)))
        {
            places.Set(PlaceOf(key, index), item.Place);
        }

        int? step = ReadCount(mapping, StepKey, 1, isInteger ? "a whole number, 1 or more" : null);
        int? steps = ReadCount(mapping, StepsKey, 0, "a whole number, 1 to 1000");
        return step is null || steps is null ? null : new SweepParameter(key, scale, ends[0], ends[1], step.Value, steps.Value, default);
    }

    // Null, with a problem, for what is no number of steps; where none is allowed, numbers of a range have no step.
    private int? ReadCount(YamlMapping mapping, string key, int none, string? allowed)
    {
        if (mapping.Find(key) is not { } entry)
        {
            return none;
        }

        if (allowed is null)
        {
            problems.Add(YamlRules.KnownKey, entry.Key.Place, key, "a range of numbers", "steps, the number of values that a grid takes", "");
            return null;
        }

        if (Number(entry.Value, isInteger: true) is double count and >= 1 && (key == StepKey || count <= 1000))
        {
            return (int)count;
        }

        Report(entry, allowed);
        return null;
    }

    private void Report(YamlEntry entry, string allowed)
    {
        if (entry.Value is not YamlBroken)
        {
            problems.Add(YamlRules.HasType, entry.Value.Place, entry.Key.Text, YamlText.Describe(entry.Value), allowed, "");
        }
    }

    private static double? Number(YamlNode node, bool isInteger) =>
        node is YamlScalar { IsQuoted: false } scalar && OptionReader.PlainNumber(scalar) is double number && !double.IsNaN(number) && !double.IsInfinity(number)
            && (!isInteger || (number <= int.MaxValue && number >= int.MinValue && Math.Floor(number).Equals(number)))
                ? number
                : null;

    private static SpecificationPath PlaceOf(string key, int? value) =>
        new(Section.Sweep, Occurrence: value is { } index ? index + 1 : 0, Option: $"{SpaceKey}.{key}");
}
