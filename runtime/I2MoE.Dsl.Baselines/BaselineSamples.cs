using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Baselines;

/// <summary>The samples of a part as baselines take them.</summary>
internal sealed class BaselineSamples
{
    private readonly torch.Tensor _labels;

    /// <summary>Takes a part of a split.</summary>
    /// <param name="data">The part, which must outlive this.</param>
    /// <param name="features">What was fitted on the training part.</param>
    public BaselineSamples(MultimodalDataset data, FeatureTable features)
    {
        _labels = data.Labels;
        Rows = features.Of(data);
    }

    /// <summary>The features of every sample: N rows of as many values.</summary>
    public float[][] Rows { get; }

    /// <summary>The labels as the task has them.</summary>
    public torch.Tensor Labels => _labels;

    /// <summary>The class of every sample; of a classification.</summary>
    public int[] Classes() => [.. _labels.data<long>().ToArray().Select(label => (int)label)];

    /// <summary>The target of every sample; of a regression.</summary>
    public float[] Targets() => _labels.data<float>().ToArray();

    /// <summary>The samples that a binary baseline of an output learns from, and whether each is of it: of the time to an event those that reach the interval, and whether they had it there.</summary>
    /// <param name="output">The class, label or interval, from 0.</param>
    /// <param name="intervals">The intervals of the time to an event; null of other tasks.</param>
    public (float[][] Rows, bool[] Has) Of(int output, EventIntervals? intervals)
    {
        if (intervals is null)
        {
            return (Rows, Has(output));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        float[] places = intervals.Places(_labels).contiguous().data<float>().ToArray();
        bool HasEvent(int sample) => places[2 * sample].Equals(output) && places[(2 * sample) + 1] > 0;
        int[] reach = [.. Enumerable.Range(0, Rows.Length).Where(sample => places[2 * sample] > output || HasEvent(sample))];
        return ([.. reach.Select(sample => Rows[sample])], [.. reach.Select(HasEvent)]);
    }

    /// <summary>Whether every sample is of an output: of the class, or has the label.</summary>
    /// <param name="output">The class or label, from 0.</param>
    public bool[] Has(int output)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor has = _labels.dim() == 1 ? _labels.eq(TorchNumber.Of(output)) : _labels.select(1, output).gt(TorchNumber.Of(0));
        return has.contiguous().data<bool>().ToArray();
    }
}
