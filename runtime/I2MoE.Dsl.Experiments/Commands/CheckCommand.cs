using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.SelfTest;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>check</c>: whether this machine computes rightly.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var command = new Command("check", "Tests whether this machine computes rightly what models are made of, on the CPU. Exit code 1 where it does not.");
        command.SetAction((_, _) => commands.GuardAsync(() => Task.FromResult(Show(BackendCheck.Run(), console))));
        return command;
    }

    /// <summary>Prints a report; returns whether everything that models use is right.</summary>
    internal static bool Show(BackendReport report, ProgramConsole console)
    {
        Table table = ResultTables.New("operation, forwards and backwards", "error", "");
        foreach (BackendFinding finding in report.Findings)
        {
            string verdict = finding.IsRight ? "right" : finding.IsOurs ? "WRONG" : "WRONG (custom encoders)";
            table.AddRow(CellText.Of(finding.Operation), finding.Error.ToString("0.0E+0", CultureInfo.InvariantCulture), verdict);
        }

        console.Show(string.Create(CultureInfo.InvariantCulture, $"{report.Processor}; {report.Library}; {report.Duration.TotalMilliseconds:F0} ms"), table);
        if (report.Problem is { } problem)
        {
            console.Error.WriteLine($"error: {problem}");
        }

        if (report.Warning is { } warning)
        {
            console.Error.WriteLine($"warning: {warning}");
        }

        console.Line(report.IsRight ? "Everything that models of this library use is right on this machine." : "Do not trust what is trained or predicted on this machine.");
        return report.IsRight;
    }
}
