using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Everything that is reported of one sample.</summary>
/// <param name="Sample">Its row in the data, from 0: the number that predictions and <c>explain --sample</c> have too.</param>
/// <param name="Name">Its name; where it has none, <c>Sample</c> and its row.</param>
/// <param name="Truth">What is true.</param>
/// <param name="TrueOutputs">The true class, or the labels it has; empty for numbers.</param>
/// <param name="Predicted">What is predicted.</param>
/// <param name="IsRight">Whether that is the same.</param>
/// <param name="Agree">Whether all experts decide the same.</param>
/// <param name="Focus">The output that attributions and masking are about: the predicted class, the most probable label, or the number.</param>
/// <param name="Sentence">Which interaction decided, in words.</param>
/// <param name="Explanation">Every expert's weight, output and contribution.</param>
/// <param name="Masking">What masking every modality changes, [n].</param>
/// <param name="TopFeatures">The values that add most to every expert (in absolute value), [E][at most 5]; null where attributions are left out.</param>
/// <param name="ModalitySums">What every modality adds to every expert, [E][n]; NaN for token ids; null where attributions are left out.</param>
/// <param name="Residuals">How far the attributions of every expert are from complete, [E]; null where attributions are left out.</param>
/// <param name="Shown">Every modality as it can be shown, [n].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SampleReport(
    long Sample,
    string Name,
    string Truth,
    IReadOnlyList<int> TrueOutputs,
    string Predicted,
    bool IsRight,
    bool Agree,
    int Focus,
    string Sentence,
    SampleExplanation Explanation,
    IReadOnlyList<MaskingEffect> Masking,
    IReadOnlyList<IReadOnlyList<FeatureScore>>? TopFeatures,
    IReadOnlyList<double[]>? ModalitySums,
    IReadOnlyList<double>? Residuals,
    IReadOnlyList<ShownModality> Shown)
{
    /// <summary>What the pixels of every picture add to every expert, [E][n]; null for modalities that are not shown as pictures, and as a whole where attributions are left out.</summary>
    public IReadOnlyList<IReadOnlyList<PictureAttribution?>>? Pictures { get; init; }

    /// <summary>What masking two or more modalities at once changes, in the order of their binary numbers (<see cref="ModalityMasking.CombinedEffectsOn"/>); empty of many modalities.</summary>
    public IReadOnlyList<MaskingEffect> Combined { get; init; } = [];

    /// <summary>What would be predicted if one of the features that decide most had other values; empty where attributions are left out, or no feature has other values.</summary>
    public IReadOnlyList<FeatureResponse> Responses { get; init; } = [];

    /// <summary>The set that holds the truth with the probability of the report, in words; empty where it was not asked.</summary>
    public string Set { get; init; } = "";

    /// <summary>The modalities of which the data have no value for it; the mean of the training part stands in their place.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The place of the expert with the greatest weight.</summary>
    public int Dominating => Explanation.Experts.Index().MaxBy(pair => pair.Item.Weight).Index;
}
