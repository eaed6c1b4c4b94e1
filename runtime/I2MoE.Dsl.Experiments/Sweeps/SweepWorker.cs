namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>
/// Works off the trials of a sweep, beside other processes that do the same in its folder, on this machine or on others: each takes the next trial that
/// nobody trains, and a trial whose process ended without a word is trained again.
/// </summary>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
/// <param name="lines">Says what became of each trial that was trained here.</param>
/// <param name="train">Trains a trial; null where it was trained, or another process trains it.</param>
internal sealed class SweepWorker(SweepPlan plan, SweepFolder folder, TrialLines lines, Func<int, CancellationToken, Task<Trial?>> train)
{
    // A trial whose processes died so often may be why: the others come first.
    private const int Suspicious = 2;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<int> _inTraining = [];

    /// <summary>Trains until no trial is left, waiting for those that others train.</summary>
    /// <param name="atOnce">How many at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(int atOnce, CancellationToken cancellationToken)
    {
        // The experiment as it stands by itself and first: where it cannot be trained, nothing else can.
        if (Left() is [0, ..])
        {
            await TryAsync(0, cancellationToken).ConfigureAwait(false);
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(0, atOnce),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (_, stop) => await WorkAsync(stop).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        for (int[] left = Left(); left.Length > 0; left = Left())
        {
            if (!await TryAnyAsync(left, cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TryAnyAsync(int[] left, CancellationToken cancellationToken)
    {
        foreach (int number in left)
        {
            if (await TryAsync(number, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> TryAsync(int number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_inTraining.Add(number))
            {
                return false;
            }
        }

        try
        {
            Trial? trial = await train(number, cancellationToken).ConfigureAwait(false);
            if (trial is not null)
            {
                lock (_gate)
                {
                    lines.Write(trial);
                }
            }

            return trial is not null;
        }
        finally
        {
            lock (_gate)
            {
                _inTraining.Remove(number);
            }
        }
    }

    // In the order in which they are tried.
    private int[] Left()
    {
        Dictionary<int, Trial> begun = folder.ReadTrials().ToDictionary(trial => trial.Number);
        lock (_gate)
        {
            foreach (Trial trial in begun.Values.Where(trial => trial.Status != TrialStatus.Running))
            {
                lines.Remember(trial);
            }
        }

        return
        [
            .. Enumerable.Range(0, plan.Search.Trials + 1)
                .Where(number => begun.GetValueOrDefault(number) is null or { Status: TrialStatus.Running })
                .OrderBy(number => begun.GetValueOrDefault(number) is { Begun: >= Suspicious }),
        ];
    }
}
