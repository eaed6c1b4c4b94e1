using System.Threading.Channels;

namespace I2MoE.Dsl.Prediction;

/// <summary>Samples of many callers in their order, taken out as batches. Any number may put in, one takes out.</summary>
/// <param name="options">How many wait, and for how long.</param>
internal sealed class SampleQueue(PredictorOptions options)
{
    private readonly Channel<WaitingSample> _channel = Channel.CreateBounded<WaitingSample>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
    private Task<bool>? _more;

    /// <summary>Puts a sample in, as soon as there is room.</summary>
    /// <exception cref="ChannelClosedException">The queue was closed.</exception>
    public ValueTask PutAsync(WaitingSample sample, CancellationToken cancellationToken) => _channel.Writer.WriteAsync(sample, cancellationToken);

    /// <summary>Takes no more samples; those that are in are still taken out.</summary>
    public void Close() => _channel.Writer.TryComplete();

    /// <summary>The next batch: what has come when the first of it has waited long enough, or it is full.</summary>
    /// <returns>At least one sample; null when the queue is closed and empty.</returns>
    public async Task<IReadOnlyList<WaitingSample>?> TakeAsync()
    {
        List<WaitingSample> batch = [];
        while (batch.Count == 0)
        {
            if (!await MoreAsync().ConfigureAwait(false))
            {
                return null;
            }

            TakeWhatIsThere(batch);
        }

        if (options.MaximumWait > TimeSpan.Zero && batch.Count < options.MaximumBatch)
        {
            await FillAsync(batch).ConfigureAwait(false);
        }

        return batch;
    }

    private async Task FillAsync(List<WaitingSample> batch)
    {
        var timeIsUp = Task.Delay(options.MaximumWait);
        while (batch.Count < options.MaximumBatch)
        {
            Task<bool> more = _more ??= _channel.Reader.WaitToReadAsync().AsTask();
            if (await Task.WhenAny(more, timeIsUp).ConfigureAwait(false) == timeIsUp || !await MoreAsync().ConfigureAwait(false))
            {
                return;
            }

            TakeWhatIsThere(batch);
        }
    }

    // One question at a time stays open, also beyond a batch.
    private async Task<bool> MoreAsync()
    {
        bool hasMore = await (_more ?? _channel.Reader.WaitToReadAsync().AsTask()).ConfigureAwait(false);
        _more = null;
        return hasMore;
    }

    private void TakeWhatIsThere(List<WaitingSample> batch)
    {
        while (batch.Count < options.MaximumBatch && _channel.Reader.TryRead(out WaitingSample? sample))
        {
            batch.Add(sample);
        }
    }
}
