using System.Threading.Channels;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Prediction;

/// <summary>
/// Answers single samples of many callers at once with a trained model: samples that come together are computed as one batch. Plain values go in, as they
/// stand in the data, and plain values come out. All members may be called from any thread.
/// </summary>
/// <typeparam name="TModel">The model's class.</typeparam>
public class Predictor<TModel> : IDisposable, IAsyncDisposable
    where TModel : MultimodalModel
{
    private readonly SampleQueue _queue;
    private readonly PredictorOptions _options;
    private readonly Func<string, TrainedModel<TModel>>? _open;
    private readonly Task _work;

    // Held while a batch is computed, so that its model is not freed meanwhile.
    private readonly Lock _computing = new();
    private TrainedModel<TModel> _model;
    private volatile SampleReading _reading;
    private volatile bool _isDisposed;

    /// <summary>Answers with a model that is there.</summary>
    /// <param name="model">The model, which is the predictor's from now on and disposed with it.</param>
    /// <param name="options">Batches; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public Predictor(TrainedModel<TModel> model, PredictorOptions? options = null)
        : this(model, (options ?? new()).Checked(), open: null)
    {
    }

    internal Predictor(TrainedModel<TModel> model, PredictorOptions options, Func<string, TrainedModel<TModel>>? open)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _reading = model.Reading;
        // Nobody's answer may depend on who else asks.
        _options = model.Model.modules().OfType<TokenMlp>().Any(mlp => mlp.IsShared) ? options with { MaximumBatch = 1 } : options;
        _open = open;
        _queue = new SampleQueue(_options);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>What the model declares: the names, shapes and vocabularies of its modalities, its experts, its task.</summary>
    public ModelDescription Description => Volatile.Read(ref _model).Model.Description;

    /// <summary>Is told that another model has taken over, before its first batch, with its folder; null where the model was given. It is not to throw.</summary>
    internal Action<string?>? TakenOver { get; set; }

    /// <summary>The token ids of a text, divided and numbered as in training: what a sample has of a modality that was a column of text.</summary>
    /// <param name="modality">The name of the modality.</param>
    /// <param name="text">The text; one without words has no tokens. Where there is no text, as where the cell of a table is empty, leave the modality out.</param>
    /// <returns>As many ids as the modality has: a longer text loses its end, a shorter one is padded.</returns>
    /// <exception cref="DatasetException">The model was not trained on text of such a modality, or the text is no Unicode.</exception>
    public int[] TokensOf(string modality, string text) => Volatile.Read(ref _model).TokensOf(modality, text);

    /// <summary>The features of a modality by what its columns say, as training read them from a table: words become levels of their categories.</summary>
    /// <param name="modality">The name of the modality.</param>
    /// <param name="cells">What the columns say, numbers with a decimal point; a column that is left out, null, empty or what stood for it in training has a missing value.</param>
    /// <returns>As many features as the modality has. A level that training did not see counts as another one; where no column has a value, all are NaN, and the sample lacks the modality.</returns>
    /// <exception cref="DatasetException">The modality was no columns of a table, a column is unknown, or a number is none.</exception>
    public float[] FeaturesOf(string modality, IReadOnlyDictionary<string, string?> cells) => Volatile.Read(ref _model).FeaturesOf(modality, cells);

    /// <summary>The columns that a modality was trained on, for <see cref="FeaturesOf"/>; none where it was no columns of a table.</summary>
    internal IReadOnlyList<ModalityColumn> ColumnsOf(string modality) => Volatile.Read(ref _model).ColumnsOf(modality);

    /// <summary>What answers now. Where it is the same before words became numbers and after the answer, both were done by one model.</summary>
    internal object Answering => Volatile.Read(ref _model);

    /// <summary>Whether a text stands for none, as such a cell did in training: the sample lacks the modality.</summary>
    internal bool IsMissing(string modality, string text) => Volatile.Read(ref _model).IsMissing(modality, text);

    /// <summary>Whether a modality was a column of text, so that <see cref="TokensOf"/> can be asked.</summary>
    internal bool WasText(string modality) => Volatile.Read(ref _model).WasText(modality);

    /// <summary>Predicts one sample, in a batch with those of other callers.</summary>
    /// <param name="sample">The values of every modality by its name, row by row over its shape, as they stand in the data; NaN where one is missing; token ids as whole numbers.</param>
    /// <param name="cancellationToken">Gives the sample up.</param>
    /// <exception cref="DatasetException">A modality is missing or unknown, has another number of values, or a value that cannot be predicted from. Other callers are not touched by it.</exception>
    /// <exception cref="TrainingException">The prediction is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed before the sample was computed.</exception>
    public Task<SampleAnswer> PredictAsync(IReadOnlyDictionary<string, float[]> sample, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return AskAsync(sample, cancellationToken);
    }

    /// <summary>Predicts samples, in batches with those of other callers. If one of them is wrong, none is computed.</summary>
    /// <param name="samples">The samples, each as for one.</param>
    /// <param name="cancellationToken">Gives the samples up.</param>
    /// <returns>An answer a sample, in their order.</returns>
    /// <exception cref="DatasetException">A sample is wrong, as of one; the message begins with its number.</exception>
    /// <exception cref="TrainingException">A prediction is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed before the samples were computed.</exception>
    public Task<IReadOnlyList<SampleAnswer>> PredictAsync(IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return AskAllAsync(samples, cancellationToken);
    }

    /// <summary>Computes a batch of one and a full one, so that the first caller does not wait for what is made once.</summary>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public void WarmUp()
    {
        SampleValues zeros = _reading.Read(Description.Modalities.ToDictionary(
            modality => modality.Name,
            modality => new float[modality.Shape.Aggregate(1, (product, length) => product * length)]));
        Compute([zeros]);
        Compute([.. Enumerable.Repeat(zeros, _options.MaximumBatch)]);
    }

    /// <summary>Answers with the model of another folder from the next batch on; the batch that is computed now is finished with the one before.</summary>
    /// <param name="folder">The folder of a run of the same model.</param>
    /// <exception cref="ExperimentException">There is no such run, it is damaged, or of another model. The one before stays.</exception>
    /// <exception cref="InvalidOperationException">The predictor was not opened from a folder: give it a model.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public void Swap(string folder)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        TrainedModel<TModel> next = _open is null
            ? throw new InvalidOperationException("This predictor was made of a model, not of a folder: open the folder with TrainedModel.Open, and swap to that model.")
            : _open(folder);
        try
        {
            Swap(next, folder);
        }
        catch
        {
            next.Dispose();
            throw;
        }
    }

    /// <summary>Answers with another model from the next batch on, and disposes the one before.</summary>
    /// <param name="model">A model of the same modalities, columns, experts, task and class names; it is the predictor's from now on, unless an exception is thrown.</param>
    /// <exception cref="ExperimentException">The model differs in one of them. The one before stays.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public void Swap(TrainedModel<TModel> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Swap(model, folder: null);
    }

    /// <summary>Finishes the batch that is computed, fails the callers that still wait with <see cref="ObjectDisposedException"/>, and frees the model.</summary>
    public void Dispose()
    {
        Close();
        _work.GetAwaiter().GetResult();
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="Dispose"/>, without blocking the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _work.ConfigureAwait(false);
        Free();
        GC.SuppressFinalize(this);
    }

    private static ObjectDisposedException Disposed() => new(nameof(Predictor<>), "The predictor was disposed before the sample was computed.");

    private void Close()
    {
        _isDisposed = true;
        _queue.Close();
    }

    private void Free()
    {
        lock (_computing)
        {
            _model.Dispose();
        }
    }

    private void Swap(TrainedModel<TModel> model, string? folder)
    {
        lock (_computing)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (ReferenceEquals(model, _model))
            {
                return;
            }

            ModelLikeness.Check(_model, model);
            _model.Dispose();
            _model = model;
            _reading = model.Reading;
            TakenOver?.Invoke(folder);
        }
    }

    private async Task<SampleAnswer> AskAsync(IReadOnlyDictionary<string, float[]> sample, CancellationToken cancellationToken)
    {
        WaitingSample waiting = await PutAsync(_reading.Read(sample), cancellationToken).ConfigureAwait(false);
        return await waiting.AnswerAsync().ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<SampleAnswer>> AskAllAsync(IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples, CancellationToken cancellationToken)
    {
        SampleReading reading = _reading;
        SampleValues[] values = [.. samples.Select(Read)];
        List<Task<SampleAnswer>> answers = [];
        foreach (SampleValues sample in values)
        {
            WaitingSample waiting = await PutAsync(sample, cancellationToken).ConfigureAwait(false);
            answers.Add(waiting.AnswerAsync());
        }

        return await Task.WhenAll(answers).ConfigureAwait(false);

        SampleValues Read(IReadOnlyDictionary<string, float[]> sample, int place)
        {
            try
            {
                return reading.Read(sample ?? throw new DatasetException("it is null."));
            }
            catch (DatasetException e)
            {
                throw new DatasetException($"Sample {place} (counted from 0): {e.Message}");
            }
        }
    }

    private async Task<WaitingSample> PutAsync(SampleValues values, CancellationToken cancellationToken)
    {
        var waiting = new WaitingSample(values, cancellationToken);
        try
        {
            await _queue.PutAsync(waiting, cancellationToken).ConfigureAwait(false);
            return waiting;
        }
        catch (ChannelClosedException)
        {
            throw Disposed();
        }
    }

    private async Task WorkAsync()
    {
        while (await _queue.TakeAsync().ConfigureAwait(false) is { } batch)
        {
            WaitingSample[] waiting = [.. batch.Where(sample => !sample.IsGivenUp)];
            if (waiting.Length > 0)
            {
                Answer(waiting);
            }
        }
    }

    private void Answer(WaitingSample[] batch)
    {
        try
        {
            IReadOnlyList<SampleAnswer> answers = Compute([.. batch.Select(sample => sample.Values)]);
            _options.BatchComputed?.Invoke(batch.Length);
            foreach ((WaitingSample sample, SampleAnswer answer) in batch.Zip(answers))
            {
                sample.Answer(answer);
            }
        }
        catch (Exception) when (batch.Length > 1)
        {
            // One sample is to blame, for example for a prediction that is not finite; the others are answered.
            foreach (WaitingSample sample in batch)
            {
                Answer([sample]);
            }
        }
        catch (Exception e)
        {
            batch[0].Fail(e);
        }
    }

    private IReadOnlyList<SampleAnswer> Compute(IReadOnlyList<SampleValues> samples)
    {
        lock (_computing)
        {
            return _isDisposed ? throw Disposed() : _model.Answer(samples);
        }
    }
}
