using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Baselines;

/// <summary>What a model has to be better than, on the samples of its own split. The same split gives the same numbers.</summary>
internal static class SimpleBaselines
{
    // About a minute of boosting on one core.
    private const long MostValues = 50_000_000;

    private static readonly Baseline[] s_baselines = [new MajorityBaseline(), new LinearBaseline(), new BoostingBaseline()];

    /// <summary>Why data are too large for baselines; null where they are not.</summary>
    /// <param name="model">The model that is compared.</param>
    /// <param name="splits">The split.</param>
    public static string? TooLarge(ModelDescription model, DataSplits splits)
    {
        long features = FeatureTable.CountOf(splits.Train);
        return features * splits.Train.Count * model.Outputs <= MostValues
            ? null
            : FormattableString.Invariant($"{splits.Train.Count} training samples of {features} values and {model.Outputs} outputs are too many for the simple baselines (together at most {MostValues:N0}); they are left out.");
    }

    /// <summary>Fits every baseline on the training part, chooses its setting on the validation part by the loss, and measures it on the test part.</summary>
    /// <param name="model">The model that is compared.</param>
    /// <param name="splits">The split.</param>
    /// <param name="cancellationToken">Stops between two fits.</param>
    public static IReadOnlyList<BaselineResult> Fit(ModelDescription model, DataSplits splits, CancellationToken cancellationToken)
    {
        var problem = new BaselineProblem(model, splits);
        return [.. s_baselines.Select(baseline => Best(baseline, problem, cancellationToken))];
    }

    private static BaselineResult Best(Baseline baseline, BaselineProblem problem, CancellationToken cancellationToken)
    {
        var best = baseline.Fit(problem, cancellationToken)
            .Select(candidate => (Candidate: candidate, Metrics: problem.Measure(problem.Validation, candidate.Predict(problem.Validation.Rows))))
            .MinBy(tried => double.IsNaN(tried.Metrics.Loss) ? double.PositiveInfinity : tried.Metrics.Loss);
        return new BaselineResult(baseline.NameFor(problem.Task), best.Candidate.Setting, best.Metrics, problem.Measure(problem.Test, best.Candidate.Predict(problem.Test.Rows)));
    }
}
