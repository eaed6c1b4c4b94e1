using System.Diagnostics;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>Finds a Python that has a module, and runs it.</summary>
internal static class PythonRun
{
    private static readonly string[] s_interpreters = ["python3", "/usr/bin/python3", "python"];

    /// <summary>The first interpreter that has a module; null where none has.</summary>
    public static async Task<string?> FindAsync(string module)
    {
        foreach (string candidate in s_interpreters)
        {
            if ((await RunAsync(candidate, "-c", $"import {module}"))?.ExitCode == 0)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Runs a program; null where there is no such program.</summary>
    public static async Task<(int ExitCode, string Text)?> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
