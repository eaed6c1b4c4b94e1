using System.CommandLine.Parsing;
using System.Globalization;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>Reads <c>--seeds 0,1,2</c> and <c>--splits 0,1,2</c>.</summary>
internal static class SeedList
{
    /// <summary>The seeds of an argument; an error of the parser where they are none.</summary>
    public static long[] Parse(ArgumentResult argument)
    {
        string[] texts = [.. argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];
        List<long> seeds = [];
        foreach (string text in texts)
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed) || seeds.Contains(seed))
            {
                argument.AddError($"{argument.Argument.Name} takes different whole numbers with commas between them, for example 0,1,2, but was given '{string.Join(',', texts)}'.");
                return [];
            }

            seeds.Add(seed);
        }

        return [.. seeds];
    }
}
