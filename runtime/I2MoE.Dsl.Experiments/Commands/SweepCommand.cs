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

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder of the sweep. Default: the next unused of runs/NAME/sweep, sweep-2, …",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace the sweep that is in the folder of --out." };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with a sweep that was stopped, or has more trials now: the last one, or that in --out." };
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

        SweepFolder folder = Open(arguments, plan, trial is not null);
        var runner = new TrialRunner(plan, folder, device, new WarningLines(console));
        var lines = new TrialLines(plan, console);
        if (trial is { } one)
        {
            lines.Write(await runner.RunAsync(one, console, cancellationToken).ConfigureAwait(false));
            return;
        }

        console.Line(string.Create(CultureInfo.InvariantCulture, $"{definition.Name}: {plan.Search.Trials} trials and the experiment as it stands (0), in {folder.Path}"));
        try
        {
            await TrainAsync(arguments, plan, folder, runner, lines, console, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new StoppedTrainingException(AgainCommand(arguments, folder), e);
        }

        await new SweepOutcome(plan, folder, device).ShowAsync(console, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        AddData(command);
        command.Options.Add(_out);
        command.Options.Add(_force);
        command.Options.Add(_resume);
        command.Options.Add(_processes);
        command.Options.Add(_trial);
        command.Options.Add(_device);
        command.Options.Add(_quiet);
        command.Options.Add(_noCheck);
    }

    private async Task TrainAsync(
        ParseResult arguments, SweepPlan plan, SweepFolder folder, TrialRunner runner, TrialLines lines, ProgramConsole console, CancellationToken cancellationToken)
    {
        Dictionary<int, Trial> known = folder.ReadTrials().Where(trial => trial.Status != TrialStatus.Running).ToDictionary(trial => trial.Number);
        foreach (Trial trial in known.Values)
        {
            lines.Remember(trial);
        }

        var shown = arguments.GetValue(_quiet) ? new TrialLines(plan, new ProgramConsole(TextWriter.Null, console.Error)) : lines;
        int[] left = [.. Enumerable.Range(0, plan.Search.Trials + 1).Where(number => !known.ContainsKey(number))];
        if (arguments.GetValue(_processes) == 1)
        {
            foreach (int number in left)
            {
                shown.Write(await runner.RunAsync(number, console, cancellationToken).ConfigureAwait(false));
            }

            return;
        }

        // The experiment as it stands by itself and first: where it cannot be trained, nothing else can.
        if (left is [0, ..])
        {
            shown.Write(await runner.RunAsync(0, console, cancellationToken).ConfigureAwait(false));
        }

        string[] words = [.. CommandAgain.Words(arguments, _out, _force, _resume, _processes, _quiet)];
        var processes = new SweepProcesses(folder, arguments.GetValue(_processes), number => SweepProcesses.Again([.. words, _out.Name, folder.Path, _trial.Name, number.ToString(CultureInfo.InvariantCulture)]));
        await processes.RunAsync(left.Where(number => number > 0), shown, cancellationToken).ConfigureAwait(false);
    }

    private SweepFolder Open(ParseResult arguments, SweepPlan plan, bool joins)
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

        if (!folder.HasSweep)
        {
            folder.Write(new SweepRecord { Experiment = plan.Definition.Name, Yaml = plan.Identity, Started = DateTimeOffset.Now });
        }
        else if (folder.ReadRecord().Yaml != plan.Identity)
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
