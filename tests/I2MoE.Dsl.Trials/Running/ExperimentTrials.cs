using System.Globalization;
using I2MoE.Trials.Drawing;
using I2MoE.Trials.Options;

namespace I2MoE.Trials.Running;

/// <summary>Tries many experiments and reports what became of them.</summary>
internal static class ExperimentTrials
{
    /// <summary>Tries experiments with seeds from <paramref name="first"/>.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="kept">Where files of the experiments are kept; null where those of failures only are, in a temporary folder.</param>
    /// <param name="output">Where the report goes.</param>
    /// <returns>Whether nothing failed.</returns>
    public static async Task<bool> RunAsync(int first, int count, string? kept, TextWriter output)
    {
        var page = OptionPage.Read();
        string root = kept ?? Directory.CreateTempSubdirectory("i2moe-trials-").FullName;
        List<TrialResult> results = [];
        foreach (int seed in Enumerable.Range(first, count))
        {
            string folder = Path.Combine(root, seed.ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(folder);
            TrialResult result = await new ExperimentTrial(ExperimentDraw.Draw(page, seed, folder)).RunAsync();
            results.Add(result);
            if (result.Outcome == Outcome.Failed)
            {
                output.WriteLine($"{seed}: {result.Reason} ({folder})");
            }
            else if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Write(results, output);
        return results.TrueForAll(result => result.Outcome != Outcome.Failed);
    }

    private static void Write(List<TrialResult> results, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Count} experiments in {results.Sum(result => result.Seconds):0} s: {string.Join(", ", Enum.GetValues<Outcome>().Select(outcome => $"{results.Count(result => result.Outcome == outcome)} {outcome}"))}"));
        WriteReasons("Refused by the rules", results.Where(result => result.Outcome == Outcome.Refused), result => result.Reason[..8], output);
        WriteReasons("Refused with its data", results.Where(result => result.Outcome == Outcome.RefusedWithItsData), result => new string([.. result.Reason.Where(letter => !char.IsDigit(letter))]), output);
    }

    private static void WriteReasons(string title, IEnumerable<TrialResult> results, Func<TrialResult, string> kind, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (IGrouping<string, TrialResult> group in results.GroupBy(kind).OrderByDescending(group => group.Count()))
        {
            output.WriteLine($"  {group.Count(),4}  {group.First().Reason}");
        }
    }
}
