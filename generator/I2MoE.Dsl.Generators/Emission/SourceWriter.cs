using System.Text;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes indented source text with line feeds. Text of several lines is indented as a whole.</summary>
internal sealed class SourceWriter
{
    private const int IndentationSize = 4;
    private const int ListLineLength = 140;

    private readonly StringBuilder _text = new();
    private int _indentation;

    /// <summary>Writes an empty line.</summary>
    public void WriteLine() => _text.Append('\n');

    /// <summary>Writes <paramref name="text"/>, one line or several, at the present indentation.</summary>
    public void WriteLine(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string content = line.TrimEnd('\r');
            if (content.Length > 0)
            {
                _text.Append(' ', _indentation * IndentationSize).Append(content);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a list in brackets, in one line where it fits, between <paramref name="before"/> and <paramref name="after"/>.</summary>
    public void WriteList(string before, IReadOnlyList<string> items, string after)
    {
        string line = $"{before}[{string.Join(", ", items)}]{after}";
        if ((_indentation * IndentationSize) + line.Length <= ListLineLength || items.Count < 2)
        {
            WriteLine(line);
            return;
        }

        if (before.Length > 0)
        {
            WriteLine(before.TrimEnd());
        }

        WriteLine("[");
        _indentation++;
        foreach (string item in items)
        {
            WriteLine(item + ",");
        }

        _indentation--;
        WriteLine("]" + after);
    }

    /// <summary>Writes <paramref name="header"/> and an opening brace; disposing writes the closing one and <paramref name="end"/>.</summary>
    public IDisposable Block(string header, string end = "")
    {
        WriteLine(header);
        WriteLine("{");
        _indentation++;
        return new Scope(() =>
        {
            _indentation--;
            WriteLine("}" + end);
        });
    }

    /// <summary>Indents what is written until disposal.</summary>
    public IDisposable Indent()
    {
        _indentation++;
        return new Scope(() => _indentation--);
    }

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">A block is still open.</exception>
    public override string ToString() => _indentation == 0
        ? _text.ToString()
        : throw new InvalidOperationException($"The source ends with {_indentation} open blocks.");

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
