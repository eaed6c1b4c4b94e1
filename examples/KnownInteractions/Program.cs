using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl;
using KnownInteractions;
using TorchSharp;

ProcessMemory.Prepare();

// Without arguments: a demonstration. "study" makes every table of docs/evidence.md and goes on where it was interrupted.
torch.set_num_threads(1);
string[] flags = [.. args.Skip(1)];
bool isStudy = args is ["study", ..];
bool quick = !isStudy || flags.Contains("--quick");
StudyTask[] tasks = [.. StudyPlan.Tasks(quick)];
string[] parts = [.. tasks.Select(task => task.Part).Distinct()];
string? part = Value("--part=");
string? limit = Value("--minutes=");
double minutes = double.PositiveInfinity;
bool isKnown = flags.All(flag => flag is "--quick" or "--tables" || flag.StartsWith("--minutes=", StringComparison.Ordinal) || flag.StartsWith("--part=", StringComparison.Ordinal));
if ((args.Length > 0 && !isStudy) || !isKnown || (part is not null && !parts.Contains(part))
    || (limit is not null && !double.TryParse(limit, CultureInfo.InvariantCulture, out minutes)))
{
    Console.Error.WriteLine($"error: allowed: nothing, for a demonstration; or study [--quick] [--minutes=N] [--part=NAME] [--tables], where NAME is one of: {string.Join("; ", parts)}.");
    return 1;
}

string folder = Path.Combine("runs", "KnownInteractions", isStudy ? quick ? "quick" : "study" : "demonstration");
if (!isStudy)
{
    tasks = [.. tasks.Where(task => task.Part is "pure" or "mixtures" && task.Model.Objective is StudyModel.Paper or StudyModel.Evidence)];
    if (Directory.Exists(folder))
    {
        Directory.Delete(folder, recursive: true);
    }
}

var results = new StudyResults(folder);
var clock = Stopwatch.StartNew();
foreach (StudyTask task in tasks.Where(task => !results.Has(task) && !flags.Contains("--tables") && (part is null || part == task.Part)))
{
    if (clock.Elapsed.TotalMinutes > minutes)
    {
        Console.WriteLine($"{minutes} minutes are over. The same command goes on.");
        break;
    }

    StudyRun run = await task.RunAsync();
    results.Add(run);
    string weights = string.Join(" ", run.Weights.Select(weight => weight.ToString("0.00", CultureInfo.InvariantCulture)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Of(tasks).Count} of {tasks.Length}: {run.Part}, {run.Data}, {run.Objective}, seed {run.Seed}: accuracy {run.Accuracy:0.000}, weights {weights}"));
}

Console.WriteLine();
Console.WriteLine(StudyTables.Of(results.Of(tasks), tasks.Length));
return 0;

string? Value(string name) => flags.LastOrDefault(flag => flag.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
