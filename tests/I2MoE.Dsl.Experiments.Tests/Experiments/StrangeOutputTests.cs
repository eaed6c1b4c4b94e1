using System.Diagnostics;
using System.Text;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Experiments.Terminal;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Where commands write to what is neither a terminal nor a file.</summary>
public sealed class StrangeOutputTests : IDisposable
{
    private readonly ProgramRun _program = new();

    // As in a shell: predict --out >(gzip > predictions.csv.gz).
    [SkippableFact]
    public async Task Predictions_go_into_a_pipe()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "mkfifo is of Linux.");
        await TrainAsync();
        string pipe = _program.Folder.File("pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        File.CreateSymbolicLink(_program.Folder.File("63"), pipe);
        Task<string> read = Task.Run(() => File.ReadAllText(pipe));
        await _program.OkAsync("predict --run run --out 63").WaitAsync(TimeSpan.FromMinutes(1));
        Assert.StartsWith("sample,", await read.WaitAsync(TimeSpan.FromMinutes(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_is_closed_is_told()
    {
        await TrainAsync();
        using var closed = new ClosedWriter();
        using var error = new StringWriter();
        Assert.Equal(2, await ExperimentProgram.RunAsync(_program.Experiments, ["evaluate", "--run", "run"], new ProgramConsole(closed, error) { Folder = _program.Folder.Path }, CancellationToken.None));
        Assert.Equal("error: what is printed cannot be written, because the standard output is closed. Let it go to a terminal, a file, or /dev/null.", error.ToString().Trim());
    }

    // A name from a file must not turn the line, nor colour, move or clear what a terminal shows.
    [Fact]
    public async Task A_terminal_obeys_no_name()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv().Replace("blue", "b\u202Elue\u001B[2J\u009B1m", StringComparison.Ordinal));
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table.Replace(", class_names: [red, green, blue]", "", StringComparison.Ordinal))];
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        string shown = await _program.OkAsync("evaluate --run run") + _program.Error + await _program.OkAsync("data") + await _program.OkAsync("explain --run run --sample 0 --no-report");
        Assert.Contains("b\uFFFDlue\uFFFD[2J\uFFFD1m", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\u202E\u001B\u009B]", shown);
        Assert.Contains("b\u202Elue", await _program.OkAsync("predict --run run --out -"), StringComparison.Ordinal);
        string wrong = await _program.WrongAsync("evaluate --run \u001B[31m");
        Assert.DoesNotContain("\u001B", wrong, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private Task<string> TrainAsync()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        return _program.OkAsync("train --quiet --set training.epochs=1 --out run");
    }

    // As the stream of the console, whose place another file has taken.
    private sealed class ClosedWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new UnauthorizedAccessException("Access to the path is denied.");
    }
}
