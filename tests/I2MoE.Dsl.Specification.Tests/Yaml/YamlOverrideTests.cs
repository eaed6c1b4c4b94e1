using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>Values from the command line, <c>--set key=value</c>.</summary>
public sealed class YamlOverrideTests
{
    [Fact]
    public void Values_of_every_type_count_in_place_of_the_file()
    {
        YamlReading reading = Read(
            Accepted.Blocks,
            ("training.epochs", "5"),
            ("training.learning_rate", "1e-3"),
            ("task.class_weights", "[1, 1, 0.25]"),
            ("experts.synergy", "true"),
            ("experts.masking", "mean"),
            ("namespace", "A.B"),
            ("data.source.path", "\"other file.csv\""),
            ("data.modalities.Blood", "[b1, b2, b3, b4]"));

        Assert.Empty(reading.Check());
        ModelSpecification read = reading.Specification;
        Assert.Equal(5, read.Training.Get(TrainingOptions.Epochs));
        Assert.Equal(1e-3, read.Training.Get(TrainingOptions.LearningRate));
        Assert.Equal([1, 1, 0.25], read.Task!.Get(ClassificationOptions.ClassWeights));
        Assert.True(read.Experts.Get(ExpertsOptions.Synergy));
        Assert.Equal(Masking.Mean, read.Experts.Get(ExpertsOptions.Masking));
        Assert.Equal(new Declaration { Name = "Blocks", Namespace = "A.B", Accessibility = "internal" }, read.Declaration);
        Assert.Equal("other file.csv", read.Data!.Source.Get(CsvDataOptions.Path));
        Assert.Equal("outcome", read.Data.Source.Get(CsvDataOptions.Label));
        Assert.Equal(["b1", "b2", "b3", "b4"], read.Data.Modalities[1].Names);
    }

    [Fact]
    public void A_kind_alone_keeps_nothing_of_another_and_takes_options_of_its_own()
    {
        ModelSpecification read = Read(Accepted.Short, ("fusion.hidden_dim", "32"), ("modalities.a.encoder.bias", "x")).Specification;
        Assert.Equal(32, read.HiddenSize);

        read = Read(Accepted.Emoji, ("fusion", "{ kind: switch, routed_experts: 4 }")).Specification;
        Component fusion = read.Fusion!;
        Assert.Same(SwitchFusionOptions.Definition, fusion.Definition);
        Assert.Equal(["RoutedExperts"], fusion.Given.Select(given => given.Option));
    }

    [Theory]
    [InlineData("pairs", "true", true, false)]
    [InlineData("true", "pairs", true, true)]
    [InlineData("false", "pairs", true, true)]
    [InlineData("pairs", "false", false, false)]
    public void A_word_in_place_of_a_value_is_undone_by_another_value(string first, string second, bool synergy, bool pairs)
    {
        foreach ((string, string)[] overrides in ((string, string)[][])[[("experts.synergy", first), ("experts.synergy", second)], [("experts", $"{{ synergy: {first} }}"), ("experts.synergy", second)]])
        {
            // Of two modalities pairs have no effect, of which a warning tells.
            YamlReading reading = Read(Accepted.Emoji, overrides);
            Assert.DoesNotContain(reading.Check(), problem => problem.Rule.Severity == RuleSeverity.Error);
            Assert.Equal((synergy, pairs), (reading.Specification.Experts.Get(ExpertsOptions.Synergy), reading.Specification.Experts.Get(ExpertsOptions.PairwiseSynergy)));
        }
    }

    [Fact]
    public void A_flag_and_its_word_are_one_thing_to_an_override()
    {
        ModelSpecification read = Read(Accepted.Blocks, ("task.class_weights", "balanced")).Specification;
        Assert.True(read.Task!.Get(ClassificationOptions.BalancedClassWeights));
        Assert.Empty(read.Task!.Get(ClassificationOptions.ClassWeights));
        read = Read(Accepted.Blocks, ("task.class_weights", "balanced"), ("task.class_weights", "[1, 1, 0.25]")).Specification;
        Assert.False(read.Task!.Get(ClassificationOptions.BalancedClassWeights));
        Assert.False(Read(Accepted.Emoji, ("experts.synergy", "pairs"), ("experts.pairwise_synergy", "false")).Specification.Experts.Get(ExpertsOptions.PairwiseSynergy));
    }

    [Theory]
    [InlineData("data", "random")]
    [InlineData("data.source", "{ kind: random }")]
    public void Data_drawn_at_random_replace_those_of_the_file(string key, string value)
    {
        (string, string)[] overrides = key == "data" ? [(key, value)] : [(key, value), ("data.split", "random")];
        YamlReading reading = Read(Accepted.Pictures, overrides);

        Assert.Empty(reading.Check());
        Assert.Same(RandomDataOptions.Definition, reading.Specification.Data!.Source.Definition);
        Assert.Same(RandomSplitOptions.Definition, reading.Specification.Data.Split.Definition);
    }

    [Fact]
    public void The_last_of_several_values_counts() =>
        Assert.Equal(7, Read(Accepted.Emoji, ("training.epochs", "5"), ("training.epochs", "7")).Specification.Training.Get(TrainingOptions.Epochs));

    [Theory]
    [InlineData("training.epoch", "5", "I2MOE713", "'epoch' is not a key of 'training'. Allowed: {keys}. Did you mean 'epochs'?")]
    [InlineData("trainig.epochs", "5", "I2MOE713", null)]
    [InlineData("training.epochs", "many", "I2MOE715", "'epochs' is 'many'. Allowed: a whole number, 1 to 1000000.")]
    [InlineData("training.epochs", "", "I2MOE715", null)]
    [InlineData("training.epochs", "[", "I2MOE701", null)]
    [InlineData("training.epochs", "1\n---\n2", "I2MOE703", null)]
    [InlineData("training.epochs", "0", "I2MOE001", "epochs: 0 is not allowed in the training options. Allowed: 1 to 1000000.")]
    [InlineData("training.epochs.first", "1", "I2MOE715", null)]
    [InlineData("fusion.heads", "3", "I2MOE303", null)]
    [InlineData("experts.masking", "Zero", "I2MOE717", "'masking' cannot be 'Zero'. Allowed: random, mean, zero. Did you mean 'zero'?")]
    [InlineData("fusion.kind", "swich", "I2MOE716", null)]
    [InlineData("data.source", "npz", "I2MOE601", null)]
    [InlineData("training..epochs", "1", "I2MOE713", null)]
    [InlineData("", "1", "I2MOE713", null)]
    [InlineData("extends", "a.i2moe.yaml", "I2MOE713", null)]
    [InlineData("name", "Other", "I2MOE713", null)]
    public void A_wrong_value_is_reported_with_its_key_as_the_place(string key, string value, string id, string? message)
    {
        YamlProblem problem = Assert.Single(Read(Accepted.Emoji, (key, value)).Check());

        Assert.Equal((id, "--set " + key), (problem.Rule.Id, problem.Place.File));
        if (message is not null)
        {
            Assert.Equal(message.Replace("{keys}", string.Join(", ", TrainingOptions.Definition.YamlKeys), StringComparison.Ordinal), problem.Message);
        }
    }

    [Fact]
    public void A_wrong_file_keeps_its_places()
    {
        YamlReading reading = Read("task: regresion\ntraining: { epochs: x }\n", ("training.batch_size", "0"));

        Assert.All(reading.Problems, problem => Assert.Equal(Reading.Path, problem.Place.File));
        Assert.Equal("--set training.batch_size", Assert.Single(reading.Check(), problem => problem.Rule.Id == "I2MOE001").Place.File);
    }

    private static YamlReading Read(string text, params (string Key, string Value)[] overrides) => YamlExperiment.Read(
        Reading.Path,
        text.ReplaceLineEndings("\n"),
        _ => null,
        [.. overrides.Select(given => new YamlOverride(given.Key, given.Value))]);
}
