using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Changes of the texts of several files, made together.</summary>
internal sealed class TextEdits
{
    private readonly Dictionary<SyntaxTree, List<TextChange>> _changes = [];

    /// <summary>Replaces characters.</summary>
    /// <param name="node">A node of the file.</param>
    /// <param name="span">The characters.</param>
    /// <param name="text">The new text.</param>
    public void Replace(SyntaxNode node, TextSpan span, string text)
    {
        if (!_changes.TryGetValue(node.SyntaxTree, out List<TextChange> changes))
        {
            _changes.Add(node.SyntaxTree, changes = []);
        }

        changes.Add(new TextChange(span, text));
    }

    /// <summary>Inserts a text.</summary>
    public void Insert(SyntaxNode node, int position, string text) => Replace(node, new TextSpan(position, 0), text);

    /// <summary>Adds a line after a node, indented like the line of the node.</summary>
    public void AddLineAfter(SyntaxNode node, string line) => Insert(node, node.Span.End, NewLine(node) + Indentation(node) + line);

    /// <summary>Adds a line before a node, indented like the node.</summary>
    public void AddLineBefore(SyntaxNode node, string line) => Insert(node, node.SpanStart, line + NewLine(node) + Indentation(node));

    /// <summary>Removes a node, and its line where there is nothing else on it.</summary>
    public void RemoveLine(SyntaxNode node)
    {
        SourceText text = node.SyntaxTree.GetText();
        TextLine first = text.Lines.GetLineFromPosition(node.SpanStart);
        TextLine last = text.Lines.GetLineFromPosition(node.Span.End);
        bool isAlone = IsBlank(text, first.Start, node.SpanStart) && IsBlank(text, node.Span.End, last.End);
        int end = node.Span.End;
        while (!isAlone && end < last.End && text[end] == ' ')
        {
            end++;
        }

        Replace(node, isAlone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : TextSpan.FromBounds(node.SpanStart, end), "");
    }

    /// <summary>The solution after all changes.</summary>
    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<SyntaxTree, List<TextChange>> changed in _changes)
        {
            if (solution.GetDocument(changed.Key) is { } document)
            {
                SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentText(document.Id, text.WithChanges(changed.Value.OrderBy(change => change.Span.Start)));
            }
        }

        return solution;
    }

    /// <summary>The white space before the first character of the line of <paramref name="node"/>.</summary>
    public static string Indentation(SyntaxNode node)
    {
        string line = node.SyntaxTree.GetText().Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>The line break of the file of <paramref name="node"/>.</summary>
    public static string NewLine(SyntaxNode node) => node.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";

    private static bool IsBlank(SourceText text, int start, int end) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));
}
