using System.Globalization;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Proof.Cases;
using I2MoE.Proof.Compilation;
using I2MoE.Proof.Evidence;

namespace I2MoE.Proof;

/// <summary>What was proven, in numbers.</summary>
internal sealed class ProofReport(int first, int count)
{
    private readonly Dictionary<(string Group, string Name), int[]> _counts = [];
    private readonly Dictionary<string, int> _fired = [];
    private readonly List<EvidenceLine> _evidence = [];
    private int _cases;

    /// <summary>The first seed whose case is not counted yet.</summary>
    public int Next => first + _cases;

    /// <summary>How long the counted cases took, in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>The failures.</summary>
    public List<Failure> Failures { get; } = [];

    /// <summary>The rules that were bypassed.</summary>
    public IReadOnlyList<EvidenceLine> Evidence => _evidence;

    /// <summary>Whether nothing failed, and every rule that was bypassed is justified.</summary>
    public bool IsProven => Failures.Count == 0 && _evidence.All(line => line.IsJustified);

    /// <summary>The report as far as it has come.</summary>
    public SavedReport Save() => new(
        SavedReport.PresentCode,
        first,
        Next,
        Seconds,
        [.. _counts.Select(pair => new SavedReport.Count(pair.Key.Group, pair.Key.Name, pair.Value[0], pair.Value[1]))],
        _fired,
        [.. Failures.Select(failure => new SavedReport.Failed(failure.Case.Seed, failure.Kind, failure.Message))]);

    /// <summary>Goes on from <paramref name="saved"/>.</summary>
    public void Restore(SavedReport saved)
    {
        _cases = saved.Next - first;
        Seconds = saved.Seconds;
        foreach (SavedReport.Count counted in saved.Counts)
        {
            _counts.Add((counted.Group, counted.Name), [counted.Accepted, counted.Rejected]);
        }

        foreach (KeyValuePair<string, int> fired in saved.Fired)
        {
            _fired.Add(fired.Key, fired.Value);
        }

        Failures.AddRange(saved.Failures.Select(failed => new Failure(CaseGenerator.Create(failed.Seed), failed.Kind, failed.Message)));
    }

    /// <summary>Counts cases.</summary>
    public void Add(IEnumerable<Judgement> judged)
    {
        foreach (Judgement judgement in judged)
        {
            _cases++;
            int outcome = judgement.IsAccepted ? 0 : 1;
            foreach ((string group, string name) in Groups(judgement).Distinct())
            {
                if (!_counts.TryGetValue((group, name), out int[]? counts))
                {
                    _counts.Add((group, name), counts = new int[2]);
                }

                counts[outcome]++;
            }

            foreach (string id in judgement.Ids.Union(judgement.ExperimentIds))
            {
                _fired[id] = _fired.GetValueOrDefault(id) + 1;
            }
        }
    }

    /// <summary>Adds a failure.</summary>
    public void Add(Failure failure) => Failures.Add(failure);

    /// <summary>Adds evidence.</summary>
    public void Add(IEnumerable<EvidenceLine> lines) => _evidence.AddRange(lines);

    /// <summary>Writes the report.</summary>
    public void Write(TextWriter output)
    {
        if (count > 0)
        {
            output.WriteLine($"\nSeeds {Number(first)} to {Number(Next - 1)}, {Seconds:F0} seconds\n");
        }

        foreach (IGrouping<string, (string Group, string Name)> group in _counts.Keys.GroupBy(key => key.Group))
        {
            Table.Write(output, [group.Key, "accepted", "rejected"], group.OrderBy(key => key.Name, StringComparer.Ordinal).Select(key => (IReadOnlyList<string>)[key.Name, Number(_counts[key][0]), Number(_counts[key][1])]));
        }

        if (_fired.Count > 0)
        {
            WriteRules(output);
        }

        if (_evidence.Count > 0)
        {
            output.WriteLine("What happens when a rule is bypassed\n");
            Table.Write(output, ["rule", "bypassed", "failed", "for example"], _evidence.Select(line => (IReadOnlyList<string>)[line.Rule.Id, Number(line.Bypassed), Number(line.Failed), Explain(line)]));
        }

        foreach (IGrouping<string, Failure> kind in Failures.GroupBy(failure => failure.Kind))
        {
            output.WriteLine($"{kind.Key}: seeds {string.Join(", ", kind.Select(failure => Number(failure.Case.Seed)))}");
        }

        int exceptions = Failures.Count(failure => failure.Kind == Failure.GeneratorException);
        int failing = Failures.Count(failure => failure.Kind is Failure.DoesNotCompile or Failure.DoesNotRun);
        int unjustified = _evidence.Count(line => !line.IsJustified);
        output.WriteLine(
            $"Cases: {Number(_cases)}. Accepted but failing: {Number(failing)}. Front ends that disagree: {Number(Failures.Count - failing - exceptions)}. "
            + $"Generator exceptions: {Number(exceptions)}. Rules without evidence or reason: {(_evidence.Count == 0 ? "not asked" : Number(unjustified))}.");
    }

    private void WriteRules(TextWriter output) => Table.Write(
        output,
        ["rule", "severity", "cases"],
        RuleTable.All
            .Where(rule => _fired.ContainsKey(rule.Id))
            .Select(rule => (IReadOnlyList<string>)[$"{rule.Id} {rule.Title}", rule.Severity.ToString(), Number(_fired[rule.Id])]));

    private static IEnumerable<(string Group, string Name)> Groups(Judgement judgement)
    {
        ModelSpecification specification = judgement.Case.Specification;
        yield return ("drawn as", judgement.Case.Kind.ToString());
        yield return ("front end", "attributes");
        if (judgement.Experiment is not null)
        {
            yield return ("front end", "YAML");
        }

        yield return ("modalities", specification.Modalities.Count.ToString("00", CultureInfo.InvariantCulture));
        foreach ((Component component, _) in specification.Components)
        {
            Section section = component.Definition.Section;
            if (section is Section.Encoder or Section.Fusion or Section.Task)
            {
                yield return (section.ToString().ToLowerInvariant(), component.Definition.Kind);
            }

            // The ablations and the like.
            foreach (Option option in component.Definition.Options.Where(option => option.EnumType is not null))
            {
                yield return ("choice", $"{component.Definition.Kind} {option.Name} = {OptionText.Value(Enum.ToObject(option.EnumType!, component.Get(option)))}");
            }

            foreach (Option option in component.Definition.Options.Where(option => option.Type == OptionType.Flag))
            {
                yield return ("choice", $"{component.Definition.Kind} {option.Name} = {component.Get(option)}");
            }
        }
    }

    private static string Explain(EvidenceLine line) =>
        line.Example ?? (line.Reason is { } reason ? "(" + reason + ")" : line.Bypassed == 0 ? "NO CASE" : "NOTHING FAILS");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
