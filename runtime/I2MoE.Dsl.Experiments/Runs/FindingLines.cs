using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Writes what is known to the console: the table, and then in words why it should not be believed, as far as it should not.</summary>
internal static class FindingLines
{
    /// <summary>Writes whether the explanation passed its checks; nothing where none was made.</summary>
    public static void Write(ProgramConsole console, IReadOnlyList<FaithfulnessCheck> checks)
    {
        foreach (FaithfulnessCheck check in checks)
        {
            console.Line($"Check {(check.Passed ? "passed" : "FAILED")}: {check.Name}. {check.Finding}");
        }
    }

    /// <summary>Writes it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="part">What the samples are called.</param>
    public static void Write(ProgramConsole console, InteractionFindings findings, string part)
    {
        console.Show(
            string.Create(CultureInfo.InvariantCulture, $"What is known ({part}): {findings.Known.Value:0.000} {findings.Unit} a sample (95 %: {findings.Known.Low:0.000} to {findings.Known.High:0.000}), by interaction; say is the mean weight"),
            ResultTables.Findings(findings));
        WriteCautions(console, findings);
    }

    /// <summary>Writes why it should not be believed.</summary>
    public static void WriteCautions(ProgramConsole console, InteractionFindings findings)
    {
        foreach (string caution in FindingCautions.Of(findings))
        {
            console.Line($"Caution: {caution}");
        }
    }

    /// <summary>Writes where answers should not be relied on.</summary>
    public static void WriteCautions(ProgramConsole console, PredictionUncertainty uncertainty)
    {
        foreach (string caution in uncertainty.Cautions)
        {
            console.Line($"Caution: {caution}");
        }
    }
}
