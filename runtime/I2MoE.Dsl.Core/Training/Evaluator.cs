using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>Runs a model over a data set, without masking and without dropout.</summary>
internal static class Evaluator
{
    /// <summary>The metrics of a model that several ranks have, each of which predicts a share of the samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data, the same on every rank.</param>
    /// <param name="ranks">The ranks.</param>
    public static TaskMetrics Validate(MultimodalModel model, MultimodalDataset data, TrainingRanks ranks)
    {
        using DisposeScope evaluation = torch.NewDisposeScope();
        (long[] own, int[] counts) = ranks.Divide(model, data.Count, InferenceLoop.BatchSize);
        List<torch.Tensor> predictions = [torch.empty([0, model.Description.Outputs], torch.ScalarType.Float32)];
        InferenceLoop.Run(model, data, own, (_, output) => predictions.Add(Read(output)));
        return Measure(model, data, ranks.Gather(torch.cat(predictions), counts, model.Description.Outputs));
    }

    /// <summary>The metrics and the mean weights of the experts.</summary>
    public static EvaluationResult Evaluate(MultimodalModel model, MultimodalDataset data, CancellationToken cancellationToken = default)
    {
        using DisposeScope evaluation = torch.NewDisposeScope();
        var predictions = new List<torch.Tensor>();
        double[] weightSums = new double[model.Description.Experts.Count];
        bool hasWeights = false;
        InferenceLoop.Run(model, data, rows: null, Take, cancellationToken);

        torch.Tensor all = torch.cat(predictions);
        TaskMetrics metrics = Measure(model, data, all);
        var task = PredictionTask.Of(model.Description);
        IReadOnlyList<double>? thresholds = model.Thresholds;
        var means = new OrderedDictionary<string, double>();
        foreach ((string expert, double sum) in hasWeights ? model.Description.ExpertNames.Zip(weightSums) : [])
        {
            means.Add(expert, sum / data.Count);
        }

        return new EvaluationResult(metrics, means)
        {
            Uncalibrated = model.OutputTemperature is { } temperature ? task.Measure(all * TorchNumber.Of(temperature), data.Labels) : null,
            WithoutThresholds = thresholds is null ? null : task.Measure(all, data.Labels),
        };

        void Take(long[] rows, ModelOutput output)
        {
            predictions.Add(Read(output));
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
    }

    private static torch.Tensor Read(ModelOutput output) => output.Prediction.to_type(torch.ScalarType.Float32).cpu().clone().MoveToOuterDisposeScope();

    private static TaskMetrics Measure(MultimodalModel model, MultimodalDataset data, torch.Tensor predictions) => predictions.isfinite().all().item<bool>()
        ? PredictionTask.Of(model.Description).Measure(predictions, data.Labels, model.Thresholds)
        : throw NotFinite.Of(model);
}
