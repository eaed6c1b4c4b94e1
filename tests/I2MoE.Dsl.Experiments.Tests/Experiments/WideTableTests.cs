using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tests.Interpretation;
using Spectre.Console;

namespace I2MoE.Dsl.Tests.Experiments;

public sealed class WideTableTests
{
    private static readonly string[] s_experts = ["UniqueImage", "UniqueName", "UniqueKeywords", "Synergy", "Redundancy"];

    [Theory]
    [InlineData(80, 9)]
    [InlineData(80, 40)]
    [InlineData(60, 3)]
    [InlineData(200, 9)]
    public void Weights_of_groups_have_a_row_an_expert_and_no_broken_number(int width, int classes)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(place => place == 1 ? "Smileys & Emotion" : $"class {place}")];
        var weights = new ExpertWeights(s_experts, [.. names.Prepend("all").Select((name, place) => new ExpertWeights.Group(name, 100 + place, [.. s_experts.Select((_, expert) => new MeanAndDeviation(0.1 + (0.001 * place), 0.01 * expert))]))]);
        string[] lines = Written(ResultTables.Weights(weights), width);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        string[][] rows = [.. lines.Where(line => line.StartsWith("│ Synergy", StringComparison.Ordinal)).Select(Cells)];
        Assert.Equal(classes + 1, rows.Sum(row => row.Length - 1));
        Assert.All(rows.SelectMany(row => row[1..]), cell => Assert.Matches(@"^0\.\d{3} ± 0\.030$", cell));
        Assert.All(names.Where(name => name != "Smileys & Emotion"), name => Assert.Single(lines, line => line[0] == '│' && Cells(line).Contains(name)));
    }

    [Fact]
    public void Contributions_to_nine_classes_have_a_row_an_expert_at_80_columns()
    {
        string[] names = [.. Enumerable.Range(0, 9).Select(place => $"class {place}")];
        SampleExplanation explanation = SampleExplanation.Of(
            new InteractionPredictions(
                HandMade.Model(TaskKind.Classification, 9, ["Left", "Right"]),
                [Enumerable.Repeat(1.0, 9).ToArray()],
                [[0.25, 0.25, 0.5]],
                [[Enumerable.Repeat(-2.0, 9).ToArray()], [Enumerable.Repeat(2.0, 9).ToArray()], [Enumerable.Repeat(2.0, 9).ToArray()]]),
            0);
        string[] lines = Written(ResultTables.Contributions(explanation, names), 80);
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        string[][] rows = [.. lines.Where(line => line.StartsWith("│ Unique", StringComparison.Ordinal) && line.Contains("Left", StringComparison.Ordinal)).Select(Cells)];
        Assert.Equal(18, rows.Sum(row => row.Length - 2));
        Assert.All(rows, row => Assert.Equal(["-2.000", "-0.500"], row[2..4]));
        Assert.All(lines.Where(line => line.StartsWith("│ sum", StringComparison.Ordinal)), line => Assert.Equal("+1.000", Cells(line)[3]));
    }

    private static string[] Cells(string line) => line.Split('│', StringSplitOptions.TrimEntries)[1..^1];

    private static string[] Written(WideTable table, int width)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        foreach (Table part in table.For(width))
        {
            console.Write(part);
        }

        return writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
