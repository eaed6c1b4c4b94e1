using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>One of two runs that are compared: its model on the data that it was trained on.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Record">What it is.</param>
/// <param name="Model">The description of its model.</param>
/// <param name="Data">All samples as its model takes them.</param>
/// <param name="TestRows">Which of them are its test part.</param>
/// <param name="Names">The names of its outputs.</param>
/// <param name="Predictions">What it says of its test part, by row.</param>
internal sealed record ComparedSide(
    RunFolder Folder, RunRecord Record, ModelDescription Model, MultimodalDataset Data, long[] TestRows, OutputNames Names, IReadOnlyDictionary<long, SamplePrediction> Predictions) : IDisposable
{
    /// <summary>Opens a run and predicts its test part.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="warn">Hears what is strange about its data.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="I2MoEException">It cannot be opened here, or its data cannot be read.</exception>
    public static async Task<ComparedSide> OpenAsync(RunFolder folder, Action<string> warn, CancellationToken cancellationToken)
    {
        using var run = TrainedRun.Open(folder, TrainedModel.DefinitionOf(folder), [], "cpu");
        (MultimodalDataset data, ExperimentSplits splits) = await RunData.ReadAsync(run, labelsAreOptional: false, isOwn: true, warn, cancellationToken).ConfigureAwait(false);
        try
        {
            IReadOnlyList<SamplePrediction> predictions = Predict(run.Model, data, splits.Test, cancellationToken);
            return new ComparedSide(
                folder, run.Record, run.Model.Description, data, splits.Test, new OutputNames(run.Model.Description, run.Preprocessing.ClassNames), predictions.ToDictionary(prediction => prediction.Sample));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Data.Dispose();

    private static IReadOnlyList<SamplePrediction> Predict(MultimodalModel model, MultimodalDataset data, long[] rows, CancellationToken cancellationToken) =>
        Prediction.Predictions.Of(model, data, rows, cancellationToken);
}
