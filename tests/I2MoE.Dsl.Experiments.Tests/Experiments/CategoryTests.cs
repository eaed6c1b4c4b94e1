using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Columns of words in an experiment: by levels of the training part, kept with the run, and called by their words.</summary>
public sealed class CategoryTests : IDisposable
{
    private readonly ProgramRun _program = new();

    [Theory]
    [InlineData("")]
    [InlineData("--set data.stream=true")]
    public async Task Levels_of_the_training_part_are_kept_with_the_run(string set)
    {
        // North is in the test part alone, and so it is another level.
        _program.Folder.Write("small.csv", Csv(row => row % 6 == 1 ? "north" : (row % 2 == 0 ? "east" : "west")));
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site] }", features: 7)];
        await _program.OkAsync($"train --quiet --out run {set}");
        JsonNode kept = JsonNode.Parse(_program.Read("run/preprocessing.json"))!;
        Assert.Equal(["left a", "left b", "site=east", "site=north", "site=west", "site=<other>", "site=<missing>"], kept["feature_names"]!["Left"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(["site=north"], kept["unseen_levels"]!["Left"]!.AsArray().Select(name => (string)name!));
        JsonArray mean = kept["standardisation"]!["Left"]!["mean"]!.AsArray();
        Assert.Equal([0, 0, 0], new[] { 3, 5, 6 }.Select(feature => (double)mean[feature]!));

        // In a file of its own, in which the columns stand otherwise, north is other as a level that nobody has heard of.
        await _program.OkAsync("predict --run run --split all --out all.csv");
        _program.Folder.Write("new.csv", Csv(row => row % 6 == 1 ? "unheard" : (row % 2 == 0 ? "east" : "west"), isReversed: true));
        await _program.OkAsync("predict --run run --data new.csv --out new.csv.out");
        Assert.Equal(_program.Read("all.csv"), _program.Read("new.csv.out"));

        await _program.OkAsync("explain --run run");
        Assert.Contains("site=west", _program.Read("run/report/report.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Oslo", "oslo", true)]
    [InlineData("caf\u00e9", "cafe\u0301", true)]
    [InlineData("Oslo", "Bergen", false)]
    public async Task Levels_that_are_written_alike_are_told(string first, string second, bool isTold)
    {
        _program.Folder.Write("small.csv", Csv(row => row % 2 == 0 ? first : second));
        _program.Experiments = [Define("{ categories: [site] }", features: 4)];
        await _program.OkAsync("train --quiet --out run");
        Assert.Equal(isTold, _program.Error.Contains("of column 'site' differ only in case, blanks or unseen signs, and are two different levels", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_in_files_give_the_same_weights()
    {
        _program.Folder.Write("small.csv", Csv(row => row % 6 == 1 ? "north" : (row % 5 == 0 ? "" : "west")));
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site] }", features: 6)];
        await _program.OkAsync("train --quiet --out memory");
        await _program.OkAsync("train --quiet --out files --set data.stream=true");
        Assert.Equal(File.ReadAllBytes(_program.Folder.File("memory/weights.safetensors")), File.ReadAllBytes(_program.Folder.File("files/weights.safetensors")));
        Assert.Equal(_program.Read("memory/preprocessing.json"), _program.Read("files/preprocessing.json"));
    }

    [Fact]
    public async Task Stated_levels_are_those_of_the_statement()
    {
        _program.Folder.Write("small.csv", Csv(row => row % 3 == 0 ? "2.0" : row % 3 == 1 ? "10" : "elsewhere"));
        _program.Experiments = [Define("{ categories: { site: [10, 2] } }", features: 4)];
        await _program.OkAsync("train --quiet --out run");
        JsonNode kept = JsonNode.Parse(_program.Read("run/preprocessing.json"))!;
        Assert.Equal(["site=10", "site=2", "site=<other>", "site=<missing>"], kept["feature_names"]!["Left"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(1.0, kept["standardisation"]!["Left"]!["mean"]!.AsArray().Take(3).Sum(value => (double)value!), 9);
        Assert.True((double)kept["standardisation"]!["Left"]!["mean"]![2]! > 0.1);
    }

    [Fact]
    public async Task A_wrong_number_of_features_is_told_with_the_right_one()
    {
        _program.Folder.Write("small.csv", Csv(row => row % 2 == 0 ? "east" : "west"));
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site] }", features: 5)];
        string error = await _program.WrongAsync("train --quiet");
        Assert.Contains("They are 2 of numbers and 4 of site", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("Declare features: 6", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private static I2MoE.Dsl.Runs.ExperimentDefinition Define(string left, int features) => ProgramRun.Define(
        "name: Small\n" + SmallExperiment.Model.Replace("left: { features: 2", $"left: {{ features: {features}", StringComparison.Ordinal)
        + $"data:\n  source: {{ kind: csv, path: small.csv, label: kind, class_names: [red, green, blue] }}\n  modalities: {{ left: {left}, right: [\"right *\"] }}\n  split: {{ kind: given, column: part }}\n");

    private static string Csv(Func<int, string> site, bool isReversed = false)
    {
        string[] lines = SmallExperiment.Csv(isReversed: isReversed).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(lines.Index().Select(line => $"{line.Item},{(line.Index == 0 ? "site" : site(line.Index - 1))}\n"));
    }
}
