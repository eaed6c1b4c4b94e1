using System.CommandLine;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>A command about a run.</summary>
internal abstract class RunCommand(ExperimentSelection selection, string name, string description) : ExperimentCommand(selection, name, description)
{
    private readonly Option<string?> _run = new("--run")
    {
        Description = "The folder of the run. Default: the last finished run of the experiment.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _split = new("--split")
    {
        Description = "The samples: train, validation, test (default) or all. Other data (--data) are not split.",
        HelpName = "PART",
    };

    private readonly Option<bool> _baseline = RunOptions.Baseline();
    private readonly Option<string> _device = RunOptions.Device();

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        command.Options.Add(_run);
        command.Options.Add(_split);
        AddData(command);
        base.AddOptions(command);
        command.Options.Add(_baseline);
        command.Options.Add(_device);
    }

    /// <summary>Opens the run that is meant, and says on the error stream where it did not finish.</summary>
    protected TrainedRun Open(ParseResult arguments, ProgramConsole console)
    {
        string? given = arguments.GetValue(_run);
        RunFolder? named = given is null ? null : new RunFolder(given);
        ExperimentDefinition definition = Selection.Select(arguments, named?.ReadRecord().Experiment);
        RunFolder folder = named ?? RunFolders.Last(definition, arguments.GetValue(_baseline));
        IReadOnlyList<YamlOverride> overrides = Overrides(arguments, folder.ReadExperiment());
        TrainedRun run = TrainedRun.Open(folder, definition, overrides, arguments.GetValue(_device)!);
        if (run.Remark is { } remark)
        {
            console.Error.WriteLine(remark);
        }

        if (EditedExperiment.Remark(folder, run.Record, definition, Selection.CommandOf("train", arguments)) is { } edited)
        {
            console.Error.WriteLine(edited);
        }

        return run;
    }

    /// <summary>The part that is meant, and what it is called.</summary>
    /// <exception cref="ExperimentException">There is no such part, or other data are to be split.</exception>
    protected (DataPart Part, string Name) Part(ParseResult arguments)
    {
        string? given = arguments.GetValue(_split);
        if (HasOtherData(arguments))
        {
            return given is null or "all"
                ? (DataPart.All, DataName(arguments))
                : throw new ExperimentException($"--split {given}: other data (--data) are not split; all of their samples are used.");
        }

        return (given ?? "test") switch
        {
            "train" => (DataPart.Train, "train"),
            "validation" => (DataPart.Validation, "validation"),
            "test" => (DataPart.Test, "test"),
            "all" => (DataPart.All, "all"),
            _ => throw new ExperimentException($"--split is '{given}'. Allowed: train, validation, test, all."),
        };
    }
}
