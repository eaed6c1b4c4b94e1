using System.Globalization;
using I2MoE.Dsl;
using I2MoE.Dsl.Interactions.Optimum;
using I2MoE.Dsl.Interactions.Study;

// "optimum": the candidates of docs/evidence.md without training. "study": its table of trained models; the same command goes on where it was stopped.
// "real": accuracy and weights on real data. What files of a lower number hold was estimated otherwise, or without log losses.
ProcessMemory.Prepare();
double minutes = double.PositiveInfinity;
int seeds = 2;
string? limit = Value("--minutes=");
string? count = Value("--seeds=");
string[]? objectives = Value("--objectives=")?.Split(',').Select(objective => objective == "pairs" ? StudyExperiment.OfPairs : objective).ToArray();
string[]? asked = Value("--constructions=")?.Split(',');
IReadOnlyList<LatentConstruction> constructions = StudyConstructions.Of(asked);
string[] options = ["--minutes=", "--seeds=", "--objectives=", "--constructions="];
bool isRight = args.Skip(1).All(argument => options.Any(option => argument.StartsWith(option, StringComparison.Ordinal)))
    && objectives?.Except(StudyCommand.Objectives).Any() != true
    && constructions.Count > 0
    && (limit is null || double.TryParse(limit, CultureInfo.InvariantCulture, out minutes))
    && (count is null || int.TryParse(count, CultureInfo.InvariantCulture, out seeds));
switch (args)
{
    case ["optimum"]:
        OptimumTable.Write(Console.Out);
        return 0;
    case ["study", ..] when isRight:
        string folder = Directory.CreateDirectory(Path.Combine("runs", "Interactions")).FullName;
        await StudyCommand.RunAsync(minutes, seeds, objectives, constructions, Path.Combine(folder, "study-2.jsonl"));
        return 0;
    case ["real", ..] when isRight && objectives is null && asked is null:
        await RealCommand.RunAsync(minutes, count is null ? 5 : seeds, Path.Combine(Directory.CreateDirectory(Path.Combine("runs", "Interactions")).FullName, "real-3.jsonl"));
        return 0;
    default:
        Console.Error.WriteLine($"error: allowed: optimum, for the candidates at the population optimum; study [--objectives=paper,evidence,measured,pairs] [--constructions=GROUP or how a name begins,…] or real, both with [--minutes=N] [--seeds=N], for trained models on constructions or on real data. --minutes=0 writes the table of what there is. Groups: {string.Join(", ", StudyConstructions.Groups)}.");
        return 1;
}

string? Value(string name) => args.LastOrDefault(argument => argument.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
