using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>
/// The area under the receiver operating characteristic: how likely a sample of a class gets a higher score for this class than a sample of another
/// class, ties counting one half. Agrees with scikit-learn's <c>roc_auc_score(average="macro")</c>, except that scikit-learn refuses labels that lack a
/// class: here such a class is left out of the average, and the result is NaN where nothing is left to compare.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Auroc
{
    /// <summary>The area for two classes.</summary>
    /// <param name="positives">Which samples belong to the positive class [N].</param>
    /// <param name="scores">The scores of the positive class [N]; any increasing function of them gives the same area.</param>
    /// <returns>0 to 1; NaN where there are no positive or no negative samples.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN.</exception>
    public static double Binary(ReadOnlySpan<bool> positives, ReadOnlySpan<double> scores)
    {
        if (positives.Length != scores.Length)
        {
            throw new ArgumentException($"There are {positives.Length} labels and {scores.Length} scores; there must be one score for each label.", nameof(scores));
        }

        double[] keys = scores.ToArray();
        if (Array.FindIndex(keys, double.IsNaN) is >= 0 and int sample)
        {
            throw new ArgumentException($"The score of sample {sample} is NaN.", nameof(scores));
        }

        bool[] flags = positives.ToArray();
        Array.Sort(keys, flags);

        // Mann-Whitney: each positive sample beats the negative ones below it, and half of those that tie with it.
        double wins = 0;
        long negativesBelow = 0;
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start; end < keys.Length && keys[end] == keys[start]; end++)
            {
            }

            int tied = end - start;
            int tiedPositives = flags.AsSpan(start, tied).Count(true);
            wins += tiedPositives * (negativesBelow + 0.5 * (tied - tiedPositives));
            negativesBelow += tied - tiedPositives;
        }

        return wins / ((double)(keys.Length - negativesBelow) * negativesBelow);
    }

    /// <summary>
    /// The mean over the classes of the area of a class against all others (<c>multi_class="ovr"</c>).
    /// For two classes it is the area of class 1.
    /// </summary>
    /// <param name="labels">The true classes [N], 0 to C-1.</param>
    /// <param name="probabilities">The probabilities [N, C], row by row.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <returns>0 to 1; NaN where fewer than two classes have samples.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a class is outside 0 to C-1, or a probability outside 0 to 1.</exception>
    public static double OneVsRest(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes)
    {
        MetricInputs.CheckProbabilities(labels, probabilities, classes);
        return OneVsRestOf(labels, probabilities, classes);
    }

    /// <summary>
    /// The mean over all pairs of classes of the area within the pair, itself the mean of both directions (<c>multi_class="ovo"</c>; Hand and Till 2001).
    /// For two classes it is the area of class 1.
    /// </summary>
    /// <param name="labels">The true classes [N], 0 to C-1.</param>
    /// <param name="probabilities">The probabilities [N, C], row by row.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <returns>0 to 1; NaN where fewer than two classes have samples.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a class is outside 0 to C-1, or a probability outside 0 to 1.</exception>
    public static double OneVsOne(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes)
    {
        MetricInputs.CheckProbabilities(labels, probabilities, classes);
        return OneVsOneOf(labels, probabilities, classes);
    }

    /// <summary>The same as <see cref="OneVsRest"/> for scores [N, C] that grow with the probabilities.</summary>
    internal static double OneVsRestOf(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes)
    {
        List<double> areas = [];
        for (int c = classes == 2 ? 1 : 0; c < classes; c++)
        {
            areas.Add(Area(labels, scores, classes, c, null));
        }

        return MeanOfDefined(areas);
    }

    /// <summary>The same as <see cref="OneVsOne"/> for scores [N, C] that grow with the probabilities.</summary>
    internal static double OneVsOneOf(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes)
    {
        if (classes == 2)
        {
            return Area(labels, scores, classes, 1, null);
        }

        List<double> areas = [];
        for (int a = 0; a < classes; a++)
        {
            for (int b = a + 1; b < classes; b++)
            {
                areas.Add((Area(labels, scores, classes, a, b) + Area(labels, scores, classes, b, a)) / 2);
            }
        }

        return MeanOfDefined(areas);
    }

    // The area of one class against another one, or against all others.
    private static double Area(ReadOnlySpan<int> labels, ReadOnlySpan<double> scoresOf, int classes, int positive, int? negative)
    {
        List<bool> positives = [];
        List<double> scores = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (negative is null || labels[i] == positive || labels[i] == negative)
            {
                positives.Add(labels[i] == positive);
                scores.Add(scoresOf[(i * classes) + positive]);
            }
        }

        return Binary([.. positives], [.. scores]);
    }

    private static double MeanOfDefined(List<double> areas)
    {
        areas.RemoveAll(double.IsNaN);
        return areas.Count == 0 ? double.NaN : areas.Average();
    }
}
