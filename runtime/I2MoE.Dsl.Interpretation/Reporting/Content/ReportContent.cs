using System.ComponentModel;
using I2MoE.Dsl.Interpretation.PartialInformation;
using I2MoE.Dsl.Interpretation.Uncertainty;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Everything that a report says, before it is drawn and written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ReportContent
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What the explained part of the data is called.</summary>
    public string Part { get; init; } = "test";

    /// <summary>The model.</summary>
    public required ModelDescription Model { get; init; }

    /// <summary>What the model and its experts say of all N samples of the test part.</summary>
    public required InteractionPredictions Predictions { get; init; }

    /// <summary>What is known, how sure that is, and where it comes from; null where it was not asked.</summary>
    public InteractionFindings? Findings { get; init; }

    /// <summary>Which classes or labels are told apart, and whether probabilities mean what they say; null for numbers, or where it was not asked.</summary>
    public PredictionOutcomes? Outcomes { get; init; }

    /// <summary>How far the answers can be relied on; null where it was not asked.</summary>
    public PredictionUncertainty? Uncertainty { get; init; }

    /// <summary>The checks of the explanation that were made; empty for none.</summary>
    public IReadOnlyList<FaithfulnessCheck> Checks { get; init; } = [];

    /// <summary>Which interactions are in the data by estimators of the literature; empty where that was not asked.</summary>
    public IReadOnlyList<DataInteraction> DataInteractions { get; init; } = [];

    /// <summary>The names of the outputs, [O].</summary>
    public required IReadOnlyList<string> OutputNames { get; init; }

    /// <summary>The whole model, every expert, and the baseline where there is one.</summary>
    public required IReadOnlyList<PredictorScore> Scores { get; init; }

    /// <summary>Whether a smaller score is better, as for a loss.</summary>
    public required bool LowerIsBetter { get; init; }

    /// <summary>How much better the score of the whole model is than that of the baseline; null without one.</summary>
    public MetricInterval? OverBaseline { get; init; }

    /// <summary>The weights over all samples, by class or label, and by which modalities are present.</summary>
    public required IReadOnlyList<GroupWeights> Weights { get; init; }

    /// <summary>Whether the experts agree, crossed with right and wrong.</summary>
    public required AgreementTable Agreement { get; init; }

    /// <summary>How alike the experts' outputs are, [E, E].</summary>
    public required double[,] Similarity { get; init; }

    /// <summary>How the training went; null where it is not known.</summary>
    public TrainingCurves? History { get; init; }

    /// <summary>What the model is worth when more and more samples lack a modality; empty where none is optional.</summary>
    public IReadOnlyList<RobustnessCurve> Robustness { get; init; } = [];

    /// <summary>What masking every modality does, [n]; empty without sample pages.</summary>
    public required IReadOnlyList<ModalityNeed> Needs { get; init; }

    /// <summary>The share of every modality in the attributions of every expert (in absolute value), [E][n]; null where they are left out.</summary>
    public IReadOnlyList<double[]>? ModalityShares { get; init; }

    /// <summary>The features that matter most to every expert over the shown samples: the mean of the attributions' absolute values, [E]; null where they are left out.</summary>
    public IReadOnlyList<IReadOnlyList<FeatureScore>>? TopFeatures { get; init; }

    /// <summary>Whether the attributions of every expert point at what moves it, [E]; empty where they are left out.</summary>
    public IReadOnlyList<ExpertFaithfulness> Faithfulness { get; init; } = [];

    /// <summary>The samples that have a page.</summary>
    public required IReadOnlyList<SampleReport> Samples { get; init; }

    /// <summary>The experiment as text; null where it is left out.</summary>
    public string? Experiment { get; init; }
}
