using System.Globalization;
using I2MoE.Dsl;
using I2MoE.Dsl.Interactions.Optimum;
using I2MoE.Dsl.Interactions.Study;

// "optimum": the candidates of docs/evidence.md without training. "study": its table of trained models; the same command goes on where it was stopped.
// "real": accuracy and weights on real data. What the files study.jsonl and real.jsonl hold was estimated otherwise.
ProcessMemory.Prepare();
double minutes = double.PositiveInfinity;
int seeds = 2;
string? limit = Value("--minutes=");
string? count = Value("--seeds=");
string[]? objectives = Value("--objectives=")?.Split(',');
string[] options = ["--minutes=", "--seeds=", "--objectives="];
bool isRight = args.Skip(1).All(argument => options.Any(option => argument.StartsWith(option, StringComparison.Ordinal)))
    && objectives?.Except(StudyCommand.Objectives).Any() != true
    && (limit is null || double.TryParse(limit, CultureInfo.InvariantCulture, out minutes))
    && (count is null || int.TryParse(count, CultureInfo.InvariantCulture, out seeds));
switch (args)
{
    case ["optimum"]:
        OptimumTable.Write(Console.Out);
        return 0;
    case ["study", ..] when isRight:
        string folder = Directory.CreateDirectory(Path.Combine("runs", "Interactions")).FullName;
        await StudyCommand.RunAsync(minutes, seeds, objectives, Path.Combine(folder, "study-2.jsonl"));
        return 0;
    case ["real", ..] when isRight:
        await RealCommand.RunAsync(minutes, count is null ? 5 : seeds, Path.Combine(Directory.CreateDirectory(Path.Combine("runs", "Interactions")).FullName, "real-2.jsonl"));
        return 0;
    default:
        Console.Error.WriteLine("error: allowed: optimum, for the candidates at the population optimum; study [--objectives=paper,measured] or real, both with [--minutes=N] [--seeds=N], for trained models on constructions or on real data. --minutes=0 writes the table of what there is.");
        return 1;
}

string? Value(string name) => args.LastOrDefault(argument => argument.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
