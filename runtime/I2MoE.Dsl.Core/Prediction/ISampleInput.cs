using System.ComponentModel;

namespace I2MoE.Dsl.Prediction;

/// <summary>One sample of a model in plain values. Generated models have it as <c>Input</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISampleInput
{
    /// <summary>The values of every modality by its name, row by row over its shape; NaN throughout where the sample has none.</summary>
    IReadOnlyDictionary<string, float[]> ToSample();
}
