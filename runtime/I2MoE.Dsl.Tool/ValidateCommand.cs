using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool;

/// <summary><c>validate</c>: every problem of experiment files, as the build reports it.</summary>
internal static class ValidateCommand
{
    private const string Json = "json";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var paths = new Argument<string[]>("FILES")
        {
            Description = "Experiment files, or folders that are searched for *.i2moe.yaml. Default: the current folder.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        var format = new Option<string>("--format") { Description = "text, as the build prints it, or json.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", Json);
        var command = new Command("validate", "Checks experiment files by the rules of the build. Exit code 1 where there is an error.") { paths, format };
        command.SetAction((arguments, _) => commands.GuardAsync(() => Task.FromResult(Validate(arguments.GetValue(paths)!, arguments.GetValue(format) == Json, console))));
        return command;
    }

    private static bool Validate(string[] paths, bool isJson, ProgramConsole console)
    {
        string[] files = [.. (paths.Length == 0 ? [WorkingFolder.Path] : paths).SelectMany(Files)];

        // A file that several extend has its problems once.
        YamlProblem[] problems = [.. files.SelectMany(file => new ExperimentFile(file).Check()).Distinct()];
        int errors = Of(RuleSeverity.Error, problems);
        if (isJson)
        {
            console.Line(new JsonArray([.. problems.Select(ToJson)]).ToJsonString(s_indented));
        }
        else
        {
            foreach (YamlProblem problem in problems)
            {
                console.Line(ProblemText.Line(problem));
            }

            console.Line(string.Create(CultureInfo.InvariantCulture, $"{Count(files.Length, "file")}, {Count(errors, "error")}, {Count(Of(RuleSeverity.Warning, problems), "warning")}, {Count(Of(RuleSeverity.Suggestion, problems), "suggestion")}"));
        }

        return errors == 0;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(WorkingFolder.Full(path)))
        {
            return [path];
        }

        string[] found = [.. new ExperimentSearch().Find(WorkingFolder.Of(path)).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new ExperimentException($"There is no file *{YamlExperiment.Extension} in {WorkingFolder.Full(path)}.");
    }

    private static JsonNode ToJson(YamlProblem problem) => new JsonObject
    {
        ["file"] = problem.Place.File,
        ["line"] = problem.Place.Line,
        ["column"] = problem.Place.Column,
        ["length"] = problem.Place.Length,
        ["severity"] = ProblemText.Severity(problem),
        ["id"] = problem.Rule.Id,
        ["message"] = problem.Message,
    };

    private static int Of(RuleSeverity severity, YamlProblem[] problems) => problems.Count(problem => problem.Rule.Severity == severity);

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
