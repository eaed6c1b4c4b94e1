using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Terminal;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>The simple baselines of a set of runs: fitted once for each division of the data, whatever the seeds.</summary>
/// <param name="console">Where it is said that they are left out.</param>
internal sealed class SplitBaselines(ProgramConsole console)
{
    private readonly Dictionary<string, IReadOnlyList<BaselineResult>> _results = new(StringComparer.Ordinal);

    /// <summary>Their results; none where the data are too large for them.</summary>
    /// <param name="division">Which division of the data it is.</param>
    /// <param name="model">The model that is compared.</param>
    /// <param name="splits">The parts.</param>
    /// <param name="cancellationToken">Stops between two fits.</param>
    public IReadOnlyList<BaselineResult> Of(string division, ModelDescription model, DataSplits splits, CancellationToken cancellationToken)
    {
        if (_results.TryGetValue(division, out IReadOnlyList<BaselineResult>? known))
        {
            return known;
        }

        string? tooLarge = SimpleBaselines.TooLarge(model, splits);
        if (tooLarge is not null)
        {
            console.Warn(tooLarge);
        }

        return _results[division] = tooLarge is null ? SimpleBaselines.Fit(model, splits, cancellationToken) : [];
    }
}
