namespace I2MoE.Dsl.Baselines;

/// <summary>A kind of model that is learned in a moment.</summary>
internal abstract class Baseline
{
    /// <summary>What it is called in tables.</summary>
    /// <param name="task">The task.</param>
    public abstract string NameFor(TaskKind task);

    /// <summary>Learns from the training part with every setting that it is to be tried with.</summary>
    /// <param name="problem">The data.</param>
    /// <param name="cancellationToken">Stops between two fits.</param>
    public abstract IEnumerable<Candidate> Fit(BaselineProblem problem, CancellationToken cancellationToken);

    /// <summary>What was learned with one setting.</summary>
    /// <param name="Setting">The setting in words, for example <c>L2 1</c>; empty where there is nothing to choose.</param>
    /// <param name="Predict">From rows of features to the logit of every class or label, or the number.</param>
    internal sealed record Candidate(string Setting, Func<float[][], double[][]> Predict);
}
