using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>What a model is worth on the samples that lack the same modalities.</summary>
/// <param name="Missing">The modalities that they lack, in order; none for complete samples.</param>
/// <param name="Samples">How many they are.</param>
/// <param name="Result">Their metrics and mean weights.</param>
internal sealed record PresenceResult(IReadOnlyList<string> Missing, int Samples, EvaluationResult Result)
{
    /// <summary>Evaluates the samples of each pattern, the most frequent first; nothing where every sample has every modality.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The samples, which fit the model.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static IReadOnlyList<PresenceResult> Of(MultimodalModel model, MultimodalDataset data, CancellationToken cancellationToken)
    {
        IGrouping<string, (int Index, IReadOnlyList<string> Item)>[] patterns = [.. data.MissingModalities().Index().GroupBy(sample => string.Join('|', sample.Item))];
        return patterns is [{ Key: "" }]
            ? []
            : [.. patterns.OrderByDescending(pattern => pattern.Count()).ThenBy(pattern => pattern.Key, StringComparer.Ordinal).Select(Evaluate)];

        PresenceResult Evaluate(IGrouping<string, (int Index, IReadOnlyList<string> Item)> pattern)
        {
            using MultimodalDataset samples = data.Subset([.. pattern.Select(sample => (long)sample.Index)]);
            return new PresenceResult(pattern.First().Item, samples.Count, Evaluator.Evaluate(model, samples, cancellationToken));
        }
    }
}
