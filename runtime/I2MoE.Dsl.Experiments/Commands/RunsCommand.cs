using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>runs</c>: the runs under a folder, or in what two of them differ.</summary>
internal static class RunsCommand
{
    private const string Record = "run.json";

    private static readonly EnumerationOptions s_beneath = new() { RecurseSubdirectories = true, MaxRecursionDepth = 5, IgnoreInaccessible = true };

    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where to look for runs, with all folders in it.", DefaultValueFactory = _ => "runs" };
        var compare = new Option<string[]>("--compare")
        {
            Description = "In what two runs differ: their folders, as they are or as they are listed.",
            HelpName = "A B",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var html = new Option<string?>("--html")
        {
            Description = "With --compare: a file for an HTML page with figures: metrics with intervals, weights, and the samples on which the two disagree.",
            HelpName = "FILE",
        };
        var command = new Command("runs", "Lists the runs under a folder, or compares two of them (--compare A B).") { folder, compare, html };
        command.SetAction((arguments, cancellationToken) => commands.GuardAsync(async () =>
        {
            string root = WorkingFolder.Of(arguments.GetValue(folder)!);
            if (arguments.GetResult(compare) is not null)
            {
                string[] two = arguments.GetValue(compare)!;
                (RunFolder left, RunFolder right) = (Find(root, two[0]), Find(root, two[1]));
                OutputFile.Require(html.Name, arguments.GetValue(html), "<html");
                Compare(left, right, console);
                if (arguments.GetValue(html) is { } page)
                {
                    TorchNative.RequireLibtorch();
                    RunFolder.Write(page, ComparisonPage.Of(await RunComparison.OfAsync(left, right, console.Warn, cancellationToken).ConfigureAwait(false)));
                    console.Line($"Page written to {WorkingFolder.Full(page)}");
                }
            }
            else if (arguments.GetValue(html) is not null)
            {
                throw new ExperimentException($"{html.Name} is for two runs; name them with {compare.Name} A B.");
            }
            else
            {
                List(root, console);
            }

            return true;
        }));
        return command;
    }

    private static RunFolder Find(string root, string given) => new RunFolder(given) is { HasRun: true } run ? run
        : new RunFolder(Path.Combine(root, given)) is { HasRun: true } listed ? listed
        : throw new ExperimentException($"--compare: there is no run in {WorkingFolder.Full(given)}. 'runs' lists those that there are.");

    private static void List(string root, ProgramConsole console)
    {
        if (!Directory.Exists(root))
        {
            throw new ExperimentException($"There is no folder {WorkingFolder.Full(root)}. 'train' writes runs into the folder runs of the current one, or into that of --out.");
        }

        List<RunSummary> runs = [];
        foreach (string record in Directory.EnumerateFiles(root, Record, s_beneath))
        {
            try
            {
                runs.Add(RunSummary.Of(new RunFolder(Path.GetDirectoryName(record)!)));
            }
            catch (ExperimentException e)
            {
                console.Warn(e.Message);
            }
        }

        if (runs.Count == 0)
        {
            throw new ExperimentException($"There are no runs in {WorkingFolder.Full(root)} and the folders in it.");
        }

        console.Show(string.Create(CultureInfo.InvariantCulture, $"{WorkingFolder.Full(root)}: {runs.Count} {(runs.Count == 1 ? "run" : "runs")}{(ScoresOf(runs) is [string score] ? $" ({score})" : "")}"), Table(root, [.. runs.OrderBy(run => run.Record.Started)]));
    }

    private static string[] ScoresOf(IEnumerable<RunSummary> runs) => [.. runs.Select(run => run.Score).Where(score => score.Length > 0).Distinct()];

    private static WideTable Table(string root, RunSummary[] runs)
    {
        string[] names = [.. runs.Select(run => Path.GetRelativePath(root, run.Folder.Path).Replace('\\', '/'))];
        var table = new WideTable(["run"], [.. names.Select(name => (string[])[name])]);
        if (runs.Zip(names).Any(run => !run.Second.Split('/').Contains(run.First.Record.Experiment)))
        {
            Add("experiment", run => run.Record.Experiment);
        }

        Add("status", run => run.Record.Status.ToString().ToLowerInvariant());
        Add("seed", run => run.Record.Seed.ToString(CultureInfo.InvariantCulture));
        if (runs.Any(run => run.Division.Length > 0))
        {
            Add("split", run => run.Division);
        }

        Add("epoch", run => run.BestEpoch is { } best ? string.Create(CultureInfo.InvariantCulture, $"{best} of {run.Epochs}") : "-");
        string[] scores = ScoresOf(runs);
        if (scores.Length > 1)
        {
            Add("metric", run => run.Score);
        }

        if (scores.Length > 0)
        {
            Add("validation", run => ResultTables.Number(run.Validation));
            Add("test", run => ResultTables.Number(run.Test));
        }

        Add("began", run => run.Started);
        return table;

        void Add(string head, Func<RunSummary, string> cell) => table.Add([head], [.. runs.Select(run => (string[])[cell(run)])]);
    }

    private static void Compare(RunFolder left, RunFolder right, ProgramConsole console)
    {
        var differences = new RunDifferences(left, right);
        console.Line($"A: {left.Path}");
        console.Line($"B: {right.Path}");
        if (differences.Options() is { } options)
        {
            console.Show("Options that differ", options);
        }
        else
        {
            console.Line("All options are equal.");
        }

        foreach (string part in (string[])["validation", "test"])
        {
            if (differences.Metrics(part) is { } metrics)
            {
                console.Show($"{char.ToUpperInvariant(part[0])}{part[1..]} part", metrics);
            }
            else if (part == "test")
            {
                console.Line("At least one of the two is not finished, so that there are no metrics to compare.");
            }
        }
    }
}
