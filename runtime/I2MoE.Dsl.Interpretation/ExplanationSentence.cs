using System.ComponentModel;
using System.Globalization;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Says in a sentence which interaction decided a sample, for example "Mostly redundant between Image and Keywords; Name adds unique evidence for Food".
/// Every word follows from the numbers by the thresholds below.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExplanationSentence
{
    /// <summary>From this weight an expert decides "mostly": it has as much say as all others together.</summary>
    public const double MostlyFrom = 0.5;

    /// <summary>From this many times the even weight 1 / E, but below <see cref="MostlyFrom"/>, an expert decides "largely"; below it, none dominates.</summary>
    public const double LargelyFrom = 1.25;

    /// <summary>From this share of all support for what is predicted, an expert "adds" evidence; with that much of it against, it "speaks against".</summary>
    public const double AddsFrom = 0.15;

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

        IReadOnlyList<Expert> experts = model.Experts;
        bool IsAboveChance(int expert) => findings?.Experts[expert].IsAboveChance ?? true;
        string Involved(int expert) => TakingPart(model, attributions?[expert]);
        (int first, ExpertContribution most) = explanation.Experts.Index().MaxBy(pair => pair.Item.Weight);
        string what = !IsAboveChance(first) ? "" : experts[first].Kind switch
        {
            InteractionKind.Uniqueness => $"unique to {experts[first].Modality!.Name}",
            InteractionKind.Synergy => $"synergy of {Involved(first)}",
            _ when model.Modalities.Count > 2 => $"shared among {Involved(first)}, of which no single one is needed",
            _ => $"redundant between {Involved(first)}",
        };
        string lead = what.Length == 0 ? $"{FindingCautions.NothingKnown} about why: most say has {experts[first].Label}, which by itself is not above chance"
            : most.Weight >= MostlyFrom ? $"Mostly {what}"
            : most.Weight * experts.Count >= LargelyFrom ? $"Largely {what}"
            : $"No interaction dominates; the first among equals is {what}";
        IEnumerable<string> clauses =
        [
            lead,
            .. Evidence(model, reading, experts, explanation, first, Involved, IsAboveChance),
            .. Dependencies(reading, explanation, masking),
        ];
        return string.Join("; ", clauses) + ".";
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
        int focus = OutputReading.Focus(explanation.Logits);
        return [.. explanation.Experts.Select(expert => expert.Contribution[focus] - (model.Task == TaskKind.Classification ? expert.Contribution.Average() : 0))];
    }

    private static IEnumerable<string> Evidence(
        ModelDescription model, OutputReading reading, IReadOnlyList<Expert> experts, SampleExplanation explanation, int first, Func<int, string> involved, Func<int, bool> isAboveChance)
    {
        double[] support = Support(model, explanation);
        bool isNumber = model.Task == TaskKind.Regression;
        double all = isNumber ? support.Sum(Math.Abs) : support.Sum(value => Math.Max(0, value));
        string of = reading.Names[OutputReading.Focus(explanation.Logits)];
        (int Expert, double Value)[] telling =
        [
            .. support.Index().Where(pair => Math.Abs(pair.Item) >= AddsFrom * all && all > 0 && isAboveChance(pair.Index) && (pair.Index != first || (pair.Item < 0 && !isNumber)))
                .OrderByDescending(pair => Math.Abs(pair.Item)).Select(pair => (pair.Index, pair.Item)),
        ];
        if (isNumber)
        {
            return telling.Select(part => experts[part.Expert].Kind switch
            {
                InteractionKind.Uniqueness => $"{experts[part.Expert].Modality!.Name} adds {Signed(part.Value)} by itself",
                InteractionKind.Synergy => $"{involved(part.Expert)} together add {Signed(part.Value)}",
                _ => $"what {involved(part.Expert)} share adds {Signed(part.Value)}",
            });
        }

        string[] unique = [.. telling.Where(part => part.Value > 0 && experts[part.Expert].Modality is not null).Select(part => experts[part.Expert].Modality!.Name)];
        return
        [
            .. unique.Length == 0 ? [] : (string[])[$"{Listed(unique)} {(unique.Length == 1 ? "adds" : "add")} unique evidence for {of}"],
            .. telling.Where(part => part.Value > 0 && experts[part.Expert].Modality is null).Select(part => experts[part.Expert].Kind == InteractionKind.Synergy
                ? $"{involved(part.Expert)} together add evidence for {of}"
                : $"what {involved(part.Expert)} share adds evidence for {of}"),
            .. telling.Where(part => part.Value < 0).Select(part => experts[part.Expert].Kind switch
            {
                InteractionKind.Uniqueness => $"what is unique to {experts[part.Expert].Modality!.Name} speaks against {of}",
                InteractionKind.Synergy => $"the synergy of {involved(part.Expert)} speaks against {of}",
                _ => $"what {involved(part.Expert)} share speaks against {of}",
            }),
        ];
    }

    private static string Signed(double value) => value.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);

    private static string Listed(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

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
        return Listed(names);
    }
}
