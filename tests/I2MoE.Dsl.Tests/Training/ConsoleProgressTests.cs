using I2MoE.Dsl.Data;
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
        Assert.Matches(@"^\[a\] run: epoch 1/3, loss -?\d\.\d{3}, task \d\.\d{3}, interaction -?\d\.\d{3}, validation accuracy \d\.\d{3} \(best\), \d\.\d s$", lines[0]);
    }
}
