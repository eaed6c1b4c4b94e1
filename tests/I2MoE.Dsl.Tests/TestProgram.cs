using System.Diagnostics;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Tests.Experiments;
using I2MoE.Dsl.Tests.Fusion;
using I2MoE.Dsl.Tests.Interpretation.Reporting;
using I2MoE.Dsl.Tests.Layers;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Tests.SelfTest;
using I2MoE.Dsl.Tests.Training;

namespace I2MoE.Dsl.Tests;

/// <summary>This assembly as a program: what a test can only see in a process of its own, because it is killed, or because a setting is read once a process.</summary>
internal static class TestProgram
{
    /// <summary>Runs what the first argument names.</summary>
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["killed", var folder]:
                await KilledRun.RunAsync(folder);
                return 0;
            case [KilledRun.CommandLine, .. var commandLine]:
                return await ExperimentProgram.RunAsync([ProgramRun.Define(SmallExperiment.Table)], commandLine);
            case [FigureFontTests.Command, var figures]:
                FigureFontTests.WriteFigures(figures);
                return 0;
            case ["convolutions", var extent]:
                return ConvolutionGrid.Run(extent == "all", Console.Out) == 0 ? 0 : 1;
            case ["blocks"]:
                ConvolutionBlocksRun.Run(Console.Out);
                return 0;
            case ["steps"]:
                TrainingStepsRun.Run(Console.Out);
                return 0;
            case ["train"]:
                await RefusedRun.RunAsync(Console.Out);
                return 0;
            case ["memory", var folder]:
                await MemoryRun.RunAsync(folder);
                return 0;
            case ["sizes", var experiment, var model]:
                await SizeRun.RunAsync(experiment, isBaseline: model == "vanilla");
                return 0;
            case ["plan"]:
                PlanRun.Run();
                return 0;
            default:
                await Console.Error.WriteLineAsync("Arguments: killed FOLDER | command-line … | " + FigureFontTests.Command + " FOLDER | convolutions some|all | blocks | steps | train | memory FOLDER | sizes FILE i2moe|vanilla | plan");
                return 2;
        }
    }

    /// <summary>How this assembly is started as a program.</summary>
    public static ProcessStartInfo StartInfo(params string[] args) =>
        new(Environment.ProcessPath!, ["exec", typeof(TestProgram).Assembly.Location, .. args]) { RedirectStandardOutput = true };

    /// <summary>Runs it to its end with settings in its environment.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        ProcessStartInfo start = StartInfo(args);
        start.RedirectStandardError = true;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Runs it to its end, which must be a success, and returns the lines that it wrote.</summary>
    public static async Task<string[]> LinesAsync(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        (int exitCode, string output, string error) = await RunAsync(environment, args);
        Assert.True(exitCode == 0, $"The run ended with {exitCode}: {error}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
