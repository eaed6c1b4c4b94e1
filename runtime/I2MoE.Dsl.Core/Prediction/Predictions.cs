using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Prediction;

/// <summary>Runs a model over samples, without masking and without dropout.</summary>
internal static class Predictions
{
    /// <summary>What the model says of every sample, in their order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="rows">The samples.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <param name="withContributions">Whether what every expert adds is kept too.</param>
    /// <exception cref="TrainingException">A prediction is NaN or infinite.</exception>
    public static IReadOnlyList<SamplePrediction> Of(MultimodalModel model, MultimodalDataset data, long[] rows, CancellationToken cancellationToken, bool withContributions = false)
    {
        List<SamplePrediction> predictions = [];
        InferenceLoop.Run(model, data, rows, Take, cancellationToken);
        return predictions.TrueForAll(prediction => Array.TrueForAll(prediction.Outputs, double.IsFinite))
            ? predictions
            : throw NotFinite.Of(model);

        void Take(long[] batch, ModelOutput output)
        {
            double[][] outputs = Rows(output.Prediction);
            double[][]? probabilities = model.Description.PredictsNumber ? null : Rows(output.Probabilities);
            double[][]? weights = output is InteractionOutput interaction ? Rows(interaction.AllWeights) : null;
            double[][][]? contributions = withContributions && output is InteractionOutput experts ? Contributions(experts) : null;
            predictions.AddRange(batch.Select((row, i) => new SamplePrediction(row, outputs[i], probabilities?[i], weights?[i]) { Contributions = contributions?[i] }));
        }
    }

    // [B][E][O]
    private static double[][][] Contributions(InteractionOutput output)
    {
        using torch.Tensor weights = output.AllWeights.unsqueeze(-1);
        using torch.Tensor logits = output.AllLogits.transpose(0, 1);
        using torch.Tensor products = weights * logits;
        using torch.Tensor rows = products.flatten(1);
        return [.. Rows(rows).Select(sample => sample.Chunk((int)products.shape[2]).ToArray())];
    }

    private static double[][] Rows(torch.Tensor matrix)
    {
        double[] values = matrix.to_type(torch.ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        return [.. values.Chunk((int)matrix.shape[1])];
    }
}
