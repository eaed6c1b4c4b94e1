using System.CommandLine;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>A command line again, with changes.</summary>
internal static class CommandAgain
{
    /// <summary>Its words without some options.</summary>
    /// <param name="arguments">The command line as it was parsed.</param>
    /// <param name="without">Options to leave out, with the values that they were given.</param>
    public static IEnumerable<string> Words(ParseResult arguments, params Option[] without)
    {
        bool isValue = false;
        foreach (System.CommandLine.Parsing.Token token in arguments.Tokens)
        {
            if (token.Type == System.CommandLine.Parsing.TokenType.Option)
            {
                Option? left = without.FirstOrDefault(option => option.Name == token.Value);
                isValue = left is not null && left.Arity.MaximumNumberOfValues > 0 && left.ValueType != typeof(bool);
                if (left is not null)
                {
                    continue;
                }
            }
            else if (isValue)
            {
                isValue = false;
                continue;
            }

            yield return token.Value;
        }
    }

    /// <summary>A word as a shell takes it.</summary>
    public static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=,:+@%".Contains(c, StringComparison.Ordinal)) && word.Length > 0 ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
