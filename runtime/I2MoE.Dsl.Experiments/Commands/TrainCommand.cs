using System.CommandLine;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Yaml;
using GivenSplitOptions = I2MoE.Dsl.Specification.Catalogue.GivenSplitOptions;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>train</c>: trains a model, evaluates it on the test part and keeps everything in a run folder.</summary>
/// <param name="selection">Where experiments come from.</param>
/// <param name="ranks">The processes that train together.</param>
internal sealed class TrainCommand(ExperimentSelection selection, JoinedRanks ranks)
    : ExperimentCommand(selection, "train", "Trains the model, evaluates the best epoch on the test part and keeps the run in a folder.")
{
    // What rank 0 says of a folder to the others, before its path.
    private const string GoesOn = "+";
    private const string Begins = "-";

    private readonly Option<long> _seed = new("--seed")
    {
        Description = "The seed of parameters, order of samples, masks and dropout. The split of the data has its own: --set data.split.seed=1.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<long[]> _seeds = new("--seeds")
    {
        Description = "Several seeds, one run each, for mean and deviation: 0,1,2.",
        HelpName = "N,N,…",
        CustomParser = SeedList.Parse,
    };

    private readonly Option<long[]> _splits = new("--splits")
    {
        Description = "Several seeds of the split, so that every run has other test samples: 0,1,2. With --seeds, all pairs.",
        HelpName = "N,N,…",
        CustomParser = SeedList.Parse,
    };

    private readonly Option<int> _folds = new("--folds")
    {
        Description = "Cross-validation: as many runs, each with another fold as test part, of equal shares of the classes, or of whole groups where the split is by group.",
        HelpName = "K",
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder of the run (of several runs: of their folders). Default: the next unused of runs/NAME/seed-N, seed-N-2, …",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace the run that is in the folder of --out." };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with a run that was stopped: the last of the seed, or the one in --out." };
    private readonly Option<string?> _from = new("--from")
    {
        Description = "Begin with weights of another run, or of a .safetensors file: those of its encoders, unless --from-part says otherwise.",
        HelpName = "RUN",
    };

    private readonly Option<string[]> _fromPart = new("--from-part")
    {
        Description = "What is taken of --from: encoders (default), all, experts, encoders.Image, or names of tensors, with * for any text; may be repeated.",
        HelpName = "PART",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _baseline = RunOptions.Baseline();
    private readonly Option<bool> _baselines = new("--baselines")
    {
        Description = "Compare I2MoE with the vanilla baseline, the majority, a linear model and gradient boosting on the same samples.",
    };

    private readonly Option<string> _device = RunOptions.Device();
    private readonly Option<bool> _quiet = RunOptions.Quiet();
    private readonly Option<bool> _noCheck = RunOptions.NoCheck();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "trains with seed 0 into runs/NAME/seed-0"),
        ("--seeds 0,1,2", "mean and deviation over three seeds"),
        ("--folds 5 --baselines", "cross-validation, and a paired test"),
        ("--set training.epochs=5 --set experts.masking=mean", "with changes, checked like the file"),
        ("--baseline", "the same fusion without experts"),
        ("--baselines", "beside simpler models, in one table"),
        ("--data random --set training.epochs=1", "tries the model without data"),
        ("--from runs/OTHER/seed-0", "begins with the encoders of another run"),
        ("--resume", "goes on with a run that Ctrl-C stopped"),
    ];

    /// <inheritdoc/>
    public override async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        console = ranks.Join(console);
        ExperimentDefinition definition = Selection.Select(arguments);
        Devices.Parse(arguments.GetValue(_device)!);
        RunOptions.SkipCheckWhere(arguments.GetValue(_noCheck));

        IReadOnlyList<YamlOverride> overrides = Overrides(arguments, definition.Yaml);
        var stated = ResolvedExperiment.Of(definition, overrides);
        TrainingSet set = Set(arguments, stated);
        foreach (string warning in stated.Warnings)
        {
            console.Error.WriteLine(warning);
        }

        if (set.ChangesSplit && arguments.GetValue(_from) is not null)
        {
            console.Warn("--from: the test samples of these divisions may have been training samples of the run that is taken from, so that the results would be too good.");
        }

        if (set.ChangesSplit)
        {
            // Where no split is stated, there is none yet to change.
            overrides = [.. overrides, new YamlOverride("data.split.kind", ExperimentData.SectionOf(stated).Split.Definition.Kind)];
        }

        // All of them before the first is trained.
        (RunVariant Variant, ResolvedExperiment Experiment)[] runs = [.. set.Variants.Select(variant => (variant, ResolvedExperiment.Of(definition, [.. overrides, .. variant.Overrides])))];
        SplitBaselines? baselines = set.Compares && !ranks.Follows ? new SplitBaselines(console) : null;
        List<(RunVariant Variant, RunResult Result)> results = [];
        foreach ((RunVariant variant, ResolvedExperiment experiment) in runs)
        {
            using TrainingRun run = Prepare(arguments, definition, experiment, new WarningLines(console), variant, set);
            try
            {
                if (await run.TrainAsync(console, variant.IsBaseline ? null : baselines, variant.Division, cancellationToken).ConfigureAwait(false) is { } result)
                {
                    results.Add((variant, result));
                }
            }
            catch (OperationCanceledException e) when (run.IsBegun || results.Count > 0)
            {
                throw new StoppedTrainingException(ResumeCommand(arguments), e);
            }
        }

        if (set.HasSeveral && !ranks.Follows)
        {
            set.Show(console, definition.Name, results);
        }
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        base.AddOptions(command);
        command.Options.Add(_seed);
        command.Options.Add(_seeds);
        command.Options.Add(_splits);
        command.Options.Add(_folds);
        AddData(command);
        command.Options.Add(_baseline);
        command.Options.Add(_baselines);
        command.Options.Add(_from);
        command.Options.Add(_fromPart);
        command.Options.Add(_out);
        command.Options.Add(_force);
        command.Options.Add(_resume);
        command.Options.Add(_device);
        command.Options.Add(_quiet);
        command.Options.Add(_noCheck);
    }

    private TrainingSet Set(ParseResult arguments, ResolvedExperiment experiment)
    {
        bool hasSeeds = arguments.GetResult(_seeds) is not null;
        if (hasSeeds && arguments.GetResult(_seed) is { Implicit: false })
        {
            throw new ExperimentException("--seed and --seeds cannot be given together; --seeds 3 trains seed 3.");
        }

        bool compares = arguments.GetValue(_baselines);
        if (compares && arguments.GetValue(_baseline))
        {
            throw new ExperimentException("--baseline trains the vanilla baseline alone, and --baselines trains it beside I2MoE; give one of the two.");
        }

        long[]? splits = arguments.GetResult(_splits) is null ? null : arguments.GetValue(_splits);
        int? folds = arguments.GetResult(_folds) is null ? null : arguments.GetValue(_folds);
        if ((splits is not null || folds is not null) && experiment.Specification.Data?.Split.Definition == GivenSplitOptions.Definition)
        {
            throw new ExperimentException($"{(splits is null ? "--folds" : "--splits")}: the data of {experiment.Name} say which samples are for testing. For other test samples: --set data.split=random");
        }

        if (folds is < 2 or > TrainingSet.MostFolds)
        {
            throw new ExperimentException(FormattableString.Invariant($"--folds is {folds}. Allowed: 2 to {TrainingSet.MostFolds}."));
        }

        return new TrainingSet(hasSeeds ? arguments.GetValue(_seeds)! : [arguments.GetValue(_seed)], hasSeeds, arguments.GetValue(_baseline), compares) { Splits = splits, Folds = folds };
    }

    private TrainingRun Prepare(
        ParseResult arguments, ExperimentDefinition definition, ResolvedExperiment experiment, WarningLines logger, RunVariant variant, TrainingSet set)
    {
        bool isStudy = set.HasSeveral;
        bool resumes = arguments.GetValue(_resume);
        string? given = arguments.GetValue(_out);
        TrainingRun? run = null;
        RunFolder Folder() => given is not null ? new RunFolder(isStudy ? Path.Combine(given, variant.FolderName) : given)
            : !resumes ? RunFolders.Next(definition, variant)
            : isStudy ? RunFolders.LastOf(definition, variant) ?? RunFolders.Next(definition, variant)
            : RunFolders.LastUnfinished(definition, variant);
        RunRecord Record(RunFolder folder) => new()
        {
            Experiment = experiment.Name,
            File = definition.File is null ? null : Path.GetRelativePath(folder.Path, definition.File),
            Baseline = variant.IsBaseline,
            Seed = variant.Seed,
            Split = variant.Split,
            Fold = variant.Fold,
            Folds = variant.Folds,
            Device = arguments.GetValue(_device)!,
            Started = DateTimeOffset.Now,
            Overrides = [.. Overrides(arguments).Concat(variant.Overrides).Select(Text)],
        };

        string Open()
        {
            // Of a study that was stopped, some seeds are finished, and some were not begun.
            RunFolder folder = Folder();
            bool goesOn = resumes && (!isStudy || folder.HasRun);
            run = goesOn
                ? RunOpening.Resume(folder, Record(folder), experiment, logger, arguments.GetValue(_quiet), takesFinished: isStudy, ranks.Group)
                : RunOpening.Start(folder, Record(folder), experiment, logger, arguments.GetValue(_quiet), arguments.GetValue(_force), From(arguments), ranks.Group);
            return (goesOn ? GoesOn : Begins) + folder.Path;
        }

        string opened = ranks.Tell(Open);
        var told = new RunFolder(opened[1..]);
        return run ?? RunOpening.Follow(told, Record(told), experiment, logger, resumes: opened.StartsWith(GoesOn, StringComparison.Ordinal), ranks.Group!);
    }

    private WarmStartOptions? From(ParseResult arguments)
    {
        string[] parts = arguments.GetValue(_fromPart)!;
        return arguments.GetValue(_from) is { } from ? new WarmStartOptions(from, parts.Length > 0 ? parts : [WarmStart.Encoders])
            : parts.Length == 0 ? null
            : throw new ExperimentException("--from-part says what is taken of a run; name it with --from.");
    }

    // The command line again, as a shell takes it.
    private string ResumeCommand(ParseResult arguments)
    {
        IEnumerable<string> words = CommandAgain.Words(arguments, _force, _resume).Select(CommandAgain.Quoted);
        return $"{Selection.Invocation} {string.Join(' ', words)} {_resume.Name}";
    }

    private static string Text(YamlOverride given) => $"{given.Key}={given.Value}";
}
