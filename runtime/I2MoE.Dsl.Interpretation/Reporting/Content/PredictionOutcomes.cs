using System.ComponentModel;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tasks;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Which classes or labels are told apart, and whether probabilities mean what they say.</summary>
/// <param name="Confusion">How often each class [first] is predicted as each [second]; null for labels.</param>
/// <param name="Classes">Each class or label.</param>
/// <param name="Reliability">Predictions by their probability, in tenths; those without samples are left out.</param>
/// <param name="CalibrationError">The expected calibration error: the mean distance of probability and share of right predictions over the tenths.</param>
/// <param name="Brier">The Brier score: the mean squared distance of probabilities and truth, summed over the classes, or the mean over the labels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PredictionOutcomes(int[,]? Confusion, IReadOnlyList<ClassOutcome> Classes, IReadOnlyList<ReliabilityBin> Reliability, double CalibrationError, double Brier)
{
    private const int Bins = 10;
    private const int MostPoints = 200;

    /// <summary>The same by predicted class or by label, and by which modalities are present.</summary>
    public IReadOnlyList<GroupCalibration> Groups { get; private init; } = [];

    /// <summary>Computes them; null for numbers.</summary>
    /// <param name="predictions">What the model says.</param>
    /// <param name="reading">What is true.</param>
    public static PredictionOutcomes? Of(InteractionPredictions predictions, OutputReading reading)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(reading);
        if (predictions.Model.PredictsNumber)
        {
            return null;
        }

        bool areLabels = predictions.Model.Task == TaskKind.MultiLabel;
        double[][] probabilities = [.. predictions.Outputs.Select(outputs => areLabels ? [.. outputs.Select(Sigmoid)] : Softmax(outputs))];
        bool[][] truth = [.. Enumerable.Range(0, predictions.Count).Select(sample => Enumerable.Range(0, predictions.Model.Outputs).Select(output => reading.Belongs(sample, output)).ToArray())];
        (double Probability, bool IsRight)[] claims = areLabels
            ? [.. probabilities.Zip(truth).SelectMany(sample => sample.First.Zip(sample.Second, (p, has) => p > 0.5 ? (p, has) : (1 - p, !has)))]
            : [.. probabilities.Zip(truth, (row, has) => (row.Max(), has[MostProbable(row)]))];
        ReliabilityBin[] bins = BinsOf(claims);
        double[] briers = [.. probabilities.Zip(truth, (row, has) => row.Zip(has, (p, it) => Math.Pow(p - (it ? 1 : 0), 2)).Sum() / (areLabels ? row.Length : 1))];
        return new PredictionOutcomes(
            areLabels ? null : Confused(predictions.Model, probabilities, truth),
            [.. reading.Names.Select((name, output) => Outcome(name, output, predictions.Model, probabilities, truth))],
            bins,
            ErrorOf(bins),
            briers.Average())
        {
            Groups = [.. GroupsOf(reading, areLabels, claims, briers, probabilities, truth)],
        };
    }

    private static ReliabilityBin[] BinsOf(IEnumerable<(double Probability, bool IsRight)> claims) =>
    [
        .. claims.GroupBy(claim => Math.Min(Bins - 1, (int)(claim.Probability * Bins))).OrderBy(bin => bin.Key)
            .Select(bin => new ReliabilityBin(bin.Average(claim => claim.Probability), bin.Average(claim => claim.IsRight ? 1.0 : 0), bin.Count())),
    ];

    private static double ErrorOf(ReliabilityBin[] bins) => bins.Sum(bin => bin.Count * Math.Abs(bin.Probability - bin.Right)) / bins.Sum(bin => bin.Count);

    // By predicted class and not by true one: of the samples that are truly rare, even probabilities that are right say too little.
    private static IEnumerable<GroupCalibration> GroupsOf(
        OutputReading reading, bool areLabels, (double Probability, bool IsRight)[] claims, double[] briers, double[][] probabilities, bool[][] truth)
    {
        int outputs = reading.Names.Count;
        foreach ((int output, string name) in reading.Names.Index())
        {
            int[] samples = areLabels ? [.. Enumerable.Range(0, briers.Length)] : [.. Enumerable.Range(0, briers.Length).Where(sample => MostProbable(probabilities[sample]) == output)];
            if (samples.Length > 0)
            {
                yield return areLabels
                    ? Group("label", name, [.. samples.Select(sample => claims[(sample * outputs) + output])], samples.Average(sample => Math.Pow(probabilities[sample][output] - (truth[sample][output] ? 1 : 0), 2)))
                    : Group("class", name, [.. samples.Select(sample => claims[sample])], samples.Average(sample => briers[sample]));
            }
        }

        foreach (SampleGroup present in reading.ByPresence)
        {
            int each = areLabels ? outputs : 1;
            yield return Group(present.Kind, present.Name, [.. present.Samples.SelectMany(sample => claims.Skip(sample * each).Take(each))], present.Samples.Average(sample => briers[sample]));
        }
    }

    private static GroupCalibration Group(string kind, string name, (double Probability, bool IsRight)[] claims, double brier) =>
        new(kind, name, claims.Length, claims.Average(claim => claim.Probability), claims.Average(claim => claim.IsRight ? 1.0 : 0), ErrorOf(BinsOf(claims)), brier);

    private static int MostProbable(double[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());

    private static int[,] Confused(ModelDescription model, double[][] probabilities, bool[][] truth)
    {
        var counts = new int[truth[0].Length, truth[0].Length];
        foreach ((double[] row, bool[] has) in probabilities.Zip(truth))
        {
            counts[Array.IndexOf(has, true), DecisionRule.Class(model, row)]++;
        }

        return counts;
    }

    private static ClassOutcome Outcome(string name, int output, ModelDescription model, double[][] probabilities, bool[][] truth)
    {
        bool[] has = [.. truth.Select(row => row[output])];
        double[] scores = [.. probabilities.Select(row => row[output])];
        bool isLabel = model.Task == TaskKind.MultiLabel;
        bool[] predicted = [.. probabilities.Select(row => isLabel ? DecisionRule.HasLabel(model, output, row[output]) : DecisionRule.Class(model, row) == output)];
        int right = has.Zip(predicted).Count(pair => pair.First && pair.Second);
        (int samples, int claimed) = (has.Count(it => it), predicted.Count(it => it));
        (List<(double, double)> roc, List<(double, double)> precisionRecall) = Curves(has, scores, samples);
        return new ClassOutcome(name, samples, claimed, (double)right / claimed, (double)right / samples, Auroc.Binary(has, scores), roc, precisionRecall);
    }

    // At every threshold that occurs, the greatest first; thinned out where there are many.
    private static (List<(double X, double Y)> Roc, List<(double X, double Y)> PrecisionRecall) Curves(bool[] has, double[] scores, int positives)
    {
        List<(double, double)> roc = [(0, 0)];
        List<(double, double)> precisionRecall = [];
        int negatives = has.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            return ([], []);
        }

        int[] order = [.. Enumerable.Range(0, has.Length).OrderByDescending(sample => scores[sample])];
        int step = Math.Max(1, order.Length / MostPoints);
        int hits = 0;
        for (int i = 0; i < order.Length; i++)
        {
            hits += has[order[i]] ? 1 : 0;
            bool isLast = i + 1 == order.Length;
            if (isLast || (scores[order[i]] != scores[order[i + 1]] && i % step == 0))
            {
                roc.Add(((i + 1.0 - hits) / negatives, (double)hits / positives));
                precisionRecall.Add(((double)hits / positives, hits / (i + 1.0)));
            }
        }

        return (roc, precisionRecall);
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double[] Softmax(double[] logits)
    {
        double greatest = logits.Max();
        double[] powers = [.. logits.Select(logit => Math.Exp(logit - greatest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
