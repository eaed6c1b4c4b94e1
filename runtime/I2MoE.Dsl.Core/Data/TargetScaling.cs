using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Mean and standard deviation of the targets of a regression, as the training part has them. A model learns standardised targets, and everything that it
/// says is in the units of the data: y = output * deviation + mean, for the prediction and for every expert, whose weights sum to 1. Of counts the mean is the
/// logarithm of their mean: a model learns counts divided by it, and what it says is the logarithm of a count.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TargetScaling
{
    private TargetScaling(double mean, double deviation, bool areCounts)
    {
        Mean = mean;
        Deviation = deviation;
        AreCounts = areCounts;
    }

    /// <summary>The mean, in units of the targets.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation (divided by the number of targets), in units of the targets; 1 where all targets are equal.</summary>
    public double Deviation { get; }

    /// <summary>Whether the targets are counts, and outputs logarithms.</summary>
    internal bool AreCounts { get; }

    /// <summary>A scaling that was fitted before.</summary>
    /// <param name="mean">See <see cref="Mean"/>.</param>
    /// <param name="deviation">See <see cref="Deviation"/>.</param>
    /// <param name="areCounts">Whether the targets are counts, so that the mean is that of outputs, a logarithm; false by default.</param>
    /// <exception cref="ArgumentException">The mean is not finite, or the deviation not finite and above 0.</exception>
    public static TargetScaling From(double mean, double deviation, bool areCounts = false) => double.IsFinite(mean) && double.IsFinite(deviation) && deviation > 0
        ? new TargetScaling(mean, deviation, areCounts)
        : throw new ArgumentException(FormattableString.Invariant($"The targets have the mean {mean} and the deviation {deviation}; expected a finite mean and a deviation above 0."), nameof(deviation));

    /// <summary>What a model of a task learns its labels by; null where it takes them as they are.</summary>
    /// <param name="task">The task.</param>
    /// <param name="standardiser">What the training part says of the data; null where nothing is standardised.</param>
    internal static TargetScaling? For(TaskKind task, Standardiser? standardiser) => (task, standardiser?.Target) switch
    {
        (TaskKind.Regression, { } target) => target,
        (TaskKind.Count, { Mean: > 0 } counts) => From(Math.Log(counts.Mean), 1, areCounts: true),
        _ => null,
    };

    /// <summary>The scaling of a dataset, normally the training part; null where its labels are no targets of a regression.</summary>
    /// <param name="dataset">The dataset.</param>
    public static TargetScaling? Of(MultimodalDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = dataset.CopyLabels();
        if (!dataset.HasLabels || labels.dtype != ScalarType.Float32 || labels.dim() != 1)
        {
            return null;
        }

        const double resolution = 1e-7;
        Tensor targets = labels.to(ScalarType.Float64);
        double mean = targets.mean().item<double>();
        double deviation = (targets - TorchNumber.Of(mean)).pow(TorchNumber.Of(2)).mean().sqrt().item<double>();
        return From(mean, deviation > Math.Abs(mean) * resolution ? deviation : 1);
    }

    /// <summary>Targets as the model learns them.</summary>
    /// <param name="targets">In units of the data, of any shape.</param>
    internal Tensor Standardise(Tensor targets) =>
        AreCounts ? (targets.to(ScalarType.Float64) / TorchNumber.Of(Math.Exp(Mean))).to(ScalarType.Float32) : Remove(targets);

    /// <summary>Outputs as the model computes them, of outputs in units of the data.</summary>
    /// <param name="outputs">In units of the data, of any shape.</param>
    internal Tensor Remove(Tensor outputs) => ((outputs.to(ScalarType.Float64) - TorchNumber.Of(Mean)) / TorchNumber.Of(Deviation)).to(ScalarType.Float32);

    /// <summary>Outputs in units of the data.</summary>
    /// <param name="outputs">As the model computes them, of any shape.</param>
    internal Tensor Restore(Tensor outputs) => (outputs * TorchNumber.Of(Deviation)).Plus(Mean);
}
