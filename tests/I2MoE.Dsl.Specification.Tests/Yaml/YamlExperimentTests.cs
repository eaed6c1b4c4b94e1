using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

public sealed class YamlExperimentTests
{
    [Theory]
    [MemberData(nameof(Accepted.All), MemberType = typeof(Accepted))]
    public void A_right_experiment_has_no_problem(string text) => Assert.Empty(Reading.Of(text).Check());

    [Fact]
    public void Reads_every_section()
    {
        ModelSpecification read = Reading.Of(Accepted.Emoji).Specification;

        Assert.Equal(new Declaration { Name = "EmojiModel", Namespace = "Emoji" }, read.Declaration);
        Assert.Equal(9, read.Task!.Get(ClassificationOptions.Classes));
        Assert.Equal(["Image", "Keywords"], read.Modalities.Select(modality => modality.Name));
        Assert.Equal([3, 16, 16], read.Modalities[0].Options.Get(ModalityOptions.Shape));
        Assert.Equal([Cnn2dEncoderOptions.Definition], read.Modalities[0].Encoders.Select(encoder => encoder.Definition));
        Assert.Equal([LinearEncoderOptions.Definition], read.Modalities[1].Encoders.Select(encoder => encoder.Definition));
        Assert.Equal(64, read.HiddenSize);
        Assert.True(read.Experts.IsGiven(ExpertsOptions.InteractionLossWeight));
        Assert.Equal(2.0, read.Reweighting.Get(ReweightingOptions.Temperature));
        Assert.Equal(30, read.Training.Get(TrainingOptions.Epochs));
    }

    [Fact]
    public void Reads_lists_choices_names_and_aliases()
    {
        ModelSpecification read = Reading.Of(Accepted.Blocks).Specification;

        Assert.Equal("internal", read.Declaration.Accessibility);
        Assert.Equal([0.5, 1, 2], read.Task!.Get(ClassificationOptions.ClassWeights));
        Assert.Equal(["HeartRate", "Blood"], read.Experts.Get(ExpertsOptions.UniquenessOf));
        Assert.Equal(Masking.Zero, read.Experts.Get(ExpertsOptions.Masking));
        Assert.False(read.Experts.Get(ExpertsOptions.Synergy));
        Assert.Equal(read.Modalities[0].Encoders, read.Modalities[1].Encoders);
    }

    [Fact]
    public void Reports_every_independent_mistake_at_once() => Assert.Equal(
        ["I2MOE718 (1,7)", "I2MOE713 (2,27)", "I2MOE715 (4,23)", "I2MOE716 (4,36)", "I2MOE001 (5,54)", "I2MOE717 (7,21)", "I2MOE713 (8,1)"],
        Reading.Problems("""
            name: my-model
            task: { kind: regression, clases: 9 }
            modalities:
              image: { shape: [3, x], encoder: cn2d }
              text: { features: 5, encoder: { kind: mlp, layers: 0 } }
            fusion: concat
            experts: { masking: Zero }
            trainig: { epochs: 3 }
            """));

    [Theory]
    [InlineData('n', 255, false)]
    [InlineData('n', 256, true)]
    [InlineData('é', 127, false)]
    [InlineData('é', 128, true)]
    public void A_name_that_no_folder_can_have_is_told(char letter, int length, bool isTold)
    {
        IEnumerable<YamlProblem> problems = Reading.Of(Accepted.Emoji.Replace("name: EmojiModel", $"name: {new string(letter, length)}", StringComparison.Ordinal)).Check();
        Assert.Equal(isTold ? ["I2MOE718 it has 256 bytes, and the folder of its runs, which is called so, has at most 255"] : [], problems.Select(problem => $"{problem.Rule.Id} {problem.Message[(problem.Message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.')}"));
    }

    [Theory]
    [InlineData("नमूना", "")]
    [InlineData("แบบจำลอง", "")]
    [InlineData("Gro\u0308\u00DFe", "")]
    [InlineData("\u0308o", "I2MOE718")]
    [InlineData("a\u200Db", "I2MOE718")]
    [InlineData("a\u20DDb", "I2MOE718")]
    public void Letters_of_a_name_may_have_marks(string name, string expected)
    {
        string text = Accepted.Emoji.Replace("name: EmojiModel", $"name: {name}", StringComparison.Ordinal).Replace("  keywords:", $"  {name}_x:", StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0 ? [] : [expected, expected], Reading.Of(text).Check().Select(problem => problem.Rule.Id));
    }

    [Theory]
    [InlineData("_1st", "")]
    [InlineData("Studies._1st.A_b", "")]
    [InlineData("1st", "I2MOE718")]
    [InlineData("A..B", "I2MOE718")]
    [InlineData("A.-b", "I2MOE718")]
    public void A_namespace_is_what_a_project_has(string name, string expected)
    {
        string text = $"namespace: {name}\n" + System.Text.RegularExpressions.Regex.Replace(Accepted.Emoji, "(?m)^namespace:.*\n", "");
        Assert.Equal(expected.Length == 0 ? [] : [expected], Reading.Of(text).Check().Select(problem => problem.Rule.Id));
    }

    [Fact]
    public void Messages_name_keys_and_not_properties()
    {
        YamlProblem problem = Assert.Single(Reading.Of(Accepted.Emoji.Replace("heads: 4", "heads: 5", StringComparison.Ordinal)).Check());

        Assert.Contains("heads: 5", problem.Message, StringComparison.Ordinal);
        Assert.Contains("hidden_dim", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("HiddenDim", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_inherits_key_by_key_but_not_the_name_nor_options_of_another_kind()
    {
        (string, string)[] files = [("/app/parts/base.i2moe.yaml", "extends: ../root.yaml\nname: Base\nfusion: { heads: 2 }"), ("/app/root.yaml", Accepted.Emoji)];

        ModelSpecification same = Reading.Of("extends: parts/base.i2moe.yaml\nname: Child\ntraining: { batch_size: 7 }", files).Specification;
        Assert.Equal(new Declaration { Name = "Child", Namespace = "Emoji" }, same.Declaration);
        Assert.Equal((2, 64), (same.Fusion!.Get(TransformerFusionOptions.Heads), same.HiddenSize));
        Assert.Equal((30, 7), (same.Training.Get(TrainingOptions.Epochs), same.Training.Get(TrainingOptions.BatchSize)));

        YamlReading other = Reading.Of("extends: parts/base.i2moe.yaml\nname: Child\nfusion: { kind: concat }", files);
        Assert.Empty(other.Check());
        Assert.Empty(other.Specification.Fusion!.Given);
    }

    [Fact]
    public void A_mistake_in_an_extended_file_is_reported_there()
    {
        YamlProblem problem = Assert.Single(Reading.Of("extends: base.yaml\nname: Child", ("/app/base.yaml", Accepted.Emoji.Replace("epochs: 30", "epochs: x", StringComparison.Ordinal))).Check());

        Assert.Equal(("/app/base.yaml", 10), (problem.Place.File, problem.Place.Line));
    }

    [Fact]
    public void Files_that_extend_each_other_are_reported_once()
    {
        IReadOnlyList<YamlProblem> problems = Reading.Of("name: A\nextends: b.yaml", ("/app/b.yaml", "extends: model.i2moe.yaml")).Check();

        YamlProblem problem = Assert.Single(problems);
        Assert.Same(YamlRules.NoCyclicExtends, problem.Rule);
        Assert.Contains("model.i2moe.yaml → b.yaml → model.i2moe.yaml", problem.Message, StringComparison.Ordinal);
        Assert.Equal("/app/b.yaml", problem.Place.File);
    }

    [Theory]
    [InlineData("training: { epochs: &e 1, batch_size: *e }", "a value with an anchor (&e) and a comma after it, within braces or brackets, cannot be read.")]
    [InlineData("training: { epochs: 1, learning_rate: .nan }", "learning_rate: .nan in the training options is not a finite number.")]
    [InlineData("training: { epochs: 1, learning_rate: 1e400 }", "learning_rate: .inf in the training options is not a finite number.")]
    [InlineData("training: { epochs: &e 1 }", null)]
    public void Strange_values_are_told_as_they_stand_there(string line, string? message)
    {
        string[] messages = [.. Reading.Of(WrongFiles.Experiment(line)).Check().Select(problem => problem.Message)];
        Assert.True(message is null ? !messages.Any(it => it.Contains("anchor", StringComparison.Ordinal)) : messages.Any(it => it.Contains(message, StringComparison.Ordinal)), string.Join("\n", messages));
    }

    [Fact]
    public void Windows_line_ends_move_no_place()
    {
        string text = Accepted.Emoji.Replace("heads: 4", "heads: 5", StringComparison.Ordinal).ReplaceLineEndings("\r\n");
        YamlProblem problem = Assert.Single(YamlExperiment.Read(Reading.Path, text, _ => null).Check());

        Assert.Equal((7, 48), (problem.Place.Line, problem.Place.Column));
        Assert.Equal("5", text.Substring(problem.Place.Offset, problem.Place.Length));
    }

    [Theory]
    [InlineData("/a/b.i2moe.yaml", true)]
    [InlineData("/a/b.part.i2moe.yaml", false)]
    [InlineData("/a/b.yaml", false)]
    public void Tells_experiments_by_their_names(string path, bool expected) => Assert.Equal(expected, YamlExperiment.IsExperiment(path));
}
