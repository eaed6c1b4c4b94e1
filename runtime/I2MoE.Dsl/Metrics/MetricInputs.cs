namespace I2MoE.Dsl.Metrics;

/// <summary>The conditions that all metrics put on labels and probabilities.</summary>
internal static class MetricInputs
{
    public static void CheckLabels(ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException($"Sample {i} has the class {labels[i]}; allowed: 0 to {classes - 1}.", nameof(labels));
            }
        }
    }

    public static void CheckProbabilities(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes)
    {
        CheckLabels(labels, classes);
        if (probabilities.Length != (long)labels.Length * classes)
        {
            throw new ArgumentException(
                $"There are {probabilities.Length} probabilities for {labels.Length} labels and {classes} classes; expected {(long)labels.Length * classes}, one row of {classes} for each label.",
                nameof(probabilities));
        }

        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1 + 1e-5))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Sample {i / classes} has the probability {probabilities[i]} for class {i % classes}; allowed: 0 to 1. Logits need a softmax first."),
                    nameof(probabilities));
            }
        }
    }
}
