using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Experiments;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary><c>train</c> under <c>mpirun</c>: the model of one process, one voice, and jobs that end when a rank does.</summary>
public sealed class MpiTrainingTests : IDisposable
{
    private const double Tolerance = 1e-4;

    // More than are trained before the job ends.
    private const string Endless = "train --out run --set training.epochs=100000 --set training.checkpoint.every=0.05";

    private readonly TemporaryFolder _folder = new();

    public MpiTrainingTests() => File.WriteAllText(_folder.File("small.csv"), SmallExperiment.Csv());

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [MemberData(nameof(MpiJob.Launchers), MemberType = typeof(MpiJob))]
    public async Task Two_ranks_train_the_model_of_one_process_and_a_run_goes_on_with_another_number(string launcher)
    {
        WholeTests.RunWhereWanted("ranks of one process train in RankedTrainingTests, and a job of MPI ends in another test.");
        MpiJob.Require(launcher);
        Assert.Equal(0, (await MpiJob.RunAsync(launcher, _folder.Path, ["train --out one --set training.epochs=4"], size: 1)).ExitCode);
        (int exitCode, string output, string error) = await MpiJob.RunAsync(launcher, _folder.Path, ["train --out two --set training.epochs=2"], size: 2);
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("2 ranks on", output, StringComparison.Ordinal);
        Assert.Equal(2, output.Split(" training, ").Length);
        (exitCode, output, error) = await MpiJob.RunAsync(launcher, _folder.Path, ["train --out two --set training.epochs=4 --resume"], size: 3);
        Assert.True(exitCode == 0, output + error);
        AssertAlike("one", "two");
    }

    [SkippableFact]
    public async Task Folds_are_trained_by_all_ranks_one_after_the_other_on_values_that_stay_in_files()
    {
        MpiJob.Require("mpirun.openmpi");
        LongTests.RunWhereWanted();
        const string Folds = "train --folds 2 --quiet --set training.epochs=2 --set data.stream=true --out ";
        (int exitCode, string output, string error) = await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, [Folds + "two"], size: 2);
        Assert.True(exitCode == 0, output + error);
        Assert.Equal(0, (await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, [Folds + "one"], size: 1)).ExitCode);
        string[] runs = [.. Directory.GetDirectories(_folder.File("one")).Select(run => Path.GetFileName(run)!)];
        Assert.Equal(2, runs.Length);
        Assert.All(runs, run => AssertAlike($"one/{run}", $"two/{run}"));
    }

    [SkippableFact]
    public async Task Commands_that_share_no_work_say_so_once()
    {
        MpiJob.Require("mpirun.openmpi");
        LongTests.RunWhereWanted();
        Assert.Equal(0, (await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, ["train --out run --quiet"], size: 1)).ExitCode);
        (int exitCode, string output, string error) = await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, ["evaluate --run run"], size: 2);
        Assert.True(exitCode == 0, output + error);
        Assert.Equal(2, error.Split("mpirun of Open MPI started 2 processes, and each of them does the whole of 'evaluate'").Length);
    }

    [SkippableFact]
    public async Task Ranks_that_train_something_else_end_the_job_with_one_message()
    {
        MpiJob.Require("mpirun.openmpi");
        (int exitCode, _, string error) = await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, ["train --out run", "train --out run --set training.learning_rate=0.01"], size: 2);
        Assert.Equal(2, exitCode);
        Assert.Contains("Rank 1 (on ", error, StringComparison.Ordinal);
        Assert.Contains("LearningRate is 0.05 on rank 0 and 0.01 on rank 1", error, StringComparison.Ordinal);
        Assert.Equal(2, error.Split("error: ").Length);
    }

    [SkippableFact]
    public async Task What_goes_wrong_with_one_rank_is_told_by_it_and_ends_the_job()
    {
        WholeTests.RunWhereWanted("ranks of one process train in RankedTrainingTests, and a job of MPI ends in another test.");
        MpiJob.Require("mpirun.openmpi");
        (int exitCode, _, string error) = await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, ["train --out run", "train --out run --data absent.csv"], size: 2);
        Assert.Equal(1, exitCode);
        Assert.Contains("rank 1 of 2 (on ", error, StringComparison.Ordinal);
        Assert.Contains("absent.csv", error, StringComparison.Ordinal);
        Assert.Equal(2, error.Split("error: ").Length);
    }

    [SkippableFact]
    public async Task A_rank_that_is_killed_ends_the_job_and_the_run_goes_on()
    {
        MpiJob.Require("mpirun.openmpi");
        LongTests.RunWhereWanted();
        (int exitCode, _, _) = await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, [Endless], size: 2, during: job => SignalAsync("-KILL", rank: 1));
        Assert.NotEqual(0, exitCode);
        (exitCode, string output, string error) = await MpiJob.RunAsync("mpirun.openmpi", _folder.Path, [Endless.Replace("100000", Finished().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + " --resume"], size: 2);
        Assert.True(exitCode == 0, output + error);
    }

    [SkippableTheory]
    [MemberData(nameof(MpiJob.Launchers), MemberType = typeof(MpiJob))]
    public async Task A_rank_that_hangs_ends_the_job_after_the_time_that_was_given(string launcher)
    {
        MpiJob.Require(launcher);
        LongTests.RunWhereWanted();
        Dictionary<string, string> patience = new() { ["I2MOE_RANK_TIMEOUT"] = "2" };
        (int exitCode, _, string error) = await MpiJob.RunAsync(launcher, _folder.Path, [Endless], size: 2, patience, job => SignalAsync("-STOP", rank: 1));
        Assert.NotEqual(0, exitCode);
        Assert.Contains("has waited 2 s for the other ranks", error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("run/checkpoint/checkpoint.safetensors")));
    }

    // When the run is under way.
    private async Task SignalAsync(string signal, int rank)
    {
        for (int wait = 0; wait < 600 && !File.Exists(_folder.File("run/history.csv")); wait++)
        {
            await Task.Delay(100);
        }

        int[] ranks = MpiJob.RanksOf(_folder.Path);
        Assert.Equal(2, ranks.Length);
        using Process kill = Process.Start("kill", [signal, ranks[rank].ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private int Finished() => File.ReadAllLines(_folder.File("run/history.csv")).Length + 2;

    private void AssertAlike(string one, string other)
    {
        using SafeTensorsFile expected = SafeTensorsFile.Read(_folder.File(one + "/weights.safetensors"));
        using SafeTensorsFile actual = SafeTensorsFile.Read(_folder.File(other + "/weights.safetensors"));
        foreach ((string name, torch.Tensor tensor) in expected.Tensors)
        {
            float[] values = tensor.data<float>().ToArray();
            Assert.All(values.Zip(actual.Tensors[name].data<float>().ToArray()), pair => Assert.True(Math.Abs(pair.First - pair.Second) < Tolerance, $"{name}: {pair}"));
        }
    }
}
