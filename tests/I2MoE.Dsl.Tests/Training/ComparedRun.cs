using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>What a run of a small model brought, all but the time it took, to be compared with that of another.</summary>
internal sealed class ComparedRun
{
    private readonly Dictionary<string, byte[]> _state;

    private ComparedRun(FitResult result, Dictionary<string, byte[]> state)
    {
        Result = result;
        _state = state;
    }

    public FitResult Result { get; }

    /// <summary>Trains; <paramref name="onStep"/> hears of every step before it, from 0, and may end the run by throwing.</summary>
    public static async Task<ComparedRun> Of(
        Func<long, MultimodalModel> createModel, TrainingOptions declared, TrainerOptions options, Action<int>? onStep = null, CancellationToken cancellationToken = default)
    {
        using Trainer<WatchedModel> trainer = new(seed => new WatchedModel(createModel(seed), onStep ?? (_ => { })), declared, options with { Device = "cpu" });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        FitResult result = await trainer.FitAsync(data, progress: null, cancellationToken);
        return new ComparedRun(result, ModelState.Of(trainer.Model).ToDictionary(pair => pair.Key, pair => pair.Value.detach().bytes.ToArray()));
    }

    /// <summary>The run in one go equals one that fails at a step and is resumed.</summary>
    /// <returns>The run in one go.</returns>
    public static async Task<ComparedRun> AssertResumesAsync(Func<long, MultimodalModel> createModel, TrainingOptions declared, TrainerOptions options, params int[] interruptions)
    {
        ComparedRun expected = await Of(createModel, declared, options);
        await expected.AssertResumedAsync(createModel, declared, options, interruptions);
        return expected;
    }

    /// <summary>A run that fails at a step and is resumed equals this one, which went in one go.</summary>
    public async Task AssertResumedAsync(Func<long, MultimodalModel> createModel, TrainingOptions declared, TrainerOptions options, int[] interruptions)
    {
        using TemporaryFolder folder = new();
        TrainerOptions kept = options with { Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = true } };
        foreach (int step in interruptions)
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Of(createModel, declared, kept, at => ThrowAt(step, at)));
        }

        AssertSame(this, await Of(createModel, declared, kept));
    }

    /// <summary>Both have the same parameters, metrics and records, bit for bit.</summary>
    public static void AssertSame(ComparedRun expected, ComparedRun actual)
    {
        Assert.Equal(expected._state.Keys, actual._state.Keys);
        Assert.All(expected._state.Keys, name => Assert.True(expected._state[name].SequenceEqual(actual._state[name]), name));
        Assert.Equal(expected.Result.Epochs.Select(Describe), actual.Result.Epochs.Select(Describe));
        Assert.Equal(Describe(expected.Result.Best), Describe(actual.Result.Best));
        Assert.Equal(expected.Result.StopReason, actual.Result.StopReason);
    }

    private static void ThrowAt(int step, int at)
    {
        if (step == at)
        {
            throw new InvalidTimeZoneException();
        }
    }

    private static string Describe(EpochResult epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{epoch.Epoch} {epoch.IsBest} {string.Join(' ', epoch.Losses)} {epoch.Validation.GetType().Name} {string.Join(' ', epoch.Validation.Values)}");
}
