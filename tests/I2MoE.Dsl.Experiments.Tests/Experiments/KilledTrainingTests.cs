using System.Globalization;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Training;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>
/// A training that is killed again and again, at any moment, ends with the files of one that was not. The variable I2MOE_KILLS says how often; 3 by
/// default, because every time costs the start of a process.
/// </summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const string Options = "--quiet --set training.epochs=200";

    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("I2MOE_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();

    public KilledTrainingTests() => _folder.Write("small.csv", SmallExperiment.Csv());

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task It_goes_on_bit_for_bit()
    {
        LongTests.RunWhereWanted();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await EndsAsync($"train --out whole {Options}");
        TimeSpan whole = clock.Elapsed;

        // From the start of the process to its end, so that reading, writing and training are all hit. What was done adds up: some come too late.
        var random = new Random(5);
        int killed = 0;
        for (int attempt = 0; killed < s_kills; attempt++)
        {
            (int exitCode, string text) = await KilledRun.StartAsync(_folder.Path, $"train --out killed {Options}{Resume}", whole * random.NextDouble() * 0.8);
            Assert.True(exitCode is 137 or -1 or 0, $"attempt {attempt}, killed {killed}: {exitCode} {text}");
            if (exitCode == 0)
            {
                AssertSame();
                Directory.Delete(_folder.File("killed"), recursive: true);
            }
            else
            {
                killed++;
            }
        }

        await EndsAsync($"train --out killed {Options}{Resume}");
        AssertSame();
    }

    private string Resume => File.Exists(_folder.File("killed/run.json")) ? " --resume" : "";

    private void AssertSame()
    {
        foreach (string file in (string[])["weights.safetensors", "preprocessing.json", "experiment.yaml"])
        {
            Assert.Equal(File.ReadAllBytes(_folder.File($"whole/{file}")), File.ReadAllBytes(_folder.File($"killed/{file}")));
        }

        Assert.Equal(History("whole"), History("killed"));
        Assert.Equal(Names("whole"), Names("killed"));
    }

    private async Task EndsAsync(string commandLine)
    {
        (int exitCode, string text) = await KilledRun.StartAsync(_folder.Path, commandLine, killedAfter: null);
        Assert.True(exitCode == 0, $"{commandLine}: {exitCode} {text}");
    }

    // All but the seconds.
    private string[] History(string run) => [.. File.ReadAllLines(_folder.File($"{run}/history.csv")).Select(line => line[..line.LastIndexOf(',')])];

    private string[] Names(string run) => [.. Directory.EnumerateFileSystemEntries(_folder.File(run), "*", SearchOption.AllDirectories).Select(entry => Path.GetRelativePath(_folder.File(run), entry)).Order(StringComparer.Ordinal)];
}
