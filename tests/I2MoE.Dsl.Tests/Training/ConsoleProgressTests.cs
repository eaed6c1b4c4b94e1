using System.Text.RegularExpressions;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using Spectre.Console;

namespace I2MoE.Dsl.Tests.Training;

public sealed class ConsoleProgressTests
{
    [Fact]
    public async Task Redirected_output_has_one_plain_line_an_epoch()
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer();
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await new ConsoleProgress("[a] run", console).RunAsync(progress => trainer.FitAsync(data, progress));

        string[] lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.DoesNotContain('\u001b', line));
        Assert.Matches(@"^\[a\] run: epoch 1/3, loss -?\d\.\d{3}, task \d\.\d{3}, interaction -?\d\.\d{3}, validation accuracy \d\.\d{3}, loss \d\.\d{3} \(best\), \d\.\d s$", lines[0]);
    }

    [Fact]
    public async Task A_terminal_of_80_columns_keeps_a_line_an_epoch_and_no_line_is_broken()
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 80;
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer();
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await new ConsoleProgress("[a] run of an experiment with a long name, I2MoE, seed 12345", console).RunAsync(async progress =>
        {
            FitResult fit = await trainer.FitAsync(data, progress);
            await Task.Delay(300);
            return fit;
        });
        string[] lines = [.. Regex.Replace(writer.ToString(), @"\u001b\[[0-9;?]*[A-Za-z]", "").Split('\n', '\r').Select(line => line.Trim()).Where(line => line.Length > 0)];
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains("[a] run of an experiment with a long name, I2MoE, seed 12345", lines);
        Assert.Equal([1, 2, 3], lines.Where(line => Regex.IsMatch(line, @"^epoch \d/3  loss -?\d\.\d{3}  validation accuracy \d\.\d{3}, loss \d\.\d{3}( \(best\))?  \d\.\d s$")).Select(line => line[6] - '0').Distinct());
    }

    [Fact]
    public async Task A_terminal_without_room_for_a_bar_has_plain_lines()
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1;
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer();
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await new ConsoleProgress("run", console).RunAsync(progress => trainer.FitAsync(data, progress)).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(3, writer.ToString().Split('\n').Count(line => line.StartsWith("run: epoch ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_matters_fits_a_narrow_line()
    {
        string[] parts = ["12/50", "accuracy 0.931", "best 0.947", "loss 0.412", "step 112/340", "task 0.300"];
        Assert.Equal("12/50  accuracy 0.931  best 0.947  loss 0.412", LiveLine.Fit(parts, 46));
        Assert.Equal("12/50  accuracy 0.931  best 0.947", LiveLine.Fit(parts, 34));
        Assert.Equal("12…", LiveLine.Fit(parts, 3));
        Assert.Equal("             ", LiveLine.TimeLeft(null));
        Assert.Equal("    0:07 left", LiveLine.TimeLeft(TimeSpan.FromSeconds(7)));
        Assert.Equal(" 3:09:11 left", LiveLine.TimeLeft(new TimeSpan(3, 9, 11)));
        Assert.Equal("27:00:00 left", LiveLine.TimeLeft(TimeSpan.FromHours(27)));
        Assert.Equal("       3 days", LiveLine.TimeLeft(TimeSpan.FromDays(3)));
    }

    [Fact]
    public async Task The_first_report_has_no_estimate()
    {
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer();
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        var reports = new List<TrainingProgress>();
        await trainer.FitAsync(data, new Collected(reports));
        Assert.Null(reports[0].Remaining);
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
    }

    private sealed class Collected(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
