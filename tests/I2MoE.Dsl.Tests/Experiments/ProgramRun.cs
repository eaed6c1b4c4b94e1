using System.Text.RegularExpressions;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>An experiment program in a folder of its own, run within the test.</summary>
public sealed class ProgramRun : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    /// <summary>The full path of the folder that commands are run in; null for that of the program.</summary>
    public string? CurrentFolder { get; set; }

    /// <summary>The experiments of the program.</summary>
    public IReadOnlyList<ExperimentDefinition> Experiments { get; set; } = [];

    public int ExitCode { get; private set; }

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>An experiment as the generator would have compiled it.</summary>
    public static ExperimentDefinition Define(string yaml)
    {
        YamlReading reading = YamlExperiment.Read("test.i2moe.yaml", yaml, _ => null);
        Assert.Empty(reading.Check().Where(problem => problem.Rule.Severity == RuleSeverity.Error).Select(problem => problem.Message));
        ModelSpecification specification = reading.Specification;
        return new ExperimentDefinition
        {
            Name = specification.Declaration.Name,
            Yaml = YamlExperimentWriter.Write(specification),
            CreateModel = seed => new SpecifiedModel(specification, seed),
            CreateBaseline = seed => SpecifiedModel.CreateBaseline(specification, seed),
        };
    }

    /// <summary>Runs a command line, which must do what it is to.</summary>
    public async Task<string> OkAsync(string commandLine)
    {
        await RunAsync(commandLine);
        Assert.True(ExitCode == 0, $"{commandLine}: {ExitCode}{Environment.NewLine}{Output}{Error}");
        return Output;
    }

    /// <summary>Runs a command line that is wrong, and gives the errors.</summary>
    public async Task<string> WrongAsync(string commandLine, int exitCode = 1)
    {
        await RunAsync(commandLine);
        Assert.True(ExitCode == exitCode, $"{commandLine}: {ExitCode}{Environment.NewLine}{Output}{Error}");
        return Error;
    }

    public async Task RunAsync(string commandLine, Action<string>? onLine = null, CancellationToken cancellationToken = default)
    {
        using WatchedWriter output = new(onLine);
        using StringWriter error = new();
        string[] args = [.. commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Replace('~', ' '))];
        ExitCode = await ExperimentProgram.RunAsync(Experiments, args, new ProgramConsole(output, error) { Folder = CurrentFolder ?? Folder.Path }, cancellationToken);
        (Output, Error) = (output.ToString(), error.ToString());
    }

    /// <summary>The text of a file of the folder.</summary>
    public string Read(string file) => File.ReadAllText(Folder.File(file));

    public string[][] ReadCsv(string file) => [.. File.ReadAllLines(Folder.File(file)).Select(Cells)];

    // A sentence is quoted, and has commas.
    private static string[] Cells(string line) =>
        [.. Regex.Matches(line, "(?<=^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))(?=,|$)").Select(cell => cell.Groups[1].Success ? cell.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups[2].Value)];

    public void Dispose() => Folder.Dispose();

    private sealed class WatchedWriter(Action<string>? onLine) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            onLine?.Invoke(value ?? "");
        }
    }
}
