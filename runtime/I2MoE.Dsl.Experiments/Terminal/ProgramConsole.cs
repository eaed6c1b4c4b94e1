using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Writing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace I2MoE.Dsl.Experiments.Terminal;

/// <summary>Where a command writes: results to the output, problems to the error stream.</summary>
internal sealed class ProgramConsole
{
    // A table is as wide as its content; cut at this width where there is no terminal to ask.
    private const int RedirectedWidth = 200;

    private readonly IAnsiConsole _ansi;
    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);

    /// <summary>Writes to the console of the process.</summary>
    public ProgramConsole()
    {
        Output = Console.Out;
        Error = new VisibleWriter(Console.Error);
        _ansi = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            _ansi.Profile.Width = RedirectedWidth;
        }
    }

    /// <summary>Writes plain text to writers.</summary>
    public ProgramConsole(TextWriter output, TextWriter error)
    {
        Output = output;
        Error = new VisibleWriter(error);
        _ansi = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        _ansi.Profile.Width = RedirectedWidth;
    }

    /// <summary>The full path of the folder that relative paths are in; null (default) for the current folder of the process.</summary>
    public string? Folder { get; init; }

    /// <summary>The output.</summary>
    public TextWriter Output { get; }

    /// <summary>The error stream.</summary>
    public TextWriter Error { get; }

    /// <summary>The output as the progress display takes it.</summary>
    public IAnsiConsole Ansi => _ansi;

    /// <summary>Writes a line of any length.</summary>
    public void Line(string text = "") => Output.WriteLine(VisibleText.Of(text));

    /// <summary>Writes a warning to the error stream, once however often it is said.</summary>
    public void Warn(string text)
    {
        if (_warnings.Add(text))
        {
            Error.WriteLine($"warning: {text}");
        }
    }

    /// <summary>Writes a table under its title.</summary>
    public void Show(string title, IRenderable table)
    {
        Line();
        Line(title);
        _ansi.Write(table);
    }

    /// <summary>Writes a table that may be wider than the console under its title.</summary>
    public void Show(string title, WideTable table)
    {
        Line();
        Line(title);
        foreach (Table part in table.For(_ansi.Profile.Width))
        {
            _ansi.Write(part);
        }
    }
}
