namespace I2MoE.Dsl.Prediction;

/// <summary>A sample whose caller waits for its answer.</summary>
/// <param name="values">The sample.</param>
/// <param name="cancellationToken">Says that the caller waits no longer.</param>
internal sealed class WaitingSample(SampleValues values, CancellationToken cancellationToken)
{
    // What a caller does with its answer is not to hold up the others.
    private readonly TaskCompletionSource<SampleAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The sample.</summary>
    public SampleValues Values => values;

    /// <summary>Whether the caller waits no longer, so that nothing need be computed.</summary>
    public bool IsGivenUp => cancellationToken.IsCancellationRequested;

    /// <summary>The answer.</summary>
    public Task<SampleAnswer> AnswerAsync() => _answer.Task.WaitAsync(cancellationToken);

    /// <summary>Gives the answer.</summary>
    public void Answer(SampleAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>Says why there is none.</summary>
    public void Fail(Exception reason)
    {
        _answer.TrySetException(reason);

        // Looked at here: a caller that has given up does not look, and is not to be told of as forgotten.
        _ = _answer.Task.Exception;
    }
}
