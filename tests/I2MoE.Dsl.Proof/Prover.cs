using I2MoE.Proof.Cases;
using I2MoE.Proof.Compilation;
using I2MoE.Proof.Evidence;
using I2MoE.Proof.Texts;
using I2MoE.Proof.Trials;

namespace I2MoE.Proof;

/// <summary>Judges cases and tries what was accepted.</summary>
internal sealed class Prover : IDisposable
{
    private const int ChunkSize = 100;
    private const int ShownFailures = 20;

    private readonly TextWriter _output;
    private readonly ModelBuilder _builder = new();
    private readonly TrialPool _trials = new();

    public Prover(TextWriter output) => _output = output;

    /// <summary>Runs the cases of some seeds and gathers the evidence for the rules.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="evidence">For how many rejected cases of each rule the rule is bypassed; 0 for none. It comes after the last seed.</param>
    /// <param name="path">The file in which the report is kept, and from which it goes on; null for none.</param>
    /// <param name="piece">How many seeds are run now.</param>
    public ProofReport Run(int first, int count, int evidence, string? path = null, int piece = int.MaxValue)
    {
        var report = new ProofReport(first, count);
        if (path is not null && SavedReport.Find(path, first) is { } saved)
        {
            report.Restore(saved);
        }

        int rest = Math.Max(0, first + count - report.Next);
        foreach (int[] seeds in Enumerable.Range(report.Next, Math.Min(rest, piece)).Chunk(ChunkSize))
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Judgement[] judged = [.. Judge.Run(seeds.Select(CaseGenerator.Create))];
            report.Add(judged);
            foreach (Failure failure in judged.SelectMany(judgement => judgement.Failures).Concat(Try(judged)))
            {
                Failure shown = report.Failures.Count < ShownFailures ? Shrink(failure) : failure;
                report.Add(shown);
                Write(shown);
            }

            report.Seconds += clock.Elapsed.TotalSeconds;
            if (path is not null)
            {
                report.Save().Write(path);
            }

            _output.WriteLine($"  seeds {seeds[0]} to {seeds[^1]}: {judged.Count(judgement => judgement.IsAccepted)} accepted, {report.Failures.Count} failures so far, {report.Seconds:F0} s");
            _output.Flush();
        }

        if (evidence > 0 && rest <= piece)
        {
            report.Add(new RuleEvidence(_builder, _trials).Gather(first, evidence));
            report.Add(FileEvidence.Gather());
        }

        return report;
    }

    /// <summary>Writes the texts of a case, what is reported on it and how its trial ends, whether or not it is accepted; returns whether it proves what it should.</summary>
    public bool Show(int seed) => Show(Judge.Run([CaseGenerator.Create(seed)]).Single());

    /// <summary>The same of a case that is judged already.</summary>
    public bool Show(Judgement judgement)
    {
        _output.WriteLine($"Case {judgement.Case.Seed}, {judgement.Case.Kind}\n\n{judgement.File}");
        _output.WriteLine(judgement.Experiment);
        _output.WriteLine($"On the class: {string.Join(", ", judgement.Ids)}; on the file: {string.Join(", ", judgement.ExperimentIds)}");
        bool runs = true;
        foreach ((BuiltModel built, TrialOutcome? outcome) in _trials.Run(_builder.Build([judgement], fromExperiments: false)))
        {
            runs &= outcome is { IsPassed: true };
            _output.WriteLine(string.Join("\n", built.Diagnostics.Append(outcome?.ToString() ?? "It was not tried.")));
        }

        foreach (Failure failure in judgement.Failures)
        {
            _output.WriteLine($"{failure.Kind}: {failure.Message}");
        }

        // A case that is rejected is tried too, and may fail: that is why.
        bool isProven = judgement.Failures.Count == 0 && (runs || !judgement.IsAccepted);
        _output.WriteLine(isProven ? "Proven." : "FAILED.");
        return isProven;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _trials.Dispose();
        _builder.Dispose();
    }

    private IEnumerable<Failure> Try(IReadOnlyList<Judgement> judged)
    {
        Judgement[] accepted = [.. judged.Where(judgement => judgement is { IsAccepted: true, Failures.Count: 0 })];
        foreach ((BuiltModel built, TrialOutcome? outcome) in _trials.Run(_builder.Build(accepted, fromExperiments: true)))
        {
            if (built.Diagnostics.Count > 0)
            {
                yield return new Failure(built.Case, Failure.DoesNotCompile, string.Join("; ", built.Diagnostics.Take(3)));
            }
            else if (outcome is { IsPassed: false })
            {
                yield return new Failure(built.Case, Failure.DoesNotRun, outcome.ToString());
            }
        }
    }

    private Failure Shrink(Failure failure) => Shrinking.Shrink(failure, candidate =>
    {
        Judgement judgement = Judge.Run([candidate]).Single();
        return judgement.Failures.Concat(Try([judgement])).FirstOrDefault(other => other.Kind == failure.Kind);
    });

    private void Write(Failure failure)
    {
        _output.WriteLine($"FAILURE, seed {failure.Case.Seed} ({failure.Case.Kind}), {failure.Kind}: {failure.Message}");
        _output.WriteLine(AttributeText.Write(failure.Case.Specification));
    }
}
