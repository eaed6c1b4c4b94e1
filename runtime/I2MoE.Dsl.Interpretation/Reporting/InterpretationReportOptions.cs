using I2MoE.Dsl.Interpretation.PartialInformation;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Models;

namespace I2MoE.Dsl.Interpretation.Reporting;

/// <summary>What an report has besides the model and its data, and how much it computes.</summary>
public sealed record InterpretationReportOptions
{
    /// <summary>The title; null (default) for the name of the model.</summary>
    public string? Title { get; init; }

    /// <summary>How the training went, for example a <see cref="Training.FitResult"/>; null (default) leaves the loss curves out.</summary>
    public TrainingCurves? History { get; init; }

    /// <summary>The experiment as text, with every default resolved; null (default) leaves it out.</summary>
    public string? Experiment { get; init; }

    /// <summary>The checks of the explanation that were made (<see cref="FaithfulnessChecks"/>); those that failed stand at the top in red. Empty (default) for none.</summary>
    public IReadOnlyList<FaithfulnessCheck> Checks { get; init; } = [];

    /// <summary>Which interactions are in the data by estimators of the literature, to stand beside those that the model has learned. Empty (default) for none.</summary>
    public IReadOnlyList<DataInteraction> DataInteractions { get; init; } = [];

    /// <summary>The vanilla baseline, trained on the same data, to compare with; null (default) for none.</summary>
    public VanillaModel? Baseline { get; init; }

    /// <summary>What the explained part of the data is called; default <c>test</c>.</summary>
    public string Part { get; init; } = "test";

    /// <summary>The greatest number of samples that get a page of their own, drawn from the test part; 0 or more, default 300. Figures are over all samples.</summary>
    public int Samples { get; init; } = 300;

    /// <summary>The number of bootstrap resamples for confidence intervals; 0 or more, default 1000.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The probability with which sets of classes, labels or numbers may miss the truth; above 0 and below 1, default 0.1.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>The number of random replacements with which a modality of a sample is masked; at least 1, default 8.</summary>
    public int MaskingDraws { get; init; } = 8;

    /// <summary>The number of points of integrated gradients; default 24. 0 leaves attributions out.</summary>
    public int IntegrationSteps { get; init; } = 24;

    /// <summary>The seed of what is drawn: samples, resamples, replacements. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Samples);
        ArgumentOutOfRangeException.ThrowIfNegative(Resamples);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaskingDraws, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(IntegrationSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Alpha, 1);
    }
}
