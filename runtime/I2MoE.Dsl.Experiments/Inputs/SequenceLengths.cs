using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The lengths of sequences that a column of their source states.</summary>
/// <param name="modality">The modality of the sequences.</param>
/// <param name="column">The column, or the array.</param>
/// <param name="source">What reads it.</param>
/// <param name="path">The full path of the source, for messages.</param>
internal sealed class SequenceLengths(Modality modality, string column, SourceColumn source, string path)
{
    /// <summary>Takes away what stands after the ends of the samples.</summary>
    /// <param name="data">The samples as they were read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">There is no such column, or a value of it is no length.</exception>
    public async Task CutAsync(MultimodalDataset data, CancellationToken cancellationToken)
    {
        // Values of another shape are refused where they are compared with the declaration.
        if (modality.Shape is not [var steps, var features] || data.ShapeOf(modality.Name).Skip(1).Aggregate(1L, (product, length) => product * length) != (long)steps * features)
        {
            return;
        }

        IReadOnlyList<string> texts = await source.ReadAsync(column, cancellationToken).ConfigureAwait(false);
        if (texts.Count != data.Count)
        {
            throw new DatasetException(FormattableString.Invariant($"there are {data.Count} samples, and '{column}' has {texts.Count} lengths of modality {modality.Name}; expected one for each sample."), path);
        }

        data.CutSequences(modality.Name, steps, features, [.. texts.Select((text, sample) => Length(text, sample, steps))]);
    }

    // Where no length is known, the sample ends where its values do.
    private long Length(string text, int sample, int steps)
    {
        if (text.Length == 0)
        {
            return steps;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double length) && length >= 0 && length <= steps && length == Math.Truncate(length)
            ? (long)length
            : throw new DatasetException(FormattableString.Invariant($"sample {sample} (counted from 0) has the length '{ShownText.Of(text)}' in '{column}'; allowed: whole numbers from 0 to {steps}, the steps of modality {modality.Name}."), path);
    }
}
