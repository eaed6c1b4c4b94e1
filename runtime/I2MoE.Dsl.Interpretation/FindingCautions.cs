using System.ComponentModel;
using System.Globalization;

namespace I2MoE.Dsl.Interpretation;

/// <summary>Says in sentences why weights and shares should not be believed, as far as they should not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FindingCautions
{
    /// <summary>From this many times the even weight 1 / E on an expert leads; below it, weights are nearly even.</summary>
    public const double LeadsFrom = ExplanationSentence.LargelyFrom;

    /// <summary>Begins every sentence about what is not above chance.</summary>
    public const string NothingKnown = "Nothing known";

    /// <summary>The cautions of a model, none where there is nothing to warn of.</summary>
    /// <param name="findings">What was found.</param>
    public static IReadOnlyList<string> Of(InteractionFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.IsKnown ? [.. Doubts(findings)] : [NothingIsKnown(findings)];
    }

    /// <summary>What is to be said of several trainings of the same model: whether they tell the same.</summary>
    /// <param name="runs">What was found in each.</param>
    public static IReadOnlyList<string> OfSeveral(IReadOnlyList<InteractionFindings> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count < 2)
        {
            return [];
        }

        int unknown = runs.Count(run => !run.IsKnown);
        string[] byWeight = [.. runs.Select(run => LeaderBySay(run).Expert.Label)];
        string[] byShare = [.. runs.Where(run => run.Leading is not null).Select(run => run.Experts[run.Leading!.Value].Expert.Label)];
        return
        [
            .. unknown == 0 ? [] : (string[])[$"{NothingKnown} in {unknown} of {runs.Count} runs: there the model is not above chance."],
            .. Disagreement("by weight", byWeight),
            .. Disagreement("by the estimate", byShare),
        ];
    }

    private static IEnumerable<string> Disagreement(string how, string[] leaders)
    {
        string[] different = [.. leaders.Distinct()];
        if (different.Length > 1)
        {
            string counted = string.Join(", ", different.Select(leader => $"{leader} in {leaders.Count(other => other == leader)}"));
            yield return $"The {leaders.Length} runs disagree on who leads {how} ({counted}): that is of the training, and not of the data.";
        }
    }

    private static string NothingIsKnown(InteractionFindings findings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{NothingKnown}: the model is not above chance ({findings.Known.Value:0.000} {findings.Unit} a sample, 95 %: {findings.Known.Low:0.000} to {findings.Known.High:0.000}{(findings.Known.Low > 0 ? "; 99 % are asked for" : "")}). Weights and sentences explain guesses.");

    private static IEnumerable<string> Doubts(InteractionFindings findings)
    {
        string[] atChance = [.. findings.Experts.Where(expert => !expert.IsAboveChance && !expert.IsBelowChance).Select(expert => expert.Expert.Label)];
        string[] below = [.. findings.Experts.Where(expert => !expert.IsAboveChance && expert.IsBelowChance).Select(expert => expert.Expert.Label)];
        if (atChance.Length > 0)
        {
            yield return $"{Listed(atChance)} {(atChance.Length == 1 ? "is" : "are")} not above chance in what {Left(atChance)}: a weight there is no evidence of such an interaction.";
        }

        if (below.Length > 0)
        {
            yield return $"{Listed(below)} {(below.Length == 1 ? "is" : "are")} below chance in what {Left(below)}: rather the opposite of what {(below.Length == 1 ? "it says" : "they say")} is true, and a weight there is no evidence of such an interaction.";
        }

        ExpertFinding most = LeaderBySay(findings);
        double even = 1.0 / findings.Experts.Count;
        if (most.Say.Value < LeadsFrom * even)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The weights are nearly even (the greatest mean is {most.Say.Value:0.00}, even is {even:0.00}): no expert leads, and another training may order them otherwise.");
        }

        if (findings.Leading is { } leading && findings.Experts[leading].Expert != most.Expert)
        {
            yield return $"The greatest say has {most.Expert.Label}, but most of what is known is {findings.Experts[leading].Expert.Label}'s: believe the estimate.";
        }

        if (findings.Leading is null)
        {
            yield return "The model is above chance, but nothing is that an interaction tells: what is known cannot be divided among the experts.";
        }

        if (!findings.IsEvidence)
        {
            yield return "The objective Paper asks experts to be alike or different, and not to be right, so that an expert may know what is not its interaction's: for shares to be believed, train with another objective.";
        }
    }

    // An expert is measured by its masked passes, and not by what it says of everything.
    private static string Left(string[] experts) => experts.Length == 1 ? "its interaction leaves it" : "their interactions leave them";

    private static ExpertFinding LeaderBySay(InteractionFindings findings) => findings.Experts.MaxBy(expert => expert.Say.Value)!;

    private static string Listed(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
