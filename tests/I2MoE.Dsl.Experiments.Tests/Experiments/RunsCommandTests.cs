using I2MoE.Dsl.Experiments.Runs;

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

    [Fact]
    public async Task Two_runs_are_compared_on_a_page()
    {
        await _program.OkAsync($"{Quick} --out a");
        await _program.OkAsync($"{Quick} --out b --seed 2 --set training.learning_rate=0.01");
        await _program.OkAsync($"{Quick} --out c --baseline --splits 3");
        Assert.Contains("Page written to", await _program.OkAsync("runs --compare a b --html page.html"), StringComparison.Ordinal);
        string page = _program.Read("page.html");
        Assert.Contains("<th scope=\"row\">training.learning_rate</th>", page, StringComparison.Ordinal);
        Assert.Contains("On the 9 test samples that both have", page, StringComparison.Ordinal);
        Assert.Contains("Mean weight of every expert", page, StringComparison.Ordinal);
        Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(page, "<svg class=\"chart\""));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

        // What both decide is what predict says of them.
        foreach (string run in (string[])["a", "b"])
        {
            await _program.OkAsync($"predict --run {run} --out {run}.csv");
        }

        string[][] left = _program.ReadCsv("a.csv");
        string[][] right = _program.ReadCsv("b.csv");
        int different = left[1..].Zip(right[1..]).Count(pair => pair.First[2] != pair.Second[2]);
        Assert.Contains(different == 0 ? "decide the same of every sample" : $"The {different} samples of which they decide differently", page, StringComparison.Ordinal);

        // A run on another division shares some of the test samples; one without experts has no weights.
        string other = _program.Folder.File("c/vanilla-split-3-seed-0");
        await _program.OkAsync($"runs --compare a {other} --html other.html");
        Assert.Matches("test samples that both have|No sample is in the test part of both", _program.Read("other.html"));
        Assert.Contains("is for two runs", await _program.WrongAsync("runs --html page.html"), StringComparison.Ordinal);
        _program.Folder.Write("mine.txt", "mine");
        Assert.Contains("is there already", await _program.WrongAsync("runs --compare a b --html mine.txt"), StringComparison.Ordinal);

        // Where the data are gone the page says so, with the options.
        File.Delete(_program.Folder.File("small.csv"));
        await _program.OkAsync("runs --compare a b --html without.html");
        Assert.Contains("cannot be compared here", _program.Read("without.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 0, 0.0625)]
    [InlineData(3, 7, 0.34375)]
    [InlineData(4, 4, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(30, 60, 0.0020603)]
    public void The_test_of_McNemar_is_exact(int left, int right, double expected) => Assert.Equal(expected, ComparisonPage.SignTest(left, right), tolerance: 1e-5);

    public void Dispose() => _program.Dispose();
}
