using I2MoE.Proof.Compilation;

namespace I2MoE.Proof.Trials;

/// <summary>A trial process for each core.</summary>
internal sealed class TrialPool : IDisposable
{
    private const int MostProcesses = 4;

    private readonly TrialProcess[] _processes = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, MostProcesses)).Select(_ => new TrialProcess())];

    /// <summary>Tries every model that compiles.</summary>
    /// <param name="models">The models.</param>
    /// <returns>The models in their order, each with its outcome; null where it does not compile.</returns>
    public IReadOnlyList<(BuiltModel Model, TrialOutcome? Outcome)> Run(IReadOnlyList<BuiltModel> models)
    {
        var outcomes = new TrialOutcome?[models.Count];
        int next = -1;
        Task[] runs = [.. _processes.Select(process => Task.Factory.StartNew(
            () =>
            {
                for (int index = Interlocked.Increment(ref next); index < models.Count; index = Interlocked.Increment(ref next))
                {
                    outcomes[index] = models[index].Request is { } request ? process.Run(request) : null;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(runs);
        return [.. models.Select((model, index) => (model, outcomes[index]))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TrialProcess process in _processes)
        {
            process.Dispose();
        }
    }
}
