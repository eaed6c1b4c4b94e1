using I2MoE.Proof.Cases;
using Microsoft.CodeAnalysis;

namespace I2MoE.Proof.Compilation;

/// <summary>What the generator, the analyzer and the reader of experiment files make of a case.</summary>
internal sealed class Judgement(ProofCase judged)
{
    /// <summary>The case.</summary>
    public ProofCase Case => judged;

    /// <summary>The file of the class with attributes.</summary>
    public required SyntaxTree File { get; init; }

    /// <summary>The experiment file; null where a file cannot say all of it.</summary>
    public string? Experiment { get; init; }

    /// <summary>The ids that are reported on the class.</summary>
    public HashSet<string> Ids { get; } = [];

    /// <summary>Those of <see cref="Ids"/> that are errors.</summary>
    public HashSet<string> Errors { get; } = [];

    /// <summary>The ids that are reported on the experiment file.</summary>
    public HashSet<string> ExperimentIds { get; } = [];

    /// <summary>Those of <see cref="ExperimentIds"/> that are errors.</summary>
    public HashSet<string> ExperimentErrors { get; } = [];

    /// <summary>The file generated from the class; null where there is none.</summary>
    public SyntaxTree? Generated { get; set; }

    /// <summary>The file generated from the experiment file; null where there is none.</summary>
    public SyntaxTree? GeneratedFromExperiment { get; set; }

    /// <summary>Whether the class has no errors.</summary>
    public bool IsAccepted => Errors.Count == 0;

    /// <summary>What must not be: an exception of the generator or the analyzer, or two front ends that disagree.</summary>
    public List<Failure> Failures { get; } = [];

    /// <summary>Adds a failure.</summary>
    public void Fail(string kind, string message) => Failures.Add(new Failure(Case, kind, message));
}
