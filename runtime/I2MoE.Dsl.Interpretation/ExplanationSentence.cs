using System.ComponentModel;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Says in a sentence which interaction decided a sample, for example "Mostly redundant between Image and Keywords; Name adds unique evidence for Food".
/// Every word follows from the numbers by the thresholds below.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExplanationSentence
{
    /// <summary>From this weight an expert decides "mostly": it has as much say as all others together.</summary>
    public const double MostlyFrom = InteractionSentence.MostlyFrom;

    /// <summary>From this many times the even weight 1 / E, but below <see cref="MostlyFrom"/>, an expert decides "largely"; below it, none dominates.</summary>
    public const double LargelyFrom = InteractionSentence.LargelyFrom;

    /// <summary>From this share of all support for what is predicted, an expert "adds" evidence; with that much of it against, it "speaks against".</summary>
    public const double AddsFrom = InteractionSentence.AddsFrom;

    /// <summary>From this share of an expert's attributions (in absolute value) a modality is named as a part of what is redundant or in synergy.</summary>
    public const double TakesPartFrom = 0.2;

    /// <summary>From this share of draws in which masking a modality changes what is decided, it is said that the prediction depends on it.</summary>
    public const double ChangesFrom = 0.5;

    /// <summary>Explains a sample.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reading">What outputs decide, and their names.</param>
    /// <param name="explanation">Every expert's weight, output and contribution.</param>
    /// <param name="attributions">What the inputs add to every expert, [E]; null where it is not known, and all modalities are named then.</param>
    /// <param name="masking">What masking every modality changes, [n]; null where it is not known.</param>
    /// <param name="findings">What is above chance; null where it is not known, and every expert is taken at its word then.</param>
    public static string Of(
        ModelDescription model,
        OutputReading reading,
        SampleExplanation explanation,
        IReadOnlyList<ExpertAttribution>? attributions = null,
        IReadOnlyList<MaskingEffect>? masking = null,
        InteractionFindings? findings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(explanation);
        if (findings is { IsKnown: false })
        {
            return $"{FindingCautions.NothingKnown}: the model is not above chance, and {reading.Describe(explanation.Logits)} is a guess.";
        }

        InteractionSentence sentence = Sentence(model, reading.Names, explanation, expert => TakingPart(model, attributions?[expert]), expert => findings?.Experts[expert].IsAboveChance ?? true);
        return string.Join("; ", [.. sentence.Clauses(), .. Dependencies(reading, explanation, masking)]) + ".";
    }

    /// <summary>
    /// How much every expert supports what is predicted: its contribution to that class, less its mean contribution to all classes; its contribution
    /// to the most probable label, or to the number.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="explanation">Every expert's contribution.</param>
    /// <returns>[E].</returns>
    public static double[] Support(ModelDescription model, SampleExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(explanation);
        return Sentence(model, [], explanation, _ => "", _ => true).Support();
    }

    private static InteractionSentence Sentence(
        ModelDescription model, IReadOnlyList<string> names, SampleExplanation explanation, Func<int, string> involved, Func<int, bool> isAboveChance) =>
        new(model, names, explanation.Logits, [.. explanation.Experts.Select(expert => expert.Weight)], [.. explanation.Experts.Select(expert => expert.Contribution)])
        {
            Involved = involved,
            IsAboveChance = isAboveChance,
            Unknown = FindingCautions.NothingKnown,
        };

    private static IEnumerable<string> Dependencies(OutputReading reading, SampleExplanation explanation, IReadOnlyList<MaskingEffect>? masking) =>
        (masking ?? []).Where(effect => effect.Changed >= ChangesFrom).Select(effect => reading.IsSame(effect.Outputs, explanation.Logits)
            ? $"without {effect.Modality} it is uncertain"
            : $"without {effect.Modality} it would be {reading.Describe(effect.Outputs)}");

    // At least two: nothing is redundant or in synergy alone.
    private static string TakingPart(ModelDescription model, ExpertAttribution? attribution)
    {
        double[]? sizes = attribution is null ? null : [.. attribution.Features.Select(values => values?.Sum(Math.Abs) ?? 0)];
        double all = sizes?.Sum() ?? 0;
        string[] names = sizes is null || all == 0
            ? [.. model.ModalityNames]
            : [.. sizes.Index().OrderByDescending(pair => pair.Item).Where((pair, place) => place < 2 || pair.Item >= TakesPartFrom * all)
                .OrderBy(pair => pair.Index).Select(pair => model.ModalityNames[pair.Index])];
        return InteractionSentence.Listed(names);
    }
}
