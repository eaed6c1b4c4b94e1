using System.Diagnostics;
using System.Globalization;
using KnownInteractions;
using TorchSharp;

// Without arguments: a demonstration. "study" makes every table of docs/evidence.md and goes on where it was interrupted.
torch.set_num_threads(1);
string[] flags = [.. args.Skip(1)];
bool isStudy = args is ["study", ..];
bool quick = !isStudy || flags.Contains("--quick");
if ((args.Length > 0 && !isStudy) || flags.Any(flag => flag != "--quick" && flag != "--tables" && !flag.StartsWith("--minutes=", StringComparison.Ordinal) && !flag.StartsWith("--part=", StringComparison.Ordinal)))
{
    Console.Error.WriteLine("error: allowed: nothing, for a demonstration; or study [--quick] [--minutes=N] [--part=NAME] [--tables]");
    return 1;
}

string file = Path.Combine("runs", "KnownInteractions", isStudy ? quick ? "quick.jsonl" : "study.jsonl" : "demonstration.jsonl");
if (!isStudy)
{
    File.Delete(file);
}

double minutes = flags.FirstOrDefault(flag => flag.StartsWith("--minutes=", StringComparison.Ordinal)) is { } limit
    ? double.Parse(limit["--minutes=".Length..], CultureInfo.InvariantCulture)
    : double.PositiveInfinity;
var results = new StudyResults(file);
StudyTask[] tasks = isStudy ? [.. StudyPlan.Tasks(quick)] : [.. StudyPlan.Tasks(quick: true).Where(task => task.Part is "pure" or "mixtures" && task.Model.Objective is StudyModel.Paper or StudyModel.Evidence)];
string? part = flags.FirstOrDefault(flag => flag.StartsWith("--part=", StringComparison.Ordinal))?["--part=".Length..];
var clock = Stopwatch.StartNew();
foreach (StudyTask task in tasks.Where(task => !results.Has(task.Key) && !flags.Contains("--tables") && (part is null || part == task.Part)))
{
    if (clock.Elapsed.TotalMinutes > minutes)
    {
        Console.WriteLine($"{minutes} minutes are over. The same command goes on.");
        break;
    }

    StudyRun run = await task.RunAsync();
    results.Add(run);
    string weights = string.Join(" ", run.Weights.Select(weight => weight.ToString("0.00", CultureInfo.InvariantCulture)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Runs.Count} of {tasks.Length}: {run.Part}, {run.Data}, {run.Objective}, seed {run.Seed}: accuracy {run.Accuracy:0.000}, weights {weights}"));
}

Console.WriteLine();
Console.WriteLine(StudyTables.Of(results.Runs));
return 0;
