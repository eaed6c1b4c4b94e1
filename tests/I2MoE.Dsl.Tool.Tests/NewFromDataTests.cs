using I2MoE.Dsl.Testing.Data;

namespace I2MoE.Dsl.Tool.Tests;

/// <summary><c>new --data</c>: what it writes validates and trains as it is, and says what it guesses. All shapes: the trials, <c>--drafts</c>.</summary>
public sealed class NewFromDataTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Of_a_table_it_finds_modalities_groups_missing_values_and_leaks()
    {
        DataShape shape = DataShape.WritePrefixed(_tool.Folder);
        string text = await DraftAsync(shape);
        Assert.Contains("The column 'diagnosis' has 2 classes: ill 20 (33.3 %), well 40 (66.7 %).", text, StringComparison.Ordinal);
        Assert.Contains("mri: [\"mri_*\"]", text, StringComparison.Ordinal);
        Assert.Contains("lab: [\"lab_*\"]", text, StringComparison.Ordinal);
        Assert.Contains("missing: [-9, unknown]", text, StringComparison.Ordinal);
        Assert.Contains("split: { kind: group, column: patient }", text, StringComparison.Ordinal);
        Assert.Contains("LEAKAGE? 'outcome'", text, StringComparison.Ordinal);
        Assert.Contains("'sample_id': every row has another value", text, StringComparison.Ordinal);
        Assert.DoesNotContain("outcome]", text, StringComparison.Ordinal);
        await TrainAsync(shape);
        await _tool.RunAsync(0, "data", "Prefixed.i2moe.yaml", "--html", "data.html");
        Assert.Contains("Samples by class and part", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("ill", _tool.Output, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(_tool.At("data.html"));
        Assert.Contains("Samples that lack each modality, by part", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, "grade", true)]
    [InlineData(400, "grade", false)]
    [InlineData(190, "grade", false)]
    [InlineData(190, "score", true)]
    [InlineData(700, "score", false)]
    public async Task Few_samples_for_the_features_of_tables_get_a_linear_fusion(int rows, string target, bool isLinear)
    {
        await File.WriteAllTextAsync(_tool.At("few.csv"), "a,b,c,d,grade,score\n" + string.Concat(Enumerable.Range(0, rows).Select(row => $"{row % 7}.5,{-row}.25,{row % 5}.5,{row}.75,{(row % 2 == 0 ? "low" : "high")},{row * 3}.125\n")));
        await _tool.RunAsync(0, "new", "Few", "--data", "few.csv", "--target", target);
        string text = await File.ReadAllTextAsync(_tool.At("Few.i2moe.yaml"));
        Assert.Contains(isLinear ? "fusion: { kind: concat, layers: 1, hidden_dim: 64 }" : "fusion: { kind: transformer, layers: 1, heads: 4, hidden_dim: 64, patches: 4 }", text, StringComparison.Ordinal);
        Assert.Contains(isLinear ? "weight_decay: 0.01" : "learning_rate: 0.001 }", text, StringComparison.Ordinal);
        Assert.Equal(isLinear, text.Contains("Samples are few for the features", StringComparison.Ordinal));
        await _tool.RunAsync(0, "validate", "Few.i2moe.yaml");
    }

    [Theory]
    [InlineData("1", "2", "3", "If they are grades, say kind: ordinal")]
    [InlineData("low", "mid", "high", "If one is above the other, say kind: ordinal and give class_names from the lowest.")]
    public async Task Of_classes_it_says_which_other_task_they_may_be(string first, string second, string third, string hint)
    {
        string[] classes = [first, second, third];
        await File.WriteAllTextAsync(_tool.At("grades.csv"), "x,y,grade\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row * 0.5},{-row},{classes[row % 3]}\n")));
        await _tool.RunAsync(0, "new", "Grades", "--data", "grades.csv", "--target", "grade");
        string text = string.Join(' ', (await File.ReadAllTextAsync(_tool.At("Grades.i2moe.yaml"))).Split((char[])[' ', '\n', '#'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(hint, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_folder_of_arrays_it_takes_the_shapes()
    {
        DataShape shape = DataShape.WriteArrays(_tool.Folder);
        string text = await DraftAsync(shape);
        Assert.Contains("wave: { shape: [8, 1], optional: true, encoder: gru }", text, StringComparison.Ordinal);
        Assert.Contains("visits: { shape: [6, 2], own_length: true, encoder: gru }", text, StringComparison.Ordinal);
        Assert.Contains("clinical: { features: 3, encoder: linear }", text, StringComparison.Ordinal);
        Assert.Contains("which lack the modality", text, StringComparison.Ordinal);
        await TrainAsync(shape);
    }

    [Fact]
    public async Task Of_a_table_written_otherwise_it_says_how()
    {
        DataShape shape = DataShape.WriteGerman(_tool.Folder);
        string text = await DraftAsync(shape);
        Assert.Contains("task: regression", text, StringComparison.Ordinal);
        Assert.Contains("decimal: \",\", encoding: windows-1252", text, StringComparison.Ordinal);
        await TrainAsync(shape);
    }

    [Fact]
    public async Task Of_times_it_says_what_follows_where_some_are_cut_off()
    {
        _tool.Write("table.csv", "gene a,gene b,lab a,lab b,days,died\n" + string.Concat(Enumerable.Range(1, 40).Select(row => $"0.{row},1.{row},{row}.5,2.{row},{row * 7},{row % 2}\n")));
        await _tool.RunAsync(0, "new", "Patients", "--data", "table.csv", "--target", "days");
        string text = string.Join(' ', (await File.ReadAllLinesAsync(_tool.At("Patients.i2moe.yaml"))).Select(line => line.Trim(' ', '#')));
        Assert.Contains("say task: survival, target and event.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_shapes_validate()
    {
        foreach (DataShape shape in (DataShape[])[DataShape.WriteHeadless(_tool.Folder), DataShape.WriteListed(_tool.Folder), DataShape.WritePictures(_tool.Folder)])
        {
            string text = await DraftAsync(shape);
            Assert.Contains(shape.Name == "headless" ? "class_names: [\"1\", \"2\", \"3\"], header: false" : "images:", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Columns_of_words_are_categories_with_their_levels()
    {
        string[] sites = ["Oslo", "Bergen", "NA"];
        _tool.Write("words.csv", "age,sex,site,label\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 17},{(row % 5 < 2 ? "f" : "m")},{sites[row % 3]},{row % 2}\n")));
        await _tool.RunAsync(0, "new", "Words", "--data", "words.csv");
        string text = await File.ReadAllTextAsync(_tool.At("Words.i2moe.yaml"));
        Assert.Contains("categories: { features: 8, encoder: linear }", text, StringComparison.Ordinal);
        Assert.Contains("categories: { categories: { sex: [f, m], site: [Bergen, Oslo] } }", text, StringComparison.Ordinal);
        await _tool.RunAsync(0, "train", "Words.i2moe.yaml", "--quiet", "--set", "training.epochs=1");
    }

    [Fact]
    public async Task Columns_of_many_words_get_vectors_of_their_levels()
    {
        _tool.Write("towns.csv", "age,sex,town,label\n" + string.Concat(Enumerable.Range(0, 120).Select(row => $"{row % 17},{(row % 5 < 2 ? "f" : "m")},town{row % 20},{row % 2}\n")));
        await _tool.RunAsync(0, "new", "Towns", "--data", "towns.csv");
        string text = await File.ReadAllTextAsync(_tool.At("Towns.i2moe.yaml"));
        Assert.Contains("categories: { features: 26, levels: [4, 22], embedding: 8, encoder: linear }", text, StringComparison.Ordinal);
        await _tool.RunAsync(0, "validate", "Towns.i2moe.yaml");
        Assert.Contains("0 errors, 0 warnings", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "train", "Towns.i2moe.yaml", "--quiet", "--set", "training.epochs=1");
    }

    [Fact]
    public async Task What_some_rows_have_nothing_of_is_optional()
    {
        // Rows 3, 7, 11, … have no lab at all; row 0 alone lacks one value of the scan.
        _tool.Write("lacking.csv", "lab a,lab b,scan a,scan b,label\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{(row % 4 == 3 ? "," : $"{row % 17},{row % 5}")},{(row == 0 ? "" : row % 7)},{row % 11},{row % 2}\n")));
        await _tool.RunAsync(0, "new", "Lacking", "--data", "lacking.csv");
        string text = await File.ReadAllTextAsync(_tool.At("Lacking.i2moe.yaml"));
        Assert.Contains("lab: { features: 2, optional: true, encoder: linear }", text, StringComparison.Ordinal);
        Assert.Contains("15 of 60 rows have none of them and lack the modality, so it is optional.", text, StringComparison.Ordinal);
        Assert.Contains("scan: { features: 2, encoder: linear }", text, StringComparison.Ordinal);
        await _tool.RunAsync(0, "validate", "Lacking.i2moe.yaml");
        Assert.Contains("0 errors, 0 warnings", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "train", "Lacking.i2moe.yaml", "--quiet", "--set", "training.epochs=1");
    }

    [Fact]
    public async Task A_column_of_sentences_is_text()
    {
        _tool.Write("notes.csv", "age,note,label\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 17},\"Patient {row} is {(row % 2 == 0 ? "well, and went home" : "ill, and stays here for now")}.\",{row % 2}\n")));
        await _tool.RunAsync(0, "new", "Notes", "--data", "notes.csv");
        string text = await File.ReadAllTextAsync(_tool.At("Notes.i2moe.yaml"));
        Assert.Contains("note: { shape: [16], encoder: { kind: text, vocabulary: 100, token_dim: 32, pooling: mean } }", text, StringComparison.Ordinal);
        Assert.Contains("note: { text: note, tokenizer: words }", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not used", text, StringComparison.Ordinal);
        await _tool.RunAsync(0, "validate", "Notes.i2moe.yaml");
        Assert.Contains("0 errors, 0 warnings", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "train", "Notes.i2moe.yaml", "--quiet", "--set", "training.epochs=1");
    }

    [Fact]
    public async Task Samples_that_are_in_two_parts_are_told()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 40).Select(row => $"{row / 20 * 3},{row % 20},{row % 2}");
        _tool.Write("twice.csv", "a,b,label\n" + string.Join('\n', rows.Concat(rows)) + "\n");
        await _tool.RunAsync(0, "new", "Twice", "--data", "twice.csv");
        await _tool.RunAsync(0, "data", "Twice.i2moe.yaml");
        Assert.Contains("training and test", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("40 (50.0 %)", _tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,label\n1,2,x\n3,4,\n", "label", "1 of 2 rows have no value of 'label', the first in line 3. Take these rows out.")]
    [InlineData("a,b,label\n1,2,x\n3,4,y\n", "lable", "Did you mean 'label'?")]
    [InlineData("a,b,label\n1,2,x\n3,4,x\n", "label", "has only the value 'x'")]
    [InlineData("a,label\n1,x\n3,y\n4,x\n5,x\n", "label", "too few columns")]
    public async Task What_no_experiment_can_be_made_of_is_told(string table, string target, string message)
    {
        _tool.Write("table.csv", table);
        await _tool.RunAsync(1, "new", "Bad", "--data", "table.csv", "--target", target);
        Assert.Contains(message, _tool.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_tool.At("Bad.i2moe.yaml")));
    }

    public void Dispose() => _tool.Dispose();

    private static string NameOf(DataShape shape) => char.ToUpperInvariant(shape.Name[0]) + shape.Name[1..];

    private async Task<string> DraftAsync(DataShape shape)
    {
        await _tool.RunAsync(0, "new", NameOf(shape), "--data", shape.Location, "--target", shape.Target);
        await _tool.RunAsync(0, "validate", $"{NameOf(shape)}.i2moe.yaml");
        Assert.Contains("0 errors, 0 warnings", _tool.Output, StringComparison.Ordinal);
        return await File.ReadAllTextAsync(_tool.At($"{NameOf(shape)}.i2moe.yaml"));
    }

    private Task TrainAsync(DataShape shape) => _tool.RunAsync(0, "train", $"{NameOf(shape)}.i2moe.yaml", "--quiet", "--set", "training.epochs=1");
}
