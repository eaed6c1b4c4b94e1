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
