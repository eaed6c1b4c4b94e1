using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Prediction;

/// <summary>A <see cref="Predictor{TModel}"/> that takes and gives the types of its model.</summary>
/// <typeparam name="TModel">The model's class.</typeparam>
/// <typeparam name="TInput">Its class of one sample.</typeparam>
/// <typeparam name="TAnswer">Its class of one answer.</typeparam>
public sealed class Predictor<TModel, TInput, TAnswer> : Predictor<TModel>
    where TModel : MultimodalModel
    where TInput : ISampleInput
{
    private readonly Func<SampleAnswer, TAnswer> _type;

    internal Predictor(TrainedModel<TModel> model, PredictorOptions options, Func<string, TrainedModel<TModel>> open, Func<SampleAnswer, TAnswer> type)
        : base(model, options, open) =>
        _type = type;

    /// <summary>Predicts one sample, in a batch with those of other callers.</summary>
    /// <param name="sample">The sample; a modality that is left out is missing.</param>
    /// <param name="cancellationToken">Gives the sample up.</param>
    /// <exception cref="DatasetException">A modality has another number of values, or a value that cannot be predicted from. Other callers are not touched by it.</exception>
    /// <exception cref="TrainingException">The prediction is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed before the sample was computed.</exception>
    public Task<TAnswer> PredictAsync(TInput sample, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return TypedAsync(PredictAsync(sample.ToSample(), cancellationToken));
    }

    /// <summary>Predicts samples, in batches with those of other callers. If one of them is wrong, none is computed.</summary>
    /// <param name="samples">The samples, each as for one.</param>
    /// <param name="cancellationToken">Gives the samples up.</param>
    /// <returns>An answer a sample, in their order.</returns>
    /// <exception cref="DatasetException">A sample is wrong, as of one; the message begins with its number.</exception>
    /// <exception cref="TrainingException">A prediction is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed before the samples were computed.</exception>
    public Task<IReadOnlyList<TAnswer>> PredictAllAsync(IReadOnlyList<TInput> samples, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return TypedAsync(PredictAsync([.. samples.Select(sample => sample.ToSample())], cancellationToken));
    }

    private async Task<TAnswer> TypedAsync(Task<SampleAnswer> answer) => _type(await answer.ConfigureAwait(false));

    private async Task<IReadOnlyList<TAnswer>> TypedAsync(Task<IReadOnlyList<SampleAnswer>> answers) => [.. (await answers.ConfigureAwait(false)).Select(_type)];
}
