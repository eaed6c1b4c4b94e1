using System.Globalization;

namespace I2MoE.Dsl.EndToEnd.Tests.Slurm;

/// <summary>The scripts of <c>docs/clusters.md</c> under Slurm, with time that is up, processes, jobs and nodes that die: everything ends as if nothing had happened.</summary>
public sealed class SlurmTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    private const string Experiment = """
        name: Breast
        task: { kind: classification, classes: 2 }
        modalities:
          mean: { features: 10, encoder: linear }
          error: { features: 10, encoder: linear }
          worst: { features: 10, encoder: linear }
        fusion: { kind: transformer, layers: 1, heads: 4, hidden_dim: 32, dropout: 0.1 }
        training: { epochs: 60, batch_size: 32, learning_rate: 0.001, checkpoint: { every: 1s } }
        data:
          source: { kind: csv, path: wdbc.csv, label: diagnosis }
          modalities: { mean: "mean *", error: "* error", worst: "worst *" }

        """;

    private const string Sweep = """
        sweep:
          search: { kind: random, trials: 11, seed: 0 }
          space:
            training.learning_rate: { log: [1e-4, 1e-2] }
            fusion.hidden_dim: { choice: [8, 16, 32] }

        """;

    private static readonly string s_trials = Experiment.Replace("epochs: 60", "epochs: 12", StringComparison.Ordinal) + Sweep;
    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("I2MOE_KILLS") ?? "20", CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task A_training_whose_time_is_up_requeues_itself_and_ends_as_one_that_had_time()
    {
        SlurmCluster.SkipUnlessAsked();
        Write("timed", Experiment);
        await cluster.I2MoEAsync("train", "timed.i2moe.yaml", "--seed", "0", "--out", "timed-whole", "--quiet");

        // Slurm counts time in minutes, and looks at it twice in one: what it does then is done here as soon as there is something to go on with.
        string job = await cluster.SubmitAsync("--time=1", "--signal=TERM@58", "train.sbatch", "timed.i2moe.yaml");
        await BegunAsync("runs/timed/seed-0/checkpoint/checkpoint.safetensors");
        await cluster.RunAsync("scancel", "--signal=TERM", job);
        await cluster.WaitAsync(job, "COMPLETED");
        AssertSame("timed-whole", "runs/timed/seed-0");
        Assert.Contains("It goes on with: ", cluster.Output(job), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_training_that_is_killed_in_every_way_at_any_moment_ends_as_one_that_was_not()
    {
        SlurmCluster.SkipUnlessAsked();
        Write("killed", Experiment);
        await cluster.I2MoEAsync("train", "killed.i2moe.yaml", "--seed", "0", "--out", "killed-whole", "--quiet");
        var random = new Random(18);
        string job = await SubmitAsync();
        for (int kill = 0; kill < s_kills;)
        {
            // A job that is sent again after its end finds nothing to do, and has failed.
            (string state, string node) = await cluster.WaitAsync(job, "RUNNING", "COMPLETED", "FAILED");
            if (state == "RUNNING")
            {
                await Task.Delay(TimeSpan.FromSeconds(6 * random.NextDouble()));
                kill += await KillAsync(job, node, kill % 4) ? 1 : 0;
            }
            else
            {
                AssertSame("killed-whole", "runs/killed/seed-0");
                Directory.Delete(Path.Combine(cluster.Work, "runs/killed"), recursive: true);
                job = await SubmitAsync();
            }
        }

        await cluster.WaitAsync(job, "COMPLETED", "FAILED");
        AssertSame("killed-whole", "runs/killed/seed-0");

        // On one node, so that a lock tells at once whether its process lives.
        Task<string> SubmitAsync() => cluster.SubmitAsync("--nodelist=node1", "train.sbatch", "killed.i2moe.yaml");
    }

    [SkippableFact]
    public async Task A_training_goes_on_on_another_node_where_its_own_has_died()
    {
        SlurmCluster.SkipUnlessAsked();
        Write("moved", Experiment);
        await cluster.I2MoEAsync("train", "moved.i2moe.yaml", "--seed", "0", "--out", "moved-whole", "--quiet");
        string job = await cluster.SubmitAsync("train.sbatch", "moved.i2moe.yaml");
        (_, string node) = await cluster.WaitAsync(job, "RUNNING");
        await BegunAsync("runs/moved/seed-0/checkpoint/checkpoint.safetensors");
        await cluster.CrashAsync(node);
        try
        {
            (_, string other) = await cluster.WaitAsync(job, "COMPLETED");
            Assert.NotEqual(node, other);
            AssertSame("moved-whole", "runs/moved/seed-0");
        }
        finally
        {
            await cluster.BootAsync(node);
        }
    }

    [SkippableFact]
    public async Task Ranks_on_two_nodes_stop_together_and_go_on_though_one_of_them_has_died()
    {
        SlurmCluster.SkipUnlessAsked();
        Write("ranked", Experiment);
        await cluster.RunAsync("bash", "-c", "OMP_NUM_THREADS=1 mpirun --allow-run-as-root --oversubscribe --bind-to none -n 2 i2moe train ranked.i2moe.yaml --out ranked-whole --quiet");

        string job = await cluster.SubmitAsync("train-ranks.sbatch", "ranked.i2moe.yaml");
        await BegunAsync("runs/ranked/ranks/checkpoint/checkpoint.safetensors");
        await cluster.RunAsync("scancel", "--signal=TERM", job);
        await cluster.WaitAsync(job, "PENDING", "REQUEUED");
        Assert.Contains("It goes on with: ", cluster.Output(job), StringComparison.Ordinal);
        await cluster.WaitAsync(job, "RUNNING");
        await Task.Delay(TimeSpan.FromSeconds(5));
        await cluster.RestartAsync("node2");
        await cluster.WaitAsync(job, "COMPLETED");
        AssertSame("ranked-whole", "runs/ranked/ranks");
    }

    [SkippableFact]
    public async Task An_array_of_workers_trains_a_sweep_though_a_node_dies()
    {
        SlurmCluster.SkipUnlessAsked();
        Write("array", s_trials);
        await cluster.I2MoEAsync("sweep", "array.i2moe.yaml", "--out", "array-whole", "--quiet");
        string job = await cluster.SubmitAsync("--array=0-1", "--nodes=1", "--exclusive", "sweep.sbatch", "array.i2moe.yaml");
        await BegunAsync("runs/array/sweep/trial-0002/trial.json");
        await cluster.RestartAsync("node2");
        await cluster.CompleteAsync(job);
        AssertSameTrials("array-whole", "runs/array/sweep");
    }

    [SkippableFact]
    public async Task Ranks_of_a_job_go_on_with_the_trial_of_one_whose_node_has_died()
    {
        SlurmCluster.SkipUnlessAsked();
        Write("ranks", s_trials);
        await cluster.I2MoEAsync("sweep", "ranks.i2moe.yaml", "--out", "ranks-whole", "--quiet");
        string job = await cluster.SubmitAsync("sweep-ranks.sbatch", "ranks.i2moe.yaml");
        await BegunAsync("runs/ranks/sweep/trial-0002/trial.json");
        await cluster.CrashAsync("node2");
        try
        {
            await cluster.CompleteAsync(job);
            AssertSameTrials("ranks-whole", "runs/ranks/sweep");
            Assert.Contains("Test part, opened once", cluster.Output("*"), StringComparison.Ordinal);
        }
        finally
        {
            await cluster.BootAsync("node2");
        }
    }

    // Ways in which a training ends without its will; false where it had ended before.
    private async Task<bool> KillAsync(string job, string node, int way)
    {
        switch (way)
        {
            case 0:
                // The process alone, as when memory runs out: the job has failed, and somebody sends it again.
                if (SlurmCluster.Programs("runs/killed") is not [{ } program, ..])
                {
                    return false;
                }

                program.Kill();
                return await RequeuedAsync(job);
            case 1:
                await cluster.RunAsync("scancel", "--signal=KILL", job);
                return await RequeuedAsync(job);
            case 2:
                // As where another job takes its place: SIGTERM, and a kill seconds later.
                return await cluster.TryRequeueAsync(job);
            default:
                await cluster.RestartAsync(node);
                return true;
        }
    }

    private async Task<bool> RequeuedAsync(string job)
    {
        (string state, _) = await cluster.WaitAsync(job, "FAILED", "COMPLETED", "CANCELLED");
        return state != "COMPLETED" && await cluster.TryRequeueAsync(job);
    }

    private async Task BegunAsync(string path)
    {
        for (int wait = 0; !Path.Exists(Path.Combine(cluster.Work, path)); wait++)
        {
            Assert.True(wait < 600, $"{path} does not come.\n{cluster.Output("*")}");
            await Task.Delay(TimeSpan.FromSeconds(0.1));
        }
    }

    private void Write(string name, string experiment) => File.WriteAllText(Path.Combine(cluster.Work, $"{name}.i2moe.yaml"), experiment);

    private void AssertSame(string whole, string run)
    {
        foreach (string file in (string[])["weights.safetensors", "preprocessing.json"])
        {
            Assert.Equal(Bytes(whole, file), Bytes(run, file));
        }
    }

    private void AssertSameTrials(string whole, string sweep)
    {
        string[] trials = [.. Directory.GetDirectories(Path.Combine(cluster.Work, whole), "trial-*").Select(folder => Path.GetFileName(folder)!)];
        Assert.Equal(12, trials.Length);
        foreach (string trial in trials)
        {
            Assert.Contains("\"finished\"", File.ReadAllText(Path.Combine(cluster.Work, sweep, trial, "trial.json")), StringComparison.Ordinal);
            AssertSame(Path.Combine(whole, trial, "seed-0"), Path.Combine(sweep, trial, "seed-0"));
        }

        Assert.Equal(Bytes(whole, "best.i2moe.yaml"), Bytes(sweep, "best.i2moe.yaml"));
    }

    private byte[] Bytes(string folder, string file) => File.ReadAllBytes(Path.Combine(cluster.Work, folder, file));
}
