using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>A command line about experiments: its commands, its help and its exit codes.</summary>
internal sealed class ExperimentCommandLine
{
    private const int Done = 0;
    private const int WrongInput = 1;
    private const int Failure = 2;

    private readonly ExperimentSelection _selection;
    private readonly ProgramConsole _console;
    private readonly JoinedRanks _ranks = new();
    private readonly Dictionary<Command, IReadOnlyList<(string Options, string Purpose)>> _examples = [];

    /// <summary>Makes the commands.</summary>
    /// <param name="description">What the program is, for its help.</param>
    /// <param name="selection">Where experiments come from.</param>
    /// <param name="console">Where commands write.</param>
    public ExperimentCommandLine(string description, ExperimentSelection selection, ProgramConsole console)
    {
        _selection = selection;
        _console = console;
        Root = new RootCommand(description);
        foreach (ExperimentCommand command in (ExperimentCommand[])
            [
                new TrainCommand(selection, _ranks), new EvaluateCommand(selection), new PredictCommand(selection), new ExplainCommand(selection), new InteractionsCommand(selection),
                new DataCommand(selection), new ParamsCommand(selection), new ShowCommand(selection), new SweepCommand(selection),
            ])
        {
            Command made = command.Create(async (it, arguments, cancellationToken) => _ranks.End(await GuardAsync(async () =>
            {
                if (it is not ShowCommand)
                {
                    TorchNative.RequireLibtorch();
                }

                if (it is not (TrainCommand or SweepCommand))
                {
                    JoinedRanks.RemarkOn(it.Name, remedy: "", _console);
                }

                await _ranks.RunAsync(() => it.RunAsync(arguments, _console, cancellationToken), _console.Error).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false)));
            _examples[made] = command.Examples;
            Root.Subcommands.Add(made);
        }

        Root.Subcommands.Add(RunsCommand.Create(this, console));
        Root.Subcommands.Add(ExportCommand.Create(this, console));
        Root.Subcommands.Add(CheckCommand.Create(this, console));
        HelpOption help = Root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, WriteExamples);
    }

    /// <summary>The command line, to which further commands may be added.</summary>
    public RootCommand Root { get; }

    /// <summary>Runs a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <param name="cancellationToken">Cancels it as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        WorkingFolder.Enter(_console.Folder);

        // A value may begin with @, which the parser would take for a file of arguments.
        ParseResult arguments = Root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (arguments.Errors.Count > 0 && arguments.Action is ParseErrorAction)
        {
            return ReportErrors(arguments);
        }

        var configuration = new InvocationConfiguration
        {
            Output = _console.Output,
            Error = _console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        using var interruption = new Interruption(cancellationToken);
        return await arguments.InvokeAsync(configuration, interruption.Token).ConfigureAwait(false);
    }

    /// <summary>Runs something and turns what goes wrong into a message and an exit code.</summary>
    /// <param name="run">What to run; returns whether all is well.</param>
    public async Task<int> GuardAsync(Func<Task<bool>> run)
    {
        try
        {
            return await run().ConfigureAwait(false) ? Done : WrongInput;
        }
        catch (OperationCanceledException e)
        {
            _console.Error.WriteLine(e is StoppedTrainingException ? e.Message : "Cancelled.");
            return Interruption.ExitCode;
        }
        catch (InvalidExperimentException e)
        {
            _console.Error.WriteLine(e.Message);
            return WrongInput;
        }
        catch (I2MoEException e)
        {
            return Report(e.Message, e is TrainingException ? Failure : WrongInput);
        }
        catch (UnauthorizedAccessException e) when (!e.Message.Contains('\'', StringComparison.Ordinal))
        {
            // Of a file its path is told. A program that is started without an output finds some other file in its place.
            return Report("what is printed cannot be written, because the standard output is closed. Let it go to a terminal, a file, or /dev/null.", Failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Report(e.Message, Failure);
        }
        catch (Exception e) when (MissingLibtorch.IsCauseOf(e))
        {
            return Report(MissingLibtorch.Message, Failure);
        }
        catch (Exception e)
        {
            // Not foreseen: the whole of it is what a report needs.
            return Report($"unexpected failure; please report it with this text:{Environment.NewLine}{e}", Failure);
        }
    }

    private int Report(string message, int exitCode)
    {
        _console.Error.WriteLine($"error: {message}");
        return exitCode;
    }

    private int ReportErrors(ParseResult arguments)
    {
        Command command = arguments.CommandResult.Command;
        string[] known = [.. command.Subcommands.Select(it => it.Name), .. command.Options.Select(it => it.Name)];
        string[] unmatched = [.. arguments.UnmatchedTokens];
        for (int i = 0; i < unmatched.Length; i++)
        {
            string token = unmatched[i];
            string what = token.StartsWith('-') ? "option" : "command or argument";
            string? value = token.StartsWith('-') && i + 1 < unmatched.Length && !unmatched[i + 1].StartsWith('-') ? unmatched[i + 1] : null;
            if (ExplainOption(token, value, known) is { } explained)
            {
                Report($"'{token}' is no {what} of this program.{explained}", WrongInput);
                i += value is null ? 0 : 1;
            }
            else
            {
                string? meant = _selection.ExplainArgument(token);
                Report($"'{token}' is no {what} of this program.{(meant is null ? NearestName.Suggest(token, known) : " " + meant)}", WrongInput);
            }
        }

        foreach (string message in unmatched.Length > 0 ? [] : arguments.Errors.Select(Explain))
        {
            Report(message, WrongInput);
        }

        string name = command == Root ? "" : $"{command.Name} ";
        _console.Error.WriteLine($"Help: {_selection.Invocation} {name}--help");
        return WrongInput;
    }

    // The parser's own message names a type of .NET.
    private static string Explain(ParseError error)
    {
        if (error.SymbolResult is OptionResult { Tokens: [{ Value: var given }], Option: var option })
        {
            Type type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
            string? greatest = type == typeof(int) ? FormattableString.Invariant($"{int.MaxValue}") : type == typeof(long) ? FormattableString.Invariant($"{long.MaxValue}") : null;
            return greatest is null ? error.Message : $"{option.Name} takes a whole number, at most {greatest}, but was given '{given}'.";
        }

        return error.Message;
    }

    // An option that other programs have, such as --epochs 3, is a key of the experiment here.
    private static string? ExplainOption(string token, string? value, IReadOnlyList<string> known)
    {
        if (!token.StartsWith('-'))
        {
            return null;
        }

        string[] parts = token.TrimStart('-').Split('=', 2);
        if (CommonNames.FindKey(parts[0]) is { } key && NearestName.Find(token, known) is null)
        {
            return $" That is {key} of the experiment: --set {key}={(parts.Length > 1 ? parts[1] : value ?? "…")}";
        }

        return CommonNames.Explain(parts[0]) is { } text && NearestName.Find(token, known) is null ? $" {text}." : null;
    }

    private void WriteExamples(Command command, TextWriter output)
    {
        IEnumerable<string> lines = _examples.TryGetValue(command, out IReadOnlyList<(string Options, string Purpose)>? own)
            ? own.Select(example => Example(command.Name, example))
            : command == Root ? _examples.Select(pair => Example(pair.Key.Name, pair.Value[0])) : [];
        string[] examples = [.. lines];
        if (examples.Length > 0)
        {
            output.WriteLine("Examples:");
            foreach (string line in examples)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }
    }

    private string Example(string command, (string Options, string Purpose) example) => $"{_selection.Example(command, example.Options),-60}  {example.Purpose}";

    private sealed class HelpWithExamples(HelpAction help, Action<Command, TextWriter> writeExamples) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            int result = help.Invoke(parseResult);
            writeExamples(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
            return result;
        }
    }
}
