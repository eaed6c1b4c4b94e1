using System.ComponentModel;
using System.Diagnostics;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>The commit of the repository that a folder is in.</summary>
internal static class SourceCommit
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>The full hash, with <c>-dirty</c> where tracked files differ from it; null where there is no repository, no commit, or no git.</summary>
    /// <param name="folder">The folder.</param>
    public static string? Of(string folder)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string argument in (string[])["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
        {
            start.ArgumentList.Add(argument);
        }

        // It only looks.
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            using var git = Process.Start(start);
            if (git is null)
            {
                return null;
            }

            git.StandardInput.Close();
            Task<string> answer = git.StandardOutput.ReadToEndAsync();
            _ = git.StandardError.ReadToEndAsync();
            if (!git.WaitForExit(s_patience))
            {
                git.Kill(entireProcessTree: true);
                return null;
            }

            return git.ExitCode == 0 && answer.Wait(s_patience) && answer.Result.Trim() is { Length: > 0 } commit ? commit : null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
