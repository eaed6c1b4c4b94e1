using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests.Slurm;

/// <summary>Slurm on this machine, with two nodes that can die, for the tests that ask for it; see <c>tests/slurm/cluster.sh</c>.</summary>
public sealed class SlurmCluster : IAsyncLifetime
{
    private const string Wanted = "I2MOE_SLURM";

    private static readonly string s_script = Path.Combine(RepositoryFiles.Root, "tests", "slurm", "cluster.sh");
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.2);

    private readonly string _folder = Directory.CreateTempSubdirectory("i2moe-slurm-").FullName;

    /// <summary>Where jobs are submitted: the experiment, its data and the scripts of the documentation.</summary>
    public string Work => Path.Combine(_folder, "work");

    private static bool IsWanted => Environment.GetEnvironmentVariable(Wanted) == "1";

    /// <summary>Skips the test that calls this where it was not asked for.</summary>
    public static void SkipUnlessAsked() => Skip.IfNot(IsWanted, $"{Wanted} is not 1: it starts Slurm for minutes, as root, where slurm-wlm and munge are installed.");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (!IsWanted)
        {
            return;
        }

        Directory.CreateDirectory(Work);
        File.Copy(Path.Combine(RepositoryFiles.Root, "examples", "BreastCancer", "data", "wdbc.csv"), Path.Combine(Work, "wdbc.csv"));
        foreach (string script in Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "docs", "clusters"), "*.sbatch"))
        {
            File.Copy(script, Path.Combine(Work, Path.GetFileName(script)));
        }

        // The command of the scripts.
        string tool = Path.Combine(RepositoryFiles.Root, "runtime", "I2MoE.Dsl.Tool", "bin", Cli.Configuration, "net10.0", "I2MoE.Dsl.Tool.dll");
        string command = Path.Combine(Work, "bin", "i2moe");
        Directory.CreateDirectory(Path.GetDirectoryName(command)!);
        File.WriteAllText(command, $"#!/bin/bash\nexec dotnet {tool} \"$@\"\n");
        await Cli.ProgramAsync(_folder, "chmod", "+x", command);
        await RunAsync(s_script, "start", _folder);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (IsWanted)
        {
            await RunAsync(s_script, "stop", _folder);
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Submits a job of one processor a task; gives its number.</summary>
    /// <param name="words">What <c>sbatch</c> is told further.</param>
    public async Task<string> SubmitAsync(params string[] words) =>
        (await RunAsync("sbatch", ["--parsable", "--cpus-per-task=1", "--output=job-%j.out", .. words])).Trim();

    /// <summary>Runs the command of the scripts beside Slurm, as a task of one processor.</summary>
    public Task<string> I2MoEAsync(params string[] words) => RunAsync("bash", ["-c", "OMP_NUM_THREADS=1 exec i2moe \"$@\"", "i2moe", .. words]);

    /// <summary>Runs a command of Slurm.</summary>
    public async Task<string> RunAsync(string program, params string[] words)
    {
        (int exitCode, string output) = await TryAsync(program, words);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', words)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Sends a job that runs or has ended to the queue again; false where it has completed.</summary>
    public async Task<bool> TryRequeueAsync(string job)
    {
        await TryAsync("scontrol", ["requeue", job]);
        return (await StateAsync(job)).State != "COMPLETED";
    }

    /// <summary>A node dies with everything on it, and comes back.</summary>
    public async Task RestartAsync(string node)
    {
        await CrashAsync(node);
        await RunAsync(s_script, "boot", _folder, node);
    }

    /// <summary>A node dies with everything on it.</summary>
    public Task CrashAsync(string node) => RunAsync(s_script, "crash", _folder, node);

    /// <summary>A node comes back.</summary>
    public Task BootAsync(string node) => RunAsync(s_script, "boot", _folder, node);

    /// <summary>The state of a job, RUNNING for example, and the node that it is on.</summary>
    public async Task<(string State, string Node)> StateAsync(string job)
    {
        string told = await RunAsync("scontrol", "--oneliner", "show", "job", job);
        if (told.Contains("Reason=launch_failed_requeued_held", StringComparison.Ordinal))
        {
            // Its node died in the moment in which it was to be started; an administrator releases it.
            await TryAsync("scontrol", ["release", job]);
        }

        return (Of("JobState"), Of("NodeList"));

        string Of(string name) => told.Split(' ').First(word => word.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
    }

    /// <summary>Waits until a job is in one of these states.</summary>
    public async Task<(string State, string Node)> WaitAsync(string job, params string[] states)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            (string State, string Node) now = await StateAsync(job);
            if (states.Contains(now.State))
            {
                return now;
            }

            Assert.True(clock.Elapsed < s_patience, $"Job {job} is {now.State}, not {string.Join(" or ", states)}.\n{Output(job)}");
            await Task.Delay(s_pause);
        }
    }

    /// <summary>Waits until no job of an array, or of another kind, is left; fails where one did not end well.</summary>
    public async Task CompleteAsync(string job)
    {
        var clock = Stopwatch.StartNew();
        while ((await RunAsync("squeue", "--noheader", "--jobs", job)).Trim().Length > 0)
        {
            Assert.True(clock.Elapsed < s_patience, $"Job {job} does not end.\n{Output("*")}");
            await Task.Delay(s_pause);
        }
    }

    /// <summary>What a job has written.</summary>
    public string Output(string job) => string.Join('\n', Directory.GetFiles(Work, $"job-{job}.out").Select(File.ReadAllText));

    /// <summary>The processes of all nodes whose command line has a word, but not those of a shell.</summary>
    public static IReadOnlyList<Process> Programs(string word) => [.. Process.GetProcessesByName("dotnet").Where(process => CommandLine(process).Contains(word, StringComparison.Ordinal))];

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<(int ExitCode, string Output)> TryAsync(string program, string[] words)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = Work, RedirectStandardOutput = true };
        start.Environment["SLURM_CONF"] = Path.Combine(_folder, "slurm.conf");
        start.Environment["PATH"] = $"{Path.Combine(Work, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;

        // Not to its end: what it starts for good may keep the pipe.
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, program == s_script ? "" : await output);
    }
}
