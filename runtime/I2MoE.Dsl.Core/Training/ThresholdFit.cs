using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// The thresholds of a trained model: the probability above which the second of two classes, or each label, is predicted so that a metric is greatest on samples
/// that the model has not learned from. Probabilities stay as they are.
/// </summary>
internal static class ThresholdFit
{
    private const double Half = 0.5;
    private const double Tolerance = 1e-12;

    /// <summary>Whether a model decides by thresholds at all: between two classes, or about labels.</summary>
    public static bool Fits(ModelDescription model) => model.Task == TaskKind.MultiLabel || (model.Task == TaskKind.Classification && model.Outputs == 2);

    /// <summary>Fits the thresholds of a model.</summary>
    /// <param name="model">The model, with its temperature where it has one.</param>
    /// <param name="metric">What is to be greatest.</param>
    /// <param name="validation">Samples that it was not trained on.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>[1] for two classes, [L] for labels.</returns>
    public static double[] Of(MultimodalModel model, ThresholdMetric metric, MultimodalDataset validation, CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var probabilities = new List<torch.Tensor>();
        InferenceLoop.Run(model, validation, rows: null, (_, output) => probabilities.Add(output.Probabilities.to_type(torch.float64).cpu().MoveToOuterDisposeScope()), cancellationToken);
        torch.Tensor all = torch.cat(probabilities);
        return model.Description.Task == TaskKind.MultiLabel
            ? [.. Enumerable.Range(0, model.Description.Outputs).Select(label => Of(metric, Numbers(all.select(1, label)), Numbers(validation.Labels.select(1, label))))]
            : [Of(metric, Numbers(all.select(1, 1)), Numbers(validation.Labels))];
    }

    /// <summary>The threshold of one label.</summary>
    /// <param name="metric">What is to be greatest.</param>
    /// <param name="probabilities">The probability of every sample, [N].</param>
    /// <param name="truth">1 where it has the label, otherwise 0, [N].</param>
    /// <returns>In the middle between two probabilities; 0.5 where that is as good, or where all or no samples have the label.</returns>
    public static double Of(ThresholdMetric metric, double[] probabilities, double[] truth)
    {
        int positives = truth.Count(label => label > 0);
        if (positives == 0 || positives == truth.Length)
        {
            return Half;
        }

        // From the greatest probability down: with a threshold below the n-th, n samples are predicted.
        int[] order = [.. Enumerable.Range(0, truth.Length).OrderByDescending(sample => probabilities[sample])];
        (double best, double threshold) = (double.NegativeInfinity, Half);
        int hits = 0;
        for (int predicted = 0; predicted <= order.Length; predicted++)
        {
            hits += predicted > 0 && truth[order[predicted - 1]] > 0 ? 1 : 0;
            double above = predicted == 0 ? 1 : probabilities[order[predicted - 1]];
            double below = predicted == order.Length ? 0 : probabilities[order[predicted]];
            if (above <= below)
            {
                continue;
            }

            // The nearest to a half of those that are equally good, so that nothing is claimed that the samples do not say.
            double candidate = below <= Half && Half < above ? Half : below + ((above - below) / 2);
            double value = Value(metric, hits, predicted - hits, positives, truth.Length - positives);
            if (candidate is > 0 and < 1 && (value > best + Tolerance || (value > best - Tolerance && Math.Abs(candidate - Half) < Math.Abs(threshold - Half))))
            {
                (best, threshold) = (value, candidate);
            }
        }

        return threshold;
    }

    private static double Value(ThresholdMetric metric, int hits, int alarms, int positives, int negatives) => metric switch
    {
        ThresholdMetric.F1 => 2.0 * hits / (hits + alarms + positives),
        ThresholdMetric.BalancedAccuracy => (((double)hits / positives) + ((double)(negatives - alarms) / negatives)) / 2,
        _ => (double)(hits + negatives - alarms) / (positives + negatives),
    };

    private static double[] Numbers(torch.Tensor tensor) => tensor.to_type(torch.float64).contiguous().data<double>().ToArray();
}
