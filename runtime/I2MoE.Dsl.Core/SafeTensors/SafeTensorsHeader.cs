using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace I2MoE.Dsl.SafeTensors;

/// <summary>Reads and judges the JSON header of a safetensors file. Nothing in it is trusted: what is accepted describes exactly the bytes that follow.</summary>
internal sealed class SafeTensorsHeader
{
    public const string MetadataKey = "__metadata__";
    public const int MaximumLength = 100_000_000;
    public const int MaximumDimensions = 64;

    private const int MaximumMessage = 500;

    private readonly string _file;

    private SafeTensorsHeader(string file)
    {
        _file = file;
    }

    /// <summary>The metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = new Dictionary<string, string>();

    /// <summary>The tensors in the order of their data, which they cover without a gap.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; private set; } = [];

    public static SafeTensorsHeader Parse(string file, ReadOnlyMemory<byte> json, long dataLength)
    {
        SafeTensorsHeader header = new(file);
        if (!Utf8.IsValid(json.Span))
        {
            throw header.Problem("the header is not valid UTF-8");
        }

        try
        {
            // The header holds an object of objects of arrays: nothing valid is deeper.
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 3 });
            header.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw header.Problem($"the header is not valid JSON{JsonPlace.Of(e)}", e);
        }

        header.CheckLayout(dataLength);
        return header;
    }

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Problem($"the header is a JSON {Kind(root)}; expected an object");
        }

        List<SafeTensorsEntry> entries = [];
        foreach (JsonProperty property in Properties(root))
        {
            if (property.NameEquals(MetadataKey))
            {
                Metadata = ReadMetadata(property.Value);
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value));
            }
        }

        // An empty tensor begins where its neighbour does, and comes first.
        Entries = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
    }

    private IEnumerable<JsonProperty> Properties(JsonElement element)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            yield return names.Add(property.Name) ? property : throw Problem($"'{property.Name}' is given twice in the header");
        }
    }

    private Dictionary<string, string> ReadMetadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Problem($"'{MetadataKey}' is a JSON {Kind(element)}; expected an object of strings");
        }

        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        foreach (JsonProperty property in Properties(element))
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw Problem($"the metadata '{property.Name}' is a JSON {Kind(property.Value)}; expected a string");
        }

        return metadata;
    }

    private SafeTensorsEntry ReadEntry(string name, JsonElement element)
    {
        string tensor = $"tensor '{name}'";
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Problem($"{tensor} is a JSON {Kind(element)}; expected an object with dtype, shape and data_offsets");
        }

        SafeTensorsType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        foreach (JsonProperty property in Properties(element))
        {
            switch (property.Name)
            {
                case "dtype":
                    type = ReadType(tensor, property.Value);
                    break;
                case "shape":
                    shape = ReadNumbers(tensor, property);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(tensor, property);
                    break;
                default:
                    throw Problem($"{tensor} has an unknown field '{property.Name}'; allowed: dtype, shape, data_offsets");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Problem($"{tensor} has no {missing}");
        }

        if (offsets is not [long begin, long end] || begin > end)
        {
            throw Problem($"{tensor} has the data_offsets [{string.Join(", ", offsets)}]; expected [begin, end] with begin <= end");
        }

        CheckLength(tensor, type, shape, end - begin);
        return new SafeTensorsEntry(name, type, shape, begin, end);
    }

    private SafeTensorsType ReadType(string tensor, JsonElement element)
    {
        string? name = element.ValueKind == JsonValueKind.String ? element.GetString() : throw Problem($"{tensor} has a dtype that is a JSON {Kind(element)}; expected a string");
        return SafeTensorsType.All.FirstOrDefault(type => type.Name == name)
            ?? throw Problem($"{tensor} has the dtype '{name}'; allowed: {SafeTensorsType.Names}");
    }

    private long[] ReadNumbers(string tensor, JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Array)
        {
            throw Problem($"{tensor} has a {property.Name} that is a JSON {Kind(property.Value)}; expected an array");
        }

        if (property.Value.GetArrayLength() > MaximumDimensions)
        {
            throw Problem($"{tensor} has a {property.Name} with {property.Value.GetArrayLength()} numbers; at most {MaximumDimensions} are allowed");
        }

        List<long> numbers = [];
        foreach (JsonElement item in property.Value.EnumerateArray())
        {
            numbers.Add(item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long number) && number >= 0
                ? number
                : throw Problem($"{tensor} has {Kind(item)} {item.GetRawText()} in its {property.Name}; expected whole numbers from 0 to {long.MaxValue.ToString(CultureInfo.InvariantCulture)}"));
        }

        return [.. numbers];
    }

    private void CheckLength(string tensor, SafeTensorsType type, long[] shape, long actual)
    {
        string described = $"{tensor} ({type.Name} [{string.Join(", ", shape)}])";
        long size = type.Size;
        try
        {
            // An empty dimension makes the tensor empty, but must not hide an overflow of the others, which its strides would have.
            foreach (long dimension in shape)
            {
                size = checked(size * Math.Max(dimension, 1));
            }
        }
        catch (OverflowException e)
        {
            throw Problem($"{described} has more bytes than a 64-bit number can count", e);
        }

        long expected = shape.Contains(0) ? 0 : size;
        if (expected != actual)
        {
            throw Problem($"{described} needs {expected} bytes, but its data_offsets give it {actual}");
        }
    }

    private void CheckLayout(long dataLength)
    {
        long position = 0;
        string before = "the header";
        foreach (SafeTensorsEntry entry in Entries)
        {
            if (entry.End > dataLength)
            {
                throw Problem($"tensor '{entry.Name}' ends at byte {entry.End} of the data, but the file has only {dataLength} bytes of data; it may be truncated");
            }

            if (entry.Begin < position)
            {
                throw Problem($"tensor '{entry.Name}' overlaps {before}: it begins at byte {entry.Begin} of the data, before byte {position}");
            }

            if (entry.Begin > position)
            {
                throw Problem($"the data has a hole of {entry.Begin - position} bytes between {before} and tensor '{entry.Name}'");
            }

            position = entry.End;
            before = $"tensor '{entry.Name}'";
        }

        if (position != dataLength)
        {
            throw Problem($"the file has {dataLength - position} bytes after {before} that belong to no tensor");
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind kind => kind.ToString().ToLowerInvariant(),
    };

    // Names and numbers in the message come from the file, and may be as long as it is.
    private ModelException Problem(string problem, Exception? inner = null) =>
        ModelException.InFile(_file, (problem.Length > MaximumMessage ? problem[..MaximumMessage] + "…" : problem) + ".", inner);
}
