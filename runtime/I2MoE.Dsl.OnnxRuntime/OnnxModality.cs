using System.Text.Json.Serialization;

namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>A modality of the model of an ONNX file.</summary>
public sealed record OnnxModality
{
    /// <summary>Its name, as the declaration has it.</summary>
    [JsonRequired]
    public required string Name { get; init; }

    /// <summary>The name of its input in the file: that of the modality, unless an output has it.</summary>
    [JsonRequired]
    public required string Input { get; init; }

    /// <summary>The shape of one sample.</summary>
    [JsonRequired]
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>The number of token ids where its values are token ids, int64; null where they are features, float32.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>Whether samples are sequences [T, F] with lengths of their own: steps at the end whose values are all NaN, or that are not given, are no part of them.</summary>
    public bool OwnLength { get; init; }

    /// <summary>The token id that fills up short texts; null of features.</summary>
    public int? PaddingId { get; init; }

    /// <summary>The columns of a table that its features come from, in their order; null where they come from none.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The number of values of one sample.</summary>
    [JsonIgnore]
    public int Count => Shape.Aggregate(1, (product, length) => product * length);
}
