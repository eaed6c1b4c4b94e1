using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Experiments.Sweeps;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>sweep</c>: searches for the values of the experiment that are best on the validation part.</summary>
internal sealed class SweepCommand(ExperimentSelection selection)
    : ExperimentCommand(selection, "sweep", "Searches the space that the experiment states for the best values on the validation part, and opens the test part once, for the winner.")
{
    private const int MostProcesses = 256;

    // Beside others nobody looks on: a trial that ends its processes must not end all of them.
    private const int MostBegun = 3;

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder of the sweep. Default: the next unused of runs/NAME/sweep, sweep-2, …",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace the sweep that is in the folder of --out." };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with a sweep that was stopped, or has more trials now: the last one, or that in --out." };
    private readonly Option<bool> _join = new("--join")
    {
        Description = "Train beside other processes in the folder of the sweep, here or on other machines: each takes the next trial that nobody trains, until all are done. Begins the sweep where nobody has.",
    };

    private readonly Option<int> _processes = new("--processes")
    {
        Description = "Processes that train trials at once, each with its share of the processors.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int?> _trial = new("--trial")
    {
        Description = "Train this one trial, as an array job does ($SLURM_ARRAY_TASK_ID); 0 is the experiment as it stands. Then --resume shows what came of all.",
        HelpName = "N",
    };

    private readonly Option<string> _device = RunOptions.Device();
    private readonly Option<bool> _quiet = RunOptions.Quiet();
    private readonly Option<bool> _noCheck = RunOptions.NoCheck();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "all trials, one after another, into runs/NAME/sweep"),
        ("--processes 2", "two at once"),
        ("--resume", "goes on with a sweep that was stopped"),
        ("--resume --set sweep.search.trials=80", "more trials"),
        ("--join --out sweep", "beside others that work in this folder, as the tasks of a job array do"),
        ("--trial $SLURM_ARRAY_TASK_ID", "one trial of a job array"),
    ];

    /// <inheritdoc/>
    public override async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        ExperimentDefinition definition = Selection.Select(arguments);
        string device = arguments.GetValue(_device)!;
        Devices.Parse(device);
        RunOptions.SkipCheckWhere(arguments.GetValue(_noCheck));

        if (arguments.GetValue(_processes) is < 1 or > MostProcesses)
        {
            throw new ExperimentException(FormattableString.Invariant($"--processes is {arguments.GetValue(_processes)}. Allowed: 1 to {MostProcesses}."));
        }

        var plan = new SweepPlan(definition, Overrides(arguments, definition.Yaml));
        int? trial = arguments.GetResult(_trial) is null ? null : arguments.GetValue(_trial);
        if (trial < 0 || trial > plan.Search.Trials)
        {
            throw new ExperimentException(FormattableString.Invariant($"--trial is {trial}. Allowed: 0, the experiment as it stands, to {plan.Search.Trials}."));
        }

        bool joins = arguments.GetValue(_join);
        if (joins && (trial is not null || arguments.GetValue(_force)))
        {
            throw new ExperimentException($"--join takes what trials are left in the folder, {(trial is not null ? "--trial one of them" : "--force empties it")}: give one of the two.");
        }

        if (!joins && trial is null)
        {
            JoinedRanks.RemarkOn(Name, $" Trials are, with {_join.Name} {_out.Name} FOLDER.", console);
        }

        SweepFolder folder = await OpenAsync(arguments, plan, joins || trial is not null, cancellationToken).ConfigureAwait(false);
        var runner = new TrialRunner(plan, folder, device, new WarningLines(console));
        var lines = new TrialLines(plan, console);
        if (trial is { } one)
        {
            lines.Write(await runner.RunAsync(one, console, cancellationToken).ConfigureAwait(false));
            return;
        }

        console.Line(string.Create(CultureInfo.InvariantCulture, $"{definition.Name}: {plan.Search.Trials} trial{(plan.Search.Trials == 1 ? "" : "s")} and the experiment as it stands (0), in {folder.Path}"));
        try
        {
            await TrainAsync(arguments, plan, folder, runner, lines, console, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new StoppedTrainingException(AgainCommand(arguments, folder), e);
        }

        await ShowAsync(new SweepOutcome(plan, folder, device), folder, joins, console, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        AddData(command);
        command.Options.Add(_out);
        command.Options.Add(_force);
        command.Options.Add(_resume);
        command.Options.Add(_join);
        command.Options.Add(_processes);
        command.Options.Add(_trial);
        command.Options.Add(_device);
        command.Options.Add(_quiet);
        command.Options.Add(_noCheck);
    }

    private async Task TrainAsync(
        ParseResult arguments, SweepPlan plan, SweepFolder folder, TrialRunner runner, TrialLines lines, ProgramConsole console, CancellationToken cancellationToken)
    {
        var shown = arguments.GetValue(_quiet) ? new TrialLines(plan, new ProgramConsole(TextWriter.Null, console.Error)) : lines;
        int atOnce = arguments.GetValue(_processes);
        string[] words = [.. CommandAgain.Words(arguments, _out, _force, _resume, _join, _processes, _quiet)];
        var processes = new SweepProcesses(folder, atOnce, number => SweepProcesses.Again([.. words, _out.Name, folder.Path, _trial.Name, number.ToString(CultureInfo.InvariantCulture)]));
        int mostBegun = arguments.GetValue(_join) ? MostBegun : int.MaxValue;
        var worker = new SweepWorker(plan, folder, shown, async (number, stop) => atOnce == 1 || number == 0
            ? await runner.TryRunAsync(number, mostBegun, console, stop).ConfigureAwait(false)
            : await processes.TryRunAsync(number, stop).ConfigureAwait(false));
        await worker.RunAsync(atOnce, cancellationToken).ConfigureAwait(false);
    }

    // Of several that are done at once, one opens the test part and shows what came of all.
    private static async Task ShowAsync(SweepOutcome outcome, SweepFolder folder, bool joins, ProgramConsole console, CancellationToken cancellationToken)
    {
        using RunLock? taken = joins ? RunLock.TryTake(new RunFolder(folder.Path)) : null;
        if (joins && (taken is null || outcome.IsShown))
        {
            console.Line($"All trials are done. Another process has shown what came of them; it is in {folder.Path}, and sweep --resume shows it again.");
            return;
        }

        await outcome.ShowAsync(console, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SweepFolder> OpenAsync(ParseResult arguments, SweepPlan plan, bool joins, CancellationToken cancellationToken)
    {
        bool resumes = arguments.GetValue(_resume);
        SweepFolder folder = arguments.GetValue(_out) is { } given ? new SweepFolder(given) : Default(plan, resumes, joins);
        if (resumes && !folder.HasSweep)
        {
            throw new ExperimentException($"There is no sweep of {plan.Definition.Name} in {folder.Path} to go on with. Sweep without --resume, or name its folder with --out.");
        }

        if (folder.HasContent && !resumes && !joins)
        {
            if (!arguments.GetValue(_force))
            {
                throw new ExperimentException($"--out: {folder.Path} {(folder.HasSweep ? "has a sweep" : "is not empty")}. Choose another folder, replace it with --force, or go on with a stopped sweep with --resume.");
            }

            folder.Clear();
        }

        await folder.BeginAsync(new SweepRecord { Experiment = plan.Definition.Name, Yaml = plan.Identity, Started = DateTimeOffset.Now }, cancellationToken).ConfigureAwait(false);
        if (folder.ReadRecord().Yaml != plan.Identity)
        {
            throw new ExperimentException($"The sweep in {folder.Path} is another: its experiment or its space has changed since. Only the number of trials may differ: name the same --set and --data, or sweep anew in another folder (--out).");
        }

        return folder;
    }

    // The next that is unused; of one that goes on, or of which a trial is a part, the last.
    private static SweepFolder Default(SweepPlan plan, bool resumes, bool joins)
    {
        string first = Path.Combine("runs", plan.Definition.Name, "sweep");
        SweepFolder[] used = [.. Enumerable.Range(1, int.MaxValue).Select(number => Numbered(first, number)).TakeWhile(folder => folder.HasContent)];
        return resumes || joins ? used.LastOrDefault() ?? new SweepFolder(first) : Numbered(first, used.Length + 1);
    }

    private static SweepFolder Numbered(string first, int number) => new(number == 1 ? first : FormattableString.Invariant($"{first}-{number}"));

    private string AgainCommand(ParseResult arguments, SweepFolder folder)
    {
        IEnumerable<string> words = [.. CommandAgain.Words(arguments, _out, _force, _resume), _out.Name, Path.GetRelativePath(WorkingFolder.Path, folder.Path), _resume.Name];
        return $"{Selection.Invocation} {string.Join(' ', words.Select(CommandAgain.Quoted))}";
    }
}
