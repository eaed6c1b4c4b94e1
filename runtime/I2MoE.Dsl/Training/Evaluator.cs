using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>Runs a model over a data set, without masking and without dropout.</summary>
internal static class Evaluator
{
    private const int BatchSize = 256;

    /// <summary>The metrics and the mean weights of the experts.</summary>
    public static EvaluationResult Evaluate(MultimodalModel model, MultimodalDataset data, torch.Device device, CancellationToken cancellationToken = default)
    {
        var probabilities = new List<float>(data.Count * model.Description.Outputs);
        double[] weightSums = new double[model.Description.Experts.Count];
        bool hasWeights = false;
        foreach (long[] rows in new BatchSampler(data.Count, BatchSize, seed: 0, shuffle: false).Epoch(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            using ModelOutput output = model.Infer(data.ToBatch(model.Description.ModalityNames, rows, device));
            probabilities.AddRange(output.Probabilities.cpu().data<float>().ToArray());
            if (output is InteractionOutput interaction)
            {
                hasWeights = true;
                double[] sums = interaction.AllWeights.to_type(torch.float64).sum(dim: 0).cpu().data<double>().ToArray();
                for (int expert = 0; expert < sums.Length; expert++)
                {
                    weightSums[expert] += sums[expert];
                }
            }
        }

        int[] labels = [.. data.Labels.data<long>().ToArray().Select(label => (int)label)];
        ClassificationMetrics metrics = ClassificationMetrics.From(labels, probabilities.ToArray().AsSpan(), model.Description.Outputs);
        var means = new OrderedDictionary<string, double>();
        foreach ((string expert, double sum) in hasWeights ? model.Description.Experts.Zip(weightSums) : [])
        {
            means.Add(expert, sum / data.Count);
        }

        return new EvaluationResult(metrics, means);
    }
}
