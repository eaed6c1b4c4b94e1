using System.CommandLine;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>A command about one experiment.</summary>
/// <param name="selection">Where experiments come from.</param>
/// <param name="name">The name of the command.</param>
/// <param name="description">What it does.</param>
internal abstract class ExperimentCommand(ExperimentSelection selection, string name, string description)
{
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Changes the experiment, for example training.epochs=5 or fusion.layers=3; may be repeated. Checked by the rules of the build.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Other data: 'random' for samples drawn in the declared shapes, or the path of a file or folder.",
        HelpName = "random|PATH",
    };

    /// <summary>Where experiments come from.</summary>
    protected ExperimentSelection Selection { get; } = selection;

    /// <summary>Examples of options, with what they do.</summary>
    public abstract IReadOnlyList<(string Options, string Purpose)> Examples { get; }

    /// <summary>The name of the command.</summary>
    public string Name { get; } = name;

    /// <summary>The command for the parser.</summary>
    /// <param name="run">Runs this command, with what happens to errors.</param>
    public Command Create(Func<ExperimentCommand, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(Name, description);
        Selection.AddTo(command);
        AddOptions(command);
        command.SetAction((arguments, cancellationToken) => run(this, arguments, cancellationToken));
        return command;
    }

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="console">Where it writes.</param>
    /// <param name="cancellationToken">Cancelled with Ctrl-C.</param>
    public abstract Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken);

    /// <summary>Adds the options of the command.</summary>
    protected virtual void AddOptions(Command command) => command.Options.Add(_set);

    /// <summary>Adds the option for other data.</summary>
    protected void AddData(Command command) => command.Options.Add(_data);

    /// <summary>What <c>--set</c> says.</summary>
    /// <exception cref="ExperimentException">A value has no key.</exception>
    protected IReadOnlyList<YamlOverride> Overrides(ParseResult arguments) => [.. arguments.GetValue(_set)!.Select(Override)];

    /// <summary>What <c>--data</c> and <c>--set</c> say of an experiment.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="yaml">The experiment, whose kind of data decides what a path stands for.</param>
    /// <exception cref="ExperimentException">The data are of an unknown kind.</exception>
    protected IReadOnlyList<YamlOverride> Overrides(ParseResult arguments, string yaml) =>
        [.. arguments.GetValue(_data) is { } data ? DataOption.Overrides(data, yaml) : [], .. Overrides(arguments)];

    /// <summary>Whether <c>--data</c> names another file or folder.</summary>
    protected bool HasOtherData(ParseResult arguments) => arguments.GetValue(_data) is not null;

    /// <summary>What <c>--data</c> names, as a part of a file name.</summary>
    protected string DataName(ParseResult arguments) => Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(arguments.GetValue(_data)!));

    private static YamlOverride Override(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new YamlOverride(text[..equals].Trim(), text[(equals + 1)..])
            : throw new ExperimentException($"--set takes KEY=VALUE, for example training.epochs=5, but was given '{text}'.");
    }
}
