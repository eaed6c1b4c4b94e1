namespace I2MoE.Dsl.Metrics;

/// <summary>The conditions that all metrics put on labels and probabilities.</summary>
internal static class MetricInputs
{
    private const double Epsilon = 1.0 / (1L << 52);

    /// <summary>ln(probability), the probability clipped at 2^-52 from 0 and 1, so that a sure mistake does not outweigh everything.</summary>
    public static double LogProbability(double probability) => Math.Log(Math.Clamp(probability, Epsilon, 1 - Epsilon));

    public static void CheckLabelMatrix(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, int labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labels, 1);
        if (truth.IsEmpty)
        {
            throw new ArgumentException("There are no samples to compute metrics of.", nameof(truth));
        }

        if (truth.Length % labels != 0 || probabilities.Length != truth.Length)
        {
            throw new ArgumentException(
                $"There are {truth.Length} truths and {probabilities.Length} probabilities; expected as many of both, one row of {labels} for each sample.",
                nameof(probabilities));
        }

        CheckRange(probabilities, labels, "label", "a sigmoid");
    }

    public static void CheckThresholds(IReadOnlyList<double>? thresholds, int expected)
    {
        if (thresholds is not null && thresholds.Count != expected)
        {
            throw new ArgumentException($"There are {thresholds.Count} thresholds; expected {expected}.", nameof(thresholds));
        }
    }

    public static void CheckNumbers(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions)
    {
        if (targets.IsEmpty)
        {
            throw new ArgumentException("There are no samples to compute metrics of.", nameof(targets));
        }

        if (predictions.Length != targets.Length)
        {
            throw new ArgumentException($"There are {targets.Length} targets and {predictions.Length} predictions; there must be one prediction for each target.", nameof(predictions));
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (!double.IsFinite(targets[i]) || !double.IsFinite(predictions[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Sample {i} has the target {targets[i]} and the prediction {predictions[i]}; both must be finite."), nameof(predictions));
            }
        }
    }

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

        CheckRange(probabilities, classes, "class", "a softmax");
    }

    private static void CheckRange(ReadOnlySpan<double> probabilities, int columns, string column, string function)
    {
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1 + 1e-5))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Sample {i / columns} has the probability {probabilities[i]} for {column} {i % columns}; allowed: 0 to 1. Logits need {function} first."),
                    nameof(probabilities));
            }
        }
    }
}
