using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Sets that hold the truth, by <c>evaluate</c> and <c>predict</c>.</summary>
public sealed class SetCommandTests : IDisposable
{
    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public SetCommandTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task Sets_are_calibrated_on_the_validation_part_and_kept_with_the_run()
    {
        await _program.OkAsync("train --quiet --no-check --out run");
        JsonNode metrics = JsonNode.Parse(_program.Read("run/metrics.json"))!["uncertainty"]!;
        Assert.Equal(0.1, (double)metrics["alpha"]!);
        string evaluated = await _program.OkAsync("evaluate --run run --alpha 0.2 --out evaluation.json");
        Assert.Contains("Sets that hold the truth with probability 0.8 (alpha 0.2)", evaluated, StringComparison.Ordinal);
        Assert.Contains("Right of what is kept", evaluated, StringComparison.Ordinal);
        Assert.Equal(0.2, (double)JsonNode.Parse(_program.Read("evaluation.json"))!["uncertainty"]!["alpha"]!);

        await _program.OkAsync("predict --run run --split validation --alpha 0.2 --out sets.csv");
        string[][] rows = _program.ReadCsv("sets.csv");
        Assert.Equal(["missing", "set", "set by class"], rows[0][^3..]);

        // The calibrated samples themselves: at least ⌈(n + 1) 0.8⌉ of n are held.
        int held = rows[1..].Count(row => row[^2].Split('|').Contains(row[1]));
        Assert.InRange(held, (int)Math.Ceiling((rows.Length - 1 + 1) * 0.8), rows.Length - 1);
        Assert.All(rows[1..], row => Assert.Contains(row[2], row[^2].Split('|')));

        // Other data need no validation part of their own.
        _program.Folder.Write("new.csv", SmallExperiment.Csv(hasLabels: false));
        await _program.OkAsync("predict --run run --data new.csv --alpha 0.2 --out new-sets.csv");
        Assert.Equal(rows[1..].Select(row => row[^2]), _program.ReadCsv("new-sets.csv")[1..].Where(row => rows[1..].Any(its => its[0] == row[0])).Select(row => row[^2]));

        // A run of before calibrates on its own data, and refuses others.
        File.Delete(_program.Folder.File("run/calibration.json"));
        await _program.OkAsync("predict --run run --split validation --alpha 0.2 --out again.csv");
        Assert.Equal(_program.Read("sets.csv"), _program.Read("again.csv"));
        Assert.Contains("has no calibration.json", await _program.WrongAsync("predict --run run --data new.csv --alpha 0.2 --out other.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("-0.5")]
    [InlineData("much")]
    [InlineData("10", "probably meant: 0.1")]
    [InlineData("95", "probably meant: 0.05")]
    public async Task An_alpha_that_is_none_is_refused(string alpha, string meant = "Allowed: a number above 0 and below 1") =>
        Assert.Contains(meant, await _program.WrongAsync($"evaluate --alpha {alpha}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_calibration_that_was_changed_is_refused()
    {
        await _program.OkAsync("train --quiet --no-check --out run");
        _program.Folder.Write("run/calibration.json", "{}");
        Assert.Contains("is not the file that the run wrote", await _program.WrongAsync("evaluate --run run"), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();
}
