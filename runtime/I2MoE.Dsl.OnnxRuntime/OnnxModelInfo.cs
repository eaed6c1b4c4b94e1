using System.Text.Json.Serialization;

namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>What an ONNX file says of its model.</summary>
public sealed record OnnxModelInfo
{
    /// <summary>The version of I2MoE.Dsl that wrote the file.</summary>
    [JsonRequired]
    public required string Version { get; init; }

    /// <summary>The name of the model.</summary>
    [JsonRequired]
    public required string Model { get; init; }

    /// <summary>Whether it is the vanilla baseline, which has no experts.</summary>
    public bool Baseline { get; init; }

    /// <summary>What it predicts: <c>Classification</c>, <c>MultiLabel</c>, <c>Regression</c>, <c>Count</c>, <c>Ordinal</c> or <c>Survival</c>.</summary>
    [JsonRequired]
    public required string Task { get; init; }

    /// <summary>What the file computes in: <c>fp32</c> or <c>fp16</c>.</summary>
    public string Precision { get; init; } = "fp32";

    /// <summary>Whether the file standardises features, and puts the mean in the place of a missing value (NaN).</summary>
    public bool Standardises { get; init; }

    /// <summary>Whether the file has the input <c>presence</c>.</summary>
    public bool Presence { get; init; }

    /// <summary>The number of outputs O: the classes, the labels, or the intervals of a time to an event; 1 for a number.</summary>
    [JsonRequired]
    public required int Outputs { get; init; }

    /// <summary>The names of the classes or labels in the order of the outputs; null where they have none, and their numbers stand for them.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The probability above which the second of two classes, [1], or each label, [L], is predicted; null where the most probable class is, and the labels above 0.5.</summary>
    public IReadOnlyList<double>? Thresholds { get; init; }

    /// <summary>Where each interval of a time to an event ends, ascending from above 0, [O]; null of other tasks.</summary>
    public IReadOnlyList<double>? IntervalEnds { get; init; }

    /// <summary>The names of the experts in their order; empty of a baseline.</summary>
    public IReadOnlyList<string> Experts { get; init; } = [];

    /// <summary>The modalities in their order.</summary>
    [JsonRequired]
    public required IReadOnlyList<OnnxModality> Modalities { get; init; }
}
