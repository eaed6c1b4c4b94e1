using System.Text;
using I2MoE.Proof.Cases;

namespace I2MoE.Proof.Fuzz;

/// <summary>Spoils texts in the ways in which they are spoilt while they are being typed, and in some others.</summary>
internal sealed class Mutator(Draw draw, IReadOnlyList<string> fragments)
{
    // Names and numbers, and every other character by itself.
    private static readonly System.Text.RegularExpressions.Regex s_token = new(@"\w+|\s+|[^\w\s]", System.Text.RegularExpressions.RegexOptions.Compiled);

    /// <summary>A spoilt <paramref name="text"/>.</summary>
    public string Spoil(string text)
    {
        List<string> tokens = [.. s_token.Matches(text).Select(match => match.Value)];
        for (int edit = draw.Integer(1, 5); edit > 0 && tokens.Count > 0; edit--)
        {
            Edit(tokens);
        }

        // Half typed: what follows does not exist yet.
        if (draw.Happens(0.1) && tokens.Count > 0)
        {
            return string.Concat(tokens.Take(draw.Integer(0, tokens.Count + 1)));
        }

        return string.Concat(tokens);
    }

    /// <summary>A text too large to be meant: <paramref name="text"/> with one of its lines many times over.</summary>
    public string Blow(string text)
    {
        string[] lines = text.Split('\n');
        int line = draw.Integer(0, lines.Length);
        var blown = new StringBuilder();
        blown.AppendJoin('\n', lines[..line]).Append('\n');
        for (int i = draw.Integer(100, 2000); i > 0; i--)
        {
            blown.Append(lines[line]).Append('\n');
        }

        return blown.AppendJoin('\n', lines[line..]).ToString();
    }

    private void Edit(List<string> tokens)
    {
        int at = draw.Integer(0, tokens.Count);
        int other = draw.Integer(0, tokens.Count);
        int length = Math.Min(draw.Integer(1, draw.Happens(0.2) ? 30 : 3), tokens.Count - at);
        switch (draw.Integer(0, 6))
        {
            case 0:
                tokens.RemoveRange(at, length);
                break;
            case 1:
                tokens.InsertRange(other, tokens.GetRange(at, length));
                break;
            case 2:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 3:
                tokens[at] = draw.Any(fragments);
                break;
            case 4:
                tokens.Insert(at, draw.Any(fragments));
                break;
            default:
                string token = tokens[at];
                tokens[at] = token[..draw.Integer(0, token.Length)];
                break;
        }
    }
}
