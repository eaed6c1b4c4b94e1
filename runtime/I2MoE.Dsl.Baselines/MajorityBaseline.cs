namespace I2MoE.Dsl.Baselines;

/// <summary>Looks at no feature: the shares of the classes or labels in the training part, the mean of the targets, or the share of events in each interval of time.</summary>
internal sealed class MajorityBaseline : Baseline
{
    // For a class that the training part lacks.
    private const double LeastShare = 1e-9;

    /// <inheritdoc/>
    public override string NameFor(TaskKind task) => task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => "majority class",
        TaskKind.MultiLabel => "label shares",
        TaskKind.Survival => "Kaplan-Meier",
        _ => "mean",
    };

    /// <inheritdoc/>
    public override IEnumerable<Candidate> Fit(BaselineProblem problem, CancellationToken cancellationToken)
    {
        double[] output = problem.Intervals is { } intervals
            ? [.. Enumerable.Range(0, problem.Outputs).Select(it => Logit(problem.Task, Share(problem.Train.Of(it, intervals).Has)))]
            : problem.Task.IsNumber()
            ? [Number(problem.Task, problem.Train.Targets().Average(target => (double)target))]
            : [.. Enumerable.Range(0, problem.Outputs).Select(it => Logit(problem.Task, Share(problem.Train.Has(it))))];
        yield return new Candidate("", rows => [.. rows.Select(_ => output)]);
    }

    private static double Number(TaskKind task, double mean) => task == TaskKind.Count ? Math.Log(Math.Max(mean, LeastShare)) : mean;

    private static double Share(bool[] has) => Math.Clamp(has.Count(it => it) / (double)Math.Max(has.Length, 1), LeastShare, 1 - LeastShare);

    private static double Logit(TaskKind task, double share) => task.IsClass() ? Math.Log(share) : Math.Log(share / (1 - share));
}
