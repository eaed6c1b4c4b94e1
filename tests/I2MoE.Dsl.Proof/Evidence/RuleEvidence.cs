using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Proof.Cases;
using I2MoE.Proof.Compilation;
using I2MoE.Proof.Trials;

namespace I2MoE.Proof.Evidence;

/// <summary>
/// Shows that what the rules reject would fail: the generator writes code for every declaration, also for one with errors, and here that
/// code is compiled and run as if nobody had reported anything.
/// </summary>
internal sealed class RuleEvidence(ModelBuilder builder, TrialPool trials)
{
    private const int SearchedSeeds = 40_000;
    private const int SecondRound = 15;

    // A model of this size would fill the memory before it proves anything.
    private const int GreatestSize = 3000;

    private const string DataReason = "about the data section of a file, which makes no part of the model: there is nothing to run without the data";

    // The rules that forbid what works, with the promise that they keep.
    private static readonly Dictionary<Rule, string> s_reasons = new()
    {
        [OptionRules.KnownChoice] = "the runtime takes every other number for one of the members, so that nothing fails and what was asked for does not happen",
        [ClassRules.FreeClassName] = "no member can have the name of its class (CS0542), and the file that would say so is the generated one",
        [ClassRules.RecentLanguage] = "an older compiler knows no partial properties (CS8703), and the file that would say so is the generated one",
        [ClassRules.MarkedAsModel] = "nothing is generated for such a class, so that its partial properties have no other part (CS9248)",
        [EmbeddedLevelRules.StatesLevels] = "nothing is embedded without levels, so that the model trains, as if no embedding had been asked for",
        [EmbeddedLevelRules.TakesEmbedded] = "an encoder of patches cuts vectors of levels where it happens to, and nobody is told",
        [ModalityRules.DistinctNames] = "names that differ in case only run; figures, tables and files named after them cannot be told apart, on some disks not even kept apart",
        [SizeRules.TensorsAreCountable] = "such a tensor takes more than 8 GB and was seen to end in a crash of the native library; it would fill the memory here before it proves anything",
        [TrainingChoiceRules.TaskHasMetric] = "a metric that the task has not is never a number, so that no epoch is better than the first, and nobody is told",
        [OptimizerRules.StepsAreBounded] = "parameters diverge where a small gradient follows a large one, which few of these trainings of one epoch meet",
        [TrackingRules.MlflowHasAddress] = "the class trains; the command that shows its runs elsewhere would find no server, at the end of the day",
        [TrainingChoiceRules.WeightsOnce] = "the balanced weights take the place of those that are stated, and nobody is told",
        [ModalityRules.AtMostEightModalities] = "nine modalities run; eight is the documented limit, because passes times experts grow with the square",
    };

    /// <summary>Bypasses every rule that is an error of declarations in some cases.</summary>
    /// <param name="first">The seed at which the search for cases begins.</param>
    /// <param name="count">How many cases a rule.</param>
    public IReadOnlyList<EvidenceLine> Gather(int first, int count)
    {
        Rule[] data = [.. DataSourceRules.All, .. DataModalityRules.All, .. DataSplitRules.All, .. FeatureNameRules.All, .. TableTextRules.All, .. RandomDataRules.All, .. FoldRules.All, .. SequenceRules.All, .. EmbeddedLevelRules.OfData, .. JoinRules.All, .. CategoryRules.All, .. TextRules.All, .. NetworkRules.All, .. SweepRules.All];
        Rule[] rules = [.. RuleTable.All.Except(YamlRules.All).Except(data).Where(rule => rule.Severity == RuleSeverity.Error)];
        ILookup<Rule, ProofCase> cases = Search(rules, first, count + SecondRound);
        ILookup<Rule, string?> outcomes = Bypass(rules.SelectMany(rule => cases[rule].Take(count)));
        Rule[] unproven = [.. rules.Where(rule => !s_reasons.ContainsKey(rule) && outcomes[rule].All(problem => problem is null))];
        ILookup<Rule, string?> more = Bypass(unproven.SelectMany(rule => cases[rule].Skip(count)));
        return
        [
            .. rules.Select(rule => Line(rule, [.. outcomes[rule], .. more[rule]])),
            .. data.Where(rule => rule.Severity == RuleSeverity.Error).Select(rule => new EvidenceLine(rule, 0, 0, Example: null, DataReason)),
        ];
    }

    private static EvidenceLine Line(Rule rule, IReadOnlyList<string?> outcomes)
    {
        string? example = outcomes.FirstOrDefault(problem => problem is not null);
        return new EvidenceLine(rule, outcomes.Count, outcomes.Count(problem => problem is not null), example, example is null ? s_reasons.GetValueOrDefault(rule) : null);
    }

    private static ILookup<Rule, ProofCase> Search(Rule[] rules, int first, int count)
    {
        Dictionary<Rule, List<ProofCase>> found = rules.ToDictionary(rule => rule, _ => new List<ProofCase>());
        for (int seed = first; seed < first + SearchedSeeds && found.Any(pair => pair.Value.Count < count && !s_reasons.ContainsKey(pair.Key)); seed++)
        {
            ProofCase candidate = CaseGenerator.Create(seed, CaseKind.NearValid);
            if (BrokenRule(candidate) is { } rule && found[rule].Count < count && !IsLarge(candidate.Specification))
            {
                found[rule].Add(candidate);
            }
        }

        return found.SelectMany(pair => pair.Value.Select(found => (pair.Key, found))).ToLookup(pair => pair.Key, pair => pair.found);
    }

    // The problem of each case; null where it worked.
    private ILookup<Rule, string?> Bypass(IEnumerable<ProofCase> cases)
    {
        List<(Rule Rule, string? Problem)> outcomes = [];
        foreach (ProofCase[] chunk in cases.DistinctBy(found => found.Seed).Chunk(100))
        {
            foreach ((BuiltModel built, TrialOutcome? outcome) in trials.Run(builder.Build(Judge.Run(chunk), fromExperiments: false)))
            {
                outcomes.Add((BrokenRule(built.Case)!, Problem(built, outcome)));
            }
        }

        return outcomes.ToLookup(outcome => outcome.Rule, outcome => outcome.Problem);
    }

    private static string? Problem(BuiltModel built, TrialOutcome? outcome)
    {
        if (outcome is null)
        {
            return "compilation: " + built.Diagnostics.First(text => text.StartsWith("error", StringComparison.Ordinal));
        }

        return outcome.IsPassed || outcome == TrialOutcome.OutOfTime ? null : outcome.ToString();
    }

    /// <summary>The only rule that is an error and that the case breaks; null where there is none or are several.</summary>
    private static Rule? BrokenRule(ProofCase candidate)
    {
        Rule[] broken = [.. RuleTable.Check(candidate.Specification).Select(finding => finding.Rule).Where(rule => rule.Severity == RuleSeverity.Error).Distinct()];
        return broken.Length == 1 ? broken[0] : null;
    }

    private static bool IsLarge(ModelSpecification specification) => specification.Components.SelectMany(place => place.Component.Given).Any(given => given.Value switch
    {
        int number => number > GreatestSize,
        EquatableArray<int> list => list.Any(number => number > GreatestSize),
        _ => false,
    });
}
