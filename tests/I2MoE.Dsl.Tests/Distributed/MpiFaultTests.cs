using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Experiments;
using Xunit.Abstractions;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>Jobs under <c>mpirun</c> whose disk is full, that are killed at any moment, or asked to stop: they end with a word, and go on as if nothing had happened.</summary>
public sealed class MpiFaultTests : IDisposable
{
    private const string OpenMpi = "mpirun.openmpi";

    // Dropout, so that randomness counts as well; a checkpoint after nearly every step.
    private const string Train = "train --seed 3 --quiet --set fusion.dropout=0.1 --set training.checkpoint.every=0.01 --set training.epochs=";
    private const string Whole = "whole";
    private const string Killed = "killed";

    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("I2MOE_KILLS") ?? "20", CultureInfo.InvariantCulture);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    // A rank that waits leaves its processor to others that want it.
    private static readonly Dictionary<string, string> s_oneThread = new() { ["OMP_NUM_THREADS"] = "1", ["OMPI_MCA_mpi_yield_when_idle"] = "1" };

    private readonly TemporaryFolder _folder = new();
    private readonly ITestOutputHelper _log;

    public MpiFaultTests(ITestOutputHelper log)
    {
        _log = log;
        File.WriteAllText(_folder.File("small.csv"), SmallExperiment.Csv());
    }

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [MemberData(nameof(MpiJob.Launchers), MemberType = typeof(MpiJob))]
    public async Task A_full_disk_of_rank_0_ends_the_job_with_one_message_and_leaves_the_checkpoint_before_it(string launcher)
    {
        MpiJob.Require(launcher);
        LongTests.RunWhereWanted();
        using SmallDisk disk = SmallDisk.Mount(_folder.File("disk"), megabytes: 4);
        var clock = new Stopwatch();
        (int exitCode, string output, string error) = await MpiJob.RunAsync(launcher, _folder.Path, [$"{Train}100000 --out disk/run"], size: 2, s_oneThread, async _ =>
        {
            await BegunAsync("disk/run");
            disk.Fill();
            clock.Start();
        });
        Assert.NotEqual(0, exitCode);
        Assert.True(clock.Elapsed < s_minute, $"It took {clock.Elapsed}.");
        Assert.True(error.Split("error: ").Length == 2, output + error);
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        await GoneAsync();

        disk.Free();
        (exitCode, output, error) = await MpiJob.RunAsync(launcher, _folder.Path, [$"{Train}{EpochsOf("disk/run") + 2} --out disk/run --resume"], size: 2, s_oneThread);
        Assert.True(exitCode == 0, output + error);
    }

    [SkippableFact]
    public async Task A_job_that_is_asked_to_stop_says_how_it_goes_on()
    {
        WholeTests.RunWhereWanted("ranks of one process train in RankedTrainingTests, and a job of MPI ends in another test.");
        MpiJob.Require(OpenMpi);

        // As Slurm does, which tells every rank.
        (int exitCode, string output, string error) = await MpiJob.RunAsync(OpenMpi, _folder.Path, [$"{Train}100000 --out run"], size: 2, s_oneThread, async _ =>
        {
            await BegunAsync("run");
            await SignalAsync("-TERM", MpiJob.RanksOf(_folder.Path));
        });
        Assert.Equal(130, exitCode);
        Assert.Equal(2, (output + error).Split("It goes on with: ").Length);
        Assert.DoesNotContain("MPI_ABORT", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("rank 1 of 2", output + error, StringComparison.Ordinal);
        (exitCode, output, error) = await MpiJob.RunAsync(OpenMpi, _folder.Path, [$"{Train}{EpochsOf("run") + 2} --out run --resume"], size: 2, s_oneThread);
        Assert.True(exitCode == 0, output + error);
    }

    [SkippableFact]
    public async Task Jobs_that_are_killed_at_random_moments_end_as_one_that_was_not()
    {
        MpiJob.Require(OpenMpi);
        LongTests.RunWhereWanted();
        const int Epochs = 120;
        (int exitCode, string output, string error) = await MpiJob.RunAsync(OpenMpi, _folder.Path, [$"{Train}{Epochs} --out {Whole}"], size: 2, s_oneThread);
        Assert.True(exitCode == 0, output + error);
        var random = new Random(18);
        List<string> ways = [];
        int finished = 0;
        for (bool hasEnded = false; ways.Count < s_kills || !hasEnded;)
        {
            if (hasEnded)
            {
                AssertSame();
                finished++;
                Directory.Delete(_folder.File(Killed), recursive: true);
            }

            string again = File.Exists(_folder.File($"{Killed}/run.json")) ? " --resume" : "";
            string? way = null;
            DateTime start = DateTime.UtcNow;
            double time = 2.5 * random.NextDouble();

            // Some while the ranks meet, most while they train.
            bool isEarly = random.Next(4) == 0;
            (exitCode, output, error) = await MpiJob.RunAsync(OpenMpi, _folder.Path, [$"{Train}{Epochs} --out {Killed}{again}"], size: 2, s_oneThread, async job =>
            {
                Task ended = job.WaitForExitAsync();
                while (!isEarly && !ended.IsCompleted && File.GetLastWriteTimeUtc(_folder.File($"{Killed}/history.csv")) < start)
                {
                    await Task.Delay(20);
                }

                await Task.WhenAny(ended, ways.Count < s_kills ? Task.Delay(TimeSpan.FromSeconds(time)) : ended);
                if (!job.HasExited)
                {
                    way = await KillAsync(job, random.Next(4));
                    await GoneAsync();
                }
            });
            hasEnded = exitCode == 0 || error.Contains("there is nothing to resume", StringComparison.Ordinal);
            Assert.True(hasEnded || way is not null, output + error);
            if (way is not null)
            {
                ways.Add(way);
                _log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way} {time:0.00} s after {(isEarly ? "the start" : "an epoch")}, exit code {exitCode}"));
            }
        }

        AssertSame();
        _log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ways.Count} kills, {finished + 1} runs to their end"));
    }

    private void AssertSame()
    {
        foreach (string file in (string[])["weights.safetensors", "preprocessing.json"])
        {
            Assert.Equal(File.ReadAllBytes(_folder.File($"{Whole}/{file}")), File.ReadAllBytes(_folder.File($"{Killed}/{file}")));
        }
    }

    private async Task<string> KillAsync(Process job, int way)
    {
        int[] ranks = MpiJob.RanksOf(_folder.Path);
        switch (way)
        {
            case 0 or 1 when ranks.Length == 2:
                await SignalAsync("-KILL", ranks[way]);
                return string.Create(CultureInfo.InvariantCulture, $"rank {way}");
            case 2 when ranks.Length == 2:
                await SignalAsync("-KILL", ranks);
                return "both ranks";
            default:
                job.Kill();
                return "mpirun";
        }
    }

    // Ranks end by themselves where their launcher is gone.
    private async Task GoneAsync()
    {
        var clock = Stopwatch.StartNew();
        while (MpiJob.RanksOf(_folder.Path).Length > 0)
        {
            Assert.True(clock.Elapsed < s_minute, "Ranks go on without their launcher.");
            await Task.Delay(50);
        }
    }

    private async Task BegunAsync(string run)
    {
        for (int wait = 0; wait < 600 && !(File.Exists(_folder.File($"{run}/history.csv")) && File.Exists(_folder.File($"{run}/checkpoint/checkpoint.safetensors"))); wait++)
        {
            await Task.Delay(100);
        }
    }

    private int EpochsOf(string run) => File.ReadAllLines(_folder.File($"{run}/history.csv")).Length;

    private static async Task SignalAsync(string signal, params int[] processes)
    {
        using Process kill = Process.Start("kill", [signal, .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }
}
