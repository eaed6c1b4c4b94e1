using System.ComponentModel;

namespace I2MoE.Dsl.Prediction;

/// <summary>The values of a sample by modality, as generated code collects them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputValues
{
    private readonly Dictionary<string, float[]> _values = [];

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, float[]> Values => _values;

    /// <summary>Adds the features of a modality; null for a modality that the sample lacks.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="features">Its values, row by row over its shape.</param>
    public InputValues With(Modality modality, float[]? features)
    {
        ArgumentNullException.ThrowIfNull(modality);
        _values[modality.Name] = features ?? [.. Enumerable.Repeat(float.NaN, modality.Shape.Aggregate(1, (product, length) => product * length))];
        return this;
    }

    /// <summary>Adds the token ids of a modality; one that is null is told as missing when the sample is read.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="tokens">Its token ids.</param>
    public InputValues With(Modality modality, int[]? tokens)
    {
        ArgumentNullException.ThrowIfNull(modality);
        if (tokens is not null)
        {
            _values[modality.Name] = Array.ConvertAll(tokens, token => (float)token);
        }

        return this;
    }
}
