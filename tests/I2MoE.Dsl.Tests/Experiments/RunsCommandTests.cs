namespace I2MoE.Dsl.Tests.Experiments;

/// <summary><c>runs</c>: what was trained, and in what two runs differ.</summary>
public sealed class RunsCommandTests : IDisposable
{
    private const string Quick = "train --quiet --no-check --set training.epochs=1";

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public RunsCommandTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task Runs_are_listed_in_the_order_in_which_they_began()
    {
        await _program.OkAsync($"{Quick} --splits 4 --seeds 1");
        await _program.OkAsync($"{Quick} --baseline");
        Directory.CreateDirectory(_program.Folder.File("runs/Small/broken"));
        Directory.CreateDirectory(_program.Folder.File("runs/Small/stopped"));
        _program.Folder.Write("runs/Small/broken/run.json", "{");
        _program.Folder.Write("runs/Small/stopped/run.json", _program.Read("runs/Small/vanilla-seed-0/run.json").Replace("\"finished\"", "\"cancelled\"", StringComparison.Ordinal));
        string output = await _program.OkAsync("runs");
        string[] rows = [.. output.Split('\n').Where(line => line.StartsWith("│ Small", StringComparison.Ordinal)).Select(line => line.Replace(" ", "", StringComparison.Ordinal))];
        Assert.StartsWith("│Small/split-4-seed-1│finished│1│split4│1of1│0.", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("│Small/vanilla-seed-0│finished│0││1of1│0.", rows.Single(row => row.Contains("vanilla", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("│Small/stopped│cancelled│0││-│-│-│", rows.Single(row => row.Contains("stopped", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(3, rows.Length);
        Assert.Contains(": 3 runs (accuracy)", output, StringComparison.Ordinal);
        Assert.Contains("the file is damaged", _program.Error, StringComparison.Ordinal);
        Assert.Contains("There is no folder", await _program.WrongAsync("runs nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_are_compared()
    {
        await _program.OkAsync($"{Quick} --out a");
        await _program.OkAsync($"{Quick} --out b --seed 2 --set training.learning_rate=0.01 --set fusion.hidden_dim=4");
        string output = await _program.OkAsync("runs --compare a b");
        string[] rows = [.. output.Split('\n').Where(line => line.StartsWith('│')).Select(line => line.Replace(" ", "", StringComparison.Ordinal).TrimEnd())];
        Assert.Equal(["│option│A│B│", "│fusion.hidden_dim│8│4│", "│seed│0│2│", "│training.learning_rate│0.05│0.01│"], rows[..4]);
        Assert.Equal(2, rows.Count(row => row.StartsWith("│accuracy│", StringComparison.Ordinal)));
        Assert.Contains("All options are equal", await _program.OkAsync("runs --compare a a"), StringComparison.Ordinal);
        Assert.Contains("there is no run in", await _program.WrongAsync("runs --compare a c"), StringComparison.Ordinal);
        await _program.WrongAsync("runs --compare a");
    }

    public void Dispose() => _program.Dispose();
}
