using System.ComponentModel;

namespace I2MoE.Dsl.SelfTest;

/// <summary>What the self-test found on this machine.</summary>
/// <param name="Processor">The processor.</param>
/// <param name="Library">The versions of TorchSharp and of this library.</param>
/// <param name="Findings">A finding an operation.</param>
/// <param name="Duration">How long it took.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BackendReport(string Processor, string Library, IReadOnlyList<BackendFinding> Findings, TimeSpan Duration)
{
    /// <summary>Whether everything that this library uses is right.</summary>
    public bool IsRight => Findings.All(finding => finding.IsRight || !finding.IsOurs);

    /// <summary>What is wrong of what this library uses, with the remedy; null where nothing is.</summary>
    public string? Problem => Describe(isOurs: true);

    /// <summary>What is wrong of what only custom encoders may use, with the remedy; null where nothing is.</summary>
    public string? Warning => Describe(isOurs: false);

    private string? Describe(bool isOurs)
    {
        BackendFinding[] wrong = [.. Findings.Where(finding => !finding.IsRight && finding.IsOurs == isOurs)];
        return wrong.Length == 0
            ? null
            : $"This machine ({Processor}) computes wrongly: {string.Join(", ", wrong.Select(finding => finding.Operation))}. {string.Join(' ', wrong.Select(finding => finding.Remedy).Distinct())}";
    }
}
