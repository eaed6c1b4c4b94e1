using System.Text.Json;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>
/// Reads the samples of a request: an object with a list of numbers a modality, or its text where it was text, or an object of what its columns say where it was
/// columns of a table, or a list of such objects.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="maximumSamples">The most samples.</param>
/// <param name="words">Makes numbers of texts and of columns; null (default) where the model takes numbers alone.</param>
internal sealed class SampleFields(ModelDescription model, int maximumSamples, SampleWords? words = null)
{
    private readonly Dictionary<string, List<string>> _errors = [];
    private readonly SampleWords _words = words ?? SampleWords.None;

    /// <summary>What is wrong, by the name of the field; empty where nothing is.</summary>
    public IReadOnlyDictionary<string, List<string>> Errors => _errors;

    /// <summary>Whether a sample had words, which say something as one run knows them.</summary>
    public bool HasWords { get; private set; }

    /// <summary>The number of values of a modality a sample.</summary>
    public static int Count(Modality modality) => modality.Shape.Aggregate(1, (product, length) => product * length);

    /// <summary>The samples of a body; as many as could be read.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, float[]>> Read(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Object)
        {
            return [Sample(body, "")];
        }

        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() == 0 || body.GetArrayLength() > maximumSamples)
        {
            Wrong("body", $"Expected an object with a list of numbers for each of {Names}, or a list of 1 to {maximumSamples} such objects.");
            return [];
        }

        return [.. body.EnumerateArray().Select((sample, place) => Sample(sample, $"[{place}]"))];
    }

    /// <summary>Notes what is wrong with a field.</summary>
    public void Wrong(string field, string message)
    {
        if (!_errors.TryGetValue(field, out List<string>? messages))
        {
            _errors[field] = messages = [];
        }

        messages.Add(message);
    }

    private string Names => string.Join(", ", model.ModalityNames);

    private Dictionary<string, float[]> Sample(JsonElement sample, string place)
    {
        Dictionary<string, float[]> values = [];
        if (sample.ValueKind != JsonValueKind.Object)
        {
            Wrong(place.Length == 0 ? "body" : place, $"Expected an object with a list of numbers for each of {Names}.");
            return values;
        }

        string begin = place.Length == 0 ? "" : place + ".";
        HashSet<string> given = [];
        foreach (JsonProperty property in sample.EnumerateObject())
        {
            Modality? modality = model.Modalities.FirstOrDefault(modality => string.Equals(modality.Name, property.Name, StringComparison.OrdinalIgnoreCase));
            if (modality is null)
            {
                Wrong(begin + Shown(property.Name), $"{model.Name} has no such modality; it has {Names}.{NearestName.Suggest(property.Name, model.ModalityNames)}");
            }
            else if (!given.Add(modality.Name))
            {
                Wrong(begin + Shown(property.Name), $"The sample has modality {modality.Name} twice, written in two ways; give it once.");
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                values[modality.Name] = Values(modality, property.Value, begin + modality.Name);
            }
        }

        if (values.Count == 0 && _errors.Count == 0)
        {
            Wrong(place.Length == 0 ? "body" : place, $"The sample has no modality at all; give a list of numbers for at least one of {Names}.");
        }

        foreach (Modality modality in model.Modalities.Where(modality => !values.ContainsKey(modality.Name)))
        {
            values[modality.Name] = Nothing(modality);
        }

        return values;
    }

    private static float[] Nothing(Modality modality) => [.. Enumerable.Repeat(float.NaN, Count(modality))];

    private float[] Values(Modality modality, JsonElement given, string field)
    {
        if (given.ValueKind == JsonValueKind.String && given.GetString() is { } text && _words.TakesText(modality.Name))
        {
            HasWords = true;
            return _words.IsMissing(modality.Name, text) ? Nothing(modality) : Array.ConvertAll(_words.TokensOf(modality.Name, text), id => (float)id);
        }

        if (given.ValueKind == JsonValueKind.Object && _words.ColumnsOf(modality.Name).Count > 0)
        {
            HasWords = true;
            return OfColumns(modality, given, field);
        }

        int count = Count(modality);
        List<float> values = [];
        string? error = given.ValueKind == JsonValueKind.Array ? Collect(given, values, count) : $"it is {Kind(given)}";
        error ??= values.Count == count || (modality.HasOwnLength && values.Count < count && values.Count % modality.Shape[1] == 0) ? null : values.Count > count ? $"there are more than {count}" : $"there are {values.Count}";
        if (error is not null)
        {
            string shape = string.Join(", ", modality.Shape);
            Wrong(field, $"Expected a list of {(modality.HasOwnLength ? "at most " : "")}{count} {(modality.Vocabulary is { } vocabulary ? $"token ids from 0 to {vocabulary - 1}" : "numbers")} (shape [{shape}], row by row; lists may be nested){(_words.ColumnsOf(modality.Name).Count > 0 ? ", or an object with a value for each of its columns" : "")}, but {error}.");
        }

        return [.. values];
    }

    private float[] OfColumns(Modality modality, JsonElement given, string field)
    {
        Dictionary<string, string?> cells = [];
        foreach (JsonProperty column in given.EnumerateObject())
        {
            if (column.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                Wrong(field, $"Column '{Shown(column.Name)}' is {Kind(column.Value)}. Expected a number, a word, true, false or null.");
                return [];
            }

            cells[column.Name] = column.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => column.Value.GetString(),
                _ => column.Value.GetRawText(),
            };
        }

        try
        {
            return _words.FeaturesOf(modality.Name, cells);
        }
        catch (DatasetException e)
        {
            Wrong(field, e.Message);
            return [];
        }
    }

    // Nested lists in their order; null is a missing value.
    private static string? Collect(JsonElement list, List<float> values, int count)
    {
        foreach (JsonElement element in list.EnumerateArray())
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Number:
                    values.Add((float)element.GetDouble());
                    break;
                case JsonValueKind.Null:
                    values.Add(float.NaN);
                    break;
                case JsonValueKind.Array when Collect(element, values, count) is { } error:
                    return error;
                case JsonValueKind.Array:
                    break;
                default:
                    return $"the value at {values.Count} (counted from 0) is {Kind(element)}";
            }

            if (values.Count > count)
            {
                return null;
            }
        }

        return null;
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        JsonValueKind.Number => "a single number",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => "nothing",
    };

    // A name of the caller's goes back to it, and into logs.
    private static string Shown(string name) => new([.. name.Take(60).Select(c => char.IsControl(c) ? ' ' : c)]);
}
