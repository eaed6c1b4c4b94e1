using System.Text.Json.Nodes;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A column of text in an experiment: divided by the words of the training part or by a file, kept with the run, and shown as words.</summary>
public sealed class TextColumnTests : IDisposable
{
    private static readonly string[] s_colours = ["red", "green", "blue"];

    private readonly ProgramRun _program = new();

    [Theory]
    [InlineData("")]
    [InlineData("--set data.stream=true")]
    public async Task Words_of_the_training_part_are_kept_with_the_run(string set)
    {
        // "Northern" is in the test part alone, and so it is unknown.
        _program.Folder.Write("small.csv", Csv("northern"));
        _program.Experiments = [Define("words", vocabulary: 8)];
        await _program.OkAsync($"train --quiet --out run {set}");
        JsonNode kept = JsonNode.Parse(_program.Read("run/preprocessing.json"))!["texts"]!["Left"]!;
        Assert.Equal(["<pad>", "<unknown>", "it's", "kestrel", "southern", "blue", "green", "red"], kept["words"]!.AsArray().Select(word => (string)word!));

        // In a file of its own, in which the columns stand otherwise, it is unknown as a word that nobody has heard of.
        await _program.OkAsync("predict --run run --split all --out all.csv");
        _program.Folder.Write("new.csv", Csv("unheard", isReversed: true));
        await _program.OkAsync("predict --run run --data new.csv --out new.csv.out");
        Assert.Equal(_program.Read("all.csv"), _program.Read("new.csv.out"));

        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"));
        int[] tokens = predictor.TokensOf("Left", "It's RED, never kestrel!");
        Assert.Equal([2, 7, 1, 3, 0, 0], tokens);
        Assert.Contains("Did you mean 'Left'?", Assert.Throws<I2MoE.Dsl.Data.DatasetException>(() => predictor.TokensOf("Lefd", "")).Message, StringComparison.Ordinal);
        string cut = Assert.Throws<I2MoE.Dsl.Data.DatasetException>(() => predictor.TokensOf("Left", "red \U0001F600 and \uD83D")).Message;
        Assert.StartsWith("The text of modality Left is no Unicode: at 11 (counted from 0) it has half of a pair of UTF-16, U+D83D", cut, StringComparison.Ordinal);
        SampleAnswer answer = await predictor.PredictAsync(new Dictionary<string, float[]>
        {
            ["Left"] = [.. predictor.TokensOf("Left", Note(1, "strange")).Select(token => (float)token)],
            ["Right"] = SmallExperiment.Right(1),
        });
        string[] row = _program.ReadCsv("all.csv").First(cells => cells[0] == "1");
        Assert.Contains(answer.Label, row);

        await _program.OkAsync("explain --run run");
        Assert.Contains("kestrel", _program.Read("run/report/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_in_files_and_a_stopped_run_give_the_same_weights()
    {
        _program.Folder.Write("small.csv", Csv("northern"));
        _program.Experiments = [Define("words", vocabulary: 7)];
        await _program.OkAsync("train --quiet --out memory");
        await _program.OkAsync("train --quiet --out files --set data.stream=true");
        await _program.OkAsync("train --quiet --out again --set data.stream=true");
        Assert.Equal(7, JsonNode.Parse(_program.Read("memory/preprocessing.json"))!["texts"]!["Left"]!["words"]!.AsArray().Count);
        foreach (string run in (string[])["files", "again"])
        {
            Assert.Equal(File.ReadAllBytes(_program.Folder.File("memory/weights.safetensors")), File.ReadAllBytes(_program.Folder.File($"{run}/weights.safetensors")));
            Assert.Equal(_program.Read("memory/preprocessing.json"), _program.Read($"{run}/preprocessing.json"));
        }
    }

    [Fact]
    public async Task A_file_of_tokens_is_kept_with_the_run()
    {
        _program.Folder.Write("small.csv", Csv("northern"));
        _program.Folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nred\nblue\ngr\n##een\nnorth\n##ern\n");
        _program.Experiments = [Define("{ kind: wordpiece, vocabulary: vocab.txt, length: 6 }", vocabulary: 11)];
        await _program.OkAsync("train --quiet --out run");
        await _program.OkAsync("predict --run run --split all --out before.csv");
        File.Delete(_program.Folder.File("vocab.txt"));
        await _program.OkAsync("predict --run run --split all --out after.csv");
        Assert.Equal(_program.Read("before.csv"), _program.Read("after.csv"));
        await _program.OkAsync("predict --run run --split all --out streamed.csv --set data.stream=true");
        Assert.Equal(_program.Read("before.csv"), _program.Read("streamed.csv"));
        await _program.OkAsync("predict --run run --data small.csv --out other.csv");
        Assert.Equal(_program.Read("before.csv"), _program.Read("other.csv"));
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"));
        Assert.Equal([7, 8, 9, 10, 0, 0], predictor.TokensOf("Left", "Green northern"));

        _program.Folder.Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\n[MASK]\nred\n[PAD]\n");
        Assert.Contains("Declare padding_id: 5, which is '[PAD]'.", OneLine(await _program.WrongAsync("train --quiet --out other")), StringComparison.Ordinal);
        _program.Folder.Write("vocab.txt", string.Concat(Enumerable.Range(0, 20).Select(token => $"t{token}\n")) + "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
        Assert.Contains("there are 25 tokens, but modality Left declares vocabulary: 11. Declare vocabulary: 25.", OneLine(await _program.WrongAsync("train --quiet --out other")), StringComparison.Ordinal);
        File.Delete(_program.Folder.File("vocab.txt"));
        Assert.Contains("'vocab.txt' does not exist", OneLine(await _program.WrongAsync("train --quiet --out other")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_without_text_lacks_the_modality()
    {
        _program.Folder.Write("small.csv", Csv("northern", isMissing: row => row % 5 == 0));
        _program.Experiments = [Define("words", vocabulary: 8)];
        string told = await _program.OkAsync("data");
        Assert.Contains("12 (20.0 %)", told, StringComparison.Ordinal);
        await _program.OkAsync("train --quiet --out run");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_predictor_takes_a_sample_without_text_as_a_table_does(bool isOptional)
    {
        _program.Folder.Write("small.csv", Csv("northern", isMissing: row => row % 5 == 0));
        _program.Experiments = [Define("words", vocabulary: 8, isOptional)];
        await _program.OkAsync("train --quiet --out run");
        await _program.OkAsync("predict --run run --split all --out all.csv");
        string[][] predicted = _program.ReadCsv("all.csv");
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"));
        Dictionary<string, float[]> sample = new() { ["Right"] = SmallExperiment.Right(5) };
        if (!isOptional)
        {
            sample["Left"] = [.. Enumerable.Repeat(float.NaN, 6)];
        }

        // Beside one that has it.
        Dictionary<string, float[]> other = new() { ["Left"] = [.. predictor.TokensOf("Left", Note(6, "northern")).Select(token => (float)token)], ["Right"] = SmallExperiment.Right(6) };
        foreach ((SampleAnswer answer, int row) in (await predictor.PredictAsync([sample, other])).Zip([5, 6]))
        {
            Assert.Equal(row == 5 ? ["Left"] : [], answer.Missing);
            Assert.Equal(row == 5 ? "Left" : "", predicted[row + 1][Array.IndexOf(predicted[0], "missing")]);
            Assert.Equal(Number(predicted, row, "probability green"), answer.Probabilities["green"], 4);
            Assert.Equal(Number(predicted, row, "weight UniqueLeft"), answer.Weights["UniqueLeft"], 4);
        }
    }

    public void Dispose() => _program.Dispose();

    private static double Number(string[][] table, int row, string column) => double.Parse(table[row + 1][Array.IndexOf(table[0], column)], System.Globalization.CultureInfo.InvariantCulture);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static I2MoE.Dsl.Runs.ExperimentDefinition Define(string tokenizer, int vocabulary, bool isOptional = false) => ProgramRun.Define(
        "name: Small\n" + SmallExperiment.Model.Replace("left: { features: 2, encoder: linear }", $"left: {{ shape: [6], optional: {(isOptional ? "true" : "false")}, encoder: {{ kind: text, vocabulary: {vocabulary}, token_dim: 4, pooling: mean }} }}", StringComparison.Ordinal)
        + $"data:\n  source: {{ kind: csv, path: small.csv, label: kind, class_names: [red, green, blue] }}\n  modalities: {{ left: {{ text: note, tokenizer: {tokenizer} }}, right: [\"right *\"] }}\n  split: {{ kind: given, column: part }}\n");

    private static string Note(int row, string direction) => $"It's {s_colours[SmallExperiment.Class(row)]} {(row % 6 == 1 ? direction : "Southern")} kestrel!";

    private static string Csv(string direction, bool isReversed = false, Func<int, bool>? isMissing = null)
    {
        string[] lines = SmallExperiment.Csv(isReversed: isReversed).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(lines.Index().Select(line => $"{line.Item},{(line.Index == 0 ? "note" : isMissing?.Invoke(line.Index - 1) == true ? "" : Note(line.Index - 1, direction))}\n"));
    }
}
