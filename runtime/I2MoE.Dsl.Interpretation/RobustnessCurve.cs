using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// What a model is worth when more and more samples lack one of its modalities: 0, 25, 50, 75 and 100 % of those that have it, drawn once and each share
/// within the next. The samples that lack it already stay as they are.
/// </summary>
/// <param name="Modality">The modality that is taken away.</param>
/// <param name="Metric">The metric, the score of the task.</param>
/// <param name="Points">The curve, from nothing taken away to everything.</param>
public sealed record RobustnessCurve(string Modality, string Metric, IReadOnlyList<RobustnessPoint> Points)
{
    private const int RowsAtOnce = 256;

    private static readonly double[] s_shares = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>The curves of the optional modalities; none where no modality is optional.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The samples as the model takes them, with labels.</param>
    /// <param name="seed">Which samples lose a modality first; any value, default 0.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static IReadOnlyList<RobustnessCurve> Of(InteractionModel model, MultimodalDataset data, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        using DisposeScope scope = torch.NewDisposeScope();
        Modality[] optional = [.. model.Description.Modalities.Where(modality => modality.IsOptional)];
        if (optional.Length == 0)
        {
            return [];
        }

        torch.Tensor whole = Predict(model, data, without: null, cancellationToken);
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        return [.. optional.Select(modality => Of(model, data, modality, whole, missing, seed, cancellationToken))];
    }

    private static RobustnessCurve Of(
        InteractionModel model, MultimodalDataset data, Modality modality, torch.Tensor whole, IReadOnlyList<IReadOnlyList<string>> missing, long seed, CancellationToken cancellation)
    {
        // A sample's prediction depends on no other, so that two passes have all that is needed.
        torch.Tensor without = Predict(model, data, modality, cancellation);
        long[] having = [.. missing.Index().Where(sample => !sample.Item.Contains(modality.Name)).Select(sample => (long)sample.Index)];
        RandomKey.Of(seed, RandomPurpose.Resampling).Derive(-5).Derive(modality.Index).CreateSequence().Shuffle<long>(having);
        var task = PredictionTask.Of(model.Description);
        TaskMetrics[] metrics = [.. s_shares.Select(share => Measure(having.AsSpan(0, (int)Math.Round(share * having.Length, MidpointRounding.AwayFromZero)).ToArray()))];
        return new RobustnessCurve(modality.Name, metrics[0].Score.Name, [.. s_shares.Zip(metrics, (share, its) => new RobustnessPoint(share, its.Score.Value, its.Loss))]);

        TaskMetrics Measure(long[] taken)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor outputs = whole;
            if (taken.Length > 0)
            {
                torch.Tensor index = torch.tensor(taken);
                outputs = whole.index_copy(0, index, without.index_select(0, index));
            }

            return task.Measure(outputs, data.Labels, model.Thresholds);
        }
    }

    private static torch.Tensor Predict(InteractionModel model, MultimodalDataset data, Modality? without, CancellationToken cancellation)
    {
        List<torch.Tensor> outputs = [];
        foreach (long[] rows in SampleRows.Chunked(data.Count, RowsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            MultimodalBatch batch = data.ToBatch(model.Description.ModalityNames, rows, ModelDevice.Of(model));
            if (without is not null)
            {
                torch.Tensor presence = batch.Presence?.clone() ?? torch.ones([rows.Length, model.Description.Modalities.Count], torch.ScalarType.Bool, batch.Inputs[0].device);
                presence.select(1, without.Index).fill_(TorchNumber.Of(false));
                batch = batch with { Presence = presence };
            }

            using InteractionOutput output = model.Infer(batch);
            outputs.Add(output.Prediction.to_type(torch.ScalarType.Float32).cpu().clone().MoveToOuterDisposeScope());
        }

        return torch.cat(outputs);
    }
}
