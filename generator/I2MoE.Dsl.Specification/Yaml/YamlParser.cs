using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>
/// Reads a YAML text as values with their places. It never throws: a mistake that ends the reading leaves what was read before it.
/// Depth, size and the repetitions of aliases are bounded, so that no text takes long.
/// </summary>
internal sealed class YamlParser
{
    private const int MaximumLength = 1_000_000;
    private const int MaximumDepth = 32;
    private const long MaximumWeight = 1_000_000;

    private readonly string _file;
    private readonly YamlProblems _problems;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<(YamlNode Node, YamlScalar? Key)> _open = new();
    private YamlNode? _root;
    private bool _isOver;
    private bool _isCut;

    private YamlParser(string file, YamlProblems problems)
    {
        _file = file;
        _problems = problems;
    }

    /// <summary>Reads <paramref name="text"/>.</summary>
    public static YamlDocument Parse(string file, string text, YamlProblems problems)
    {
        var start = new YamlPlace(file, 1, 1, 0, 0);
        if (text.Length > MaximumLength)
        {
            problems.Add(YamlRules.NotTooLarge, start, OptionText.Value(text.Length), OptionText.Value(MaximumLength));
            return new YamlDocument(Root: null, IsComplete: false);
        }

        var parser = new YamlParser(file, problems);
        parser.Read(text.TrimStart('\uFEFF'));
        bool isEmpty = parser._root is null or YamlScalar { IsNull: true };
        if (isEmpty && !parser._isCut)
        {
            problems.Add(YamlRules.HasContent, start);
        }

        return new YamlDocument(isEmpty ? null : parser._root, IsComplete: !parser._isCut && !isEmpty);
    }

    private void Read(string text)
    {
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            var parser = new Parser(scanner);
            while (!_isOver && parser.MoveNext())
            {
                Take(parser.Current!);
            }
        }
        catch (YamlException exception)
        {
            ReportSyntax(text, exception.Start, (int)scanner.CurrentPosition.Line, exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // The scanner fails so on a list in brackets that is not closed before the next key.
            ReportSyntax(text, scanner.CurrentPosition, (int)scanner.CurrentPosition.Line, "Did not find what closes a list or mapping before this.");
        }

        while (_open.Count > 0)
        {
            Close();
        }
    }

    private void Take(ParsingEvent parsed)
    {
        switch (parsed)
        {
            case DocumentStart when _root is not null:
                _problems.Add(YamlRules.OneDocument, PlaceOf(parsed));
                _isOver = true;
                break;
            case Scalar scalar:
                bool isQuoted = scalar.Style is not ScalarStyle.Plain;
                Add(new YamlScalar(PlaceOf(scalar), scalar.Value, isQuoted), scalar);
                break;
            case SequenceStart sequence:
                Open(new YamlSequence(PlaceOf(sequence), []), sequence);
                break;
            case MappingStart mapping:
                Open(new YamlMapping(PlaceOf(mapping)), mapping);
                break;
            case SequenceEnd or MappingEnd:
                Close();
                break;
            case AnchorAlias alias:
                Repeat(alias);
                break;
        }
    }

    private void Open(YamlNode node, NodeEvent parsed)
    {
        if (_open.Count >= MaximumDepth)
        {
            _problems.Add(YamlRules.NotTooDeep, node.Place, OptionText.Value(MaximumDepth));
            _isOver = _isCut = true;
            return;
        }

        Check(node, parsed);
        node.IsComplete = false;
        _open.Push((node, Key: null));
    }

    private void Close()
    {
        YamlNode node = _open.Pop().Node;
        node.IsComplete = true;
        Place(node);
    }

    private void Add(YamlNode node, NodeEvent parsed)
    {
        Check(node, parsed);
        Place(node);
    }

    private void Check(YamlNode node, NodeEvent parsed)
    {
        if (!parsed.Anchor.IsEmpty)
        {
            _anchors[parsed.Anchor.Value] = node;
        }

        // The tag '!' of a quoted text says nothing more than the quotes.
        if (!parsed.Tag.IsEmpty && !(parsed.Tag.IsNonSpecific && node is YamlScalar { IsQuoted: true }))
        {
            _problems.Add(YamlRules.NoTag, node.Place, YamlText.Show(parsed.Tag.Value));
        }
    }

    private void Repeat(AnchorAlias alias)
    {
        YamlPlace place = PlaceOf(alias);
        string name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out YamlNode node))
        {
            _problems.Add(YamlRules.KnownAnchor, place, YamlText.Show(name), YamlText.Suggest(name, _anchors.Keys.Take(MaximumDepth)));
            Place(new YamlBroken(place));
        }
        else if (!node.IsComplete)
        {
            _problems.Add(YamlRules.NoCyclicAlias, place, YamlText.Show(name));
            Place(new YamlBroken(place));
        }
        else if (_open.Sum(open => open.Node.Weight) + node.Weight > MaximumWeight)
        {
            _problems.Add(YamlRules.FewRepeats, place, YamlText.Show(name), OptionText.Value((int)MaximumWeight));
            _isOver = _isCut = true;
        }
        else
        {
            Place(node);
        }
    }

    // A value goes into the innermost list or mapping that is open.
    private void Place(YamlNode node)
    {
        if (_open.Count == 0)
        {
            _root ??= node;
            return;
        }

        (YamlNode parent, YamlScalar? key) = _open.Peek();
        parent.Weight += node.Weight;
        if (parent is YamlSequence sequence)
        {
            sequence.Items.Add(node);
        }
        else if (key is null)
        {
            SetKey(parent, node);
        }
        else
        {
            AddEntry((YamlMapping)parent, new YamlEntry(key, node));
        }
    }

    private void SetKey(YamlNode parent, YamlNode node)
    {
        if (node is not YamlScalar key)
        {
            if (node is not YamlBroken)
            {
                _problems.Add(YamlRules.KeyIsText, node.Place, YamlText.Describe(node));
            }

            key = new YamlScalar(node.Place, "", IsQuoted: false);
        }

        _open.Pop();
        _open.Push((parent, key));
    }

    private void AddEntry(YamlMapping mapping, YamlEntry entry)
    {
        _open.Pop();
        _open.Push((mapping, Key: null));
        if (mapping.Add(entry))
        {
            return;
        }

        mapping.HasRepeatedKeys = true;
        YamlEntry first = mapping.Find(entry.Key.Text)!;
        if (entry.Key.Text.Length > 0)
        {
            _problems.Add(YamlRules.DistinctKeys, entry.Key.Place, YamlText.Show(entry.Key.Text), OptionText.Value(first.Key.Place.Line));
        }
    }

    private void ReportSyntax(string text, Mark mark, int lastLine, string message)
    {
        _isCut = true;
        YamlPlace place = PlaceOf(mark, mark);
        if (YamlTabs.Find(_file, text, Math.Max(place.Line, lastLine) + 1) is { } tab)
        {
            _problems.Add(YamlRules.NoTabs, tab);
        }
        else
        {
            string? anchor = YamlAnchors.Find(text, (int)mark.Index, message);
            string? lookalike = YamlLookalikes.Find(text, Math.Max(place.Line, lastLine));
            _problems.Add(YamlRules.IsYaml, place, anchor is null
                ? message + (lookalike is null ? "" : $" {lookalike}")
                : $"a value with an anchor (&{YamlText.Show(anchor)}) and a comma after it, within braces or brackets, cannot be read. Write the keys in lines of their own, or the value twice.");
        }
    }

    private YamlPlace PlaceOf(ParsingEvent parsed) => PlaceOf(parsed.Start, parsed.End);

    private YamlPlace PlaceOf(Mark start, Mark end) => new(
        _file,
        (int)Math.Max(1, start.Line),
        (int)Math.Max(1, start.Column),
        (int)Math.Max(0, start.Index),
        start.Line == end.Line ? (int)Math.Max(0, end.Index - start.Index) : 0);
}
