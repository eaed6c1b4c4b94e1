using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using I2MoE.Trials.Drawing;

namespace I2MoE.Trials.Running;

/// <summary>Takes an experiment through every command of the tool.</summary>
internal sealed partial class ExperimentTrial(DrawnExperiment experiment)
{
    // Figures of a report take as long as all the rest, and a second training too.
    private const int ReportEvery = 5;
    private const int RepeatEvery = 7;

    private readonly string _folder = Path.GetDirectoryName(experiment.File)!;

    /// <summary>Runs it.</summary>
    public async Task<TrialResult> RunAsync()
    {
        long start = Stopwatch.GetTimestamp();
        (Outcome outcome, string reason) = await JudgeAsync();
        return new TrialResult(experiment.Seed, outcome, reason, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private async Task<(Outcome, string)> JudgeAsync()
    {
        try
        {
            if (await ValidateAsync() is { } refusal)
            {
                return (Outcome.Refused, refusal);
            }

            if (experiment.Wrong is not null)
            {
                return (Outcome.Failed, $"accepted, although {experiment.Wrong}");
            }

            return await TrainAsync() is { } message ? (Outcome.RefusedWithItsData, message) : (Outcome.Accepted, "");
        }
        catch (TrialException e)
        {
            return (Outcome.Failed, e.Message);
        }
        catch (Exception e) when (e is IOException or System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (Outcome.Failed, $"{e.GetType().Name}: {e.Message}");
        }
    }

    // Every message of the rules has a place and a code; null where there is no error.
    private async Task<string?> ValidateAsync()
    {
        (int exitCode, string output, string error) = await Tool.RunAsync("validate", experiment.File);
        string[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1]];
        if (error.Length > 0 || exitCode is not (0 or 1) || lines.Any(line => !Problem().IsMatch(line)))
        {
            throw new TrialException($"validate ends with {exitCode}: {error}{output}");
        }

        string[] errors = [.. lines.Where(line => line.Contains(": error ", StringComparison.Ordinal))];
        return (exitCode, errors.Length) switch
        {
            (0, 0) => null,
            (1, > 0) => errors[0][(errors[0].IndexOf("): error ", StringComparison.Ordinal) + 9)..].TrimEnd(),
            _ => throw new TrialException($"validate ends with {exitCode} and tells {errors.Length} errors."),
        };
    }

    private async Task<string?> TrainAsync()
    {
        string run = Path.Combine(_folder, "run");
        string seed = (experiment.Seed % 3).ToString(CultureInfo.InvariantCulture);
        (int exitCode, _, string error) = await Tool.RunAsync("train", experiment.File, "--out", run, "--seed", seed, "--quiet");
        string[] said = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (exitCode == 1 && said is [.., var last] && last.StartsWith("error: ", StringComparison.Ordinal))
        {
            return last.TrimEnd();
        }

        if (exitCode != 0)
        {
            throw new TrialException($"train ends with {exitCode}: {error.Trim()}");
        }

        var files = new RunFiles(experiment, run);
        files.CheckHistory();
        string evaluation = Path.Combine(_folder, "evaluation.json");
        await Tool.SucceedAsync("evaluate", experiment.File, "--run", run, "--out", evaluation);
        files.CheckMetrics(evaluation);
        string all = Path.Combine(_folder, "all.csv");
        await Tool.SucceedAsync("predict", experiment.File, "--run", run, "--split", "all", "--out", all);
        files.CheckPredictions(all);
        string test = Path.Combine(_folder, "test.csv");
        await Tool.SucceedAsync("predict", experiment.File, "--run", run, "--out", test);
        files.CheckTestPart(test);
        await ExplainAsync(run, files, all);
        await RestateAsync(run, seed);
        return null;
    }

    private async Task ExplainAsync(string run, RunFiles files, string predictions)
    {
        int sample = experiment.Seed % experiment.Samples;
        await Tool.SucceedAsync("explain", experiment.File, "--run", run, "--sample", sample.ToString(CultureInfo.InvariantCulture));
        files.CheckSample(sample, predictions);
        bool hasReport = experiment.Seed % ReportEvery == 0;
        await Tool.SucceedAsync(["explain", experiment.File, "--run", run, .. hasReport ? [] : (string[])["--no-report"]]);
        files.CheckExplanation(hasReport);
    }

    // What show prints and what a run keeps say the same as the file.
    private async Task RestateAsync(string run, string seed)
    {
        string shown = Path.Combine(_folder, "shown.i2moe.yaml");
        await File.WriteAllTextAsync(shown, await Tool.SucceedAsync("show", experiment.File));
        (int exitCode, string output, string error) = await Tool.RunAsync("validate", shown);
        if (exitCode != 0)
        {
            throw new TrialException($"what 'show' prints is refused: {output}{error}");
        }

        await Tool.SucceedAsync("params", experiment.File);
        if (experiment.Seed % RepeatEvery == 0)
        {
            string again = Path.Combine(_folder, "elsewhere", "run");
            await Tool.SucceedAsync("train", Path.Combine(run, "experiment.yaml"), "--out", again, "--seed", seed, "--quiet");
            if (!Enumerable.SequenceEqual(await File.ReadAllBytesAsync(Path.Combine(again, "weights.safetensors")), await File.ReadAllBytesAsync(Path.Combine(run, "weights.safetensors"))))
            {
                throw new TrialException("experiment.yaml of the run trains other weights.");
            }
        }
    }

    [GeneratedRegex(@"^.+\(\d+,\d+\): (error|warning|info) I2MOE\d{3}: .{10,}")]
    private static partial Regex Problem();
}
