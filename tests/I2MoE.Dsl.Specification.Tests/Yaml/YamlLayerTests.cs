using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>What files say that extend each other, in short forms and long, and what of it is wrong.</summary>
public sealed class YamlLayerTests
{
    private const string Base = """
        name: Base
        task: classification
        modalities:
          left: { features: 8, encoder: mlp }
          heart_rate: { features: 8, encoder: mlp }
        fusion: transformer
        data: random
        """;

    [Theory]
    [InlineData("data: { source: { samples: 64 } }")]
    [InlineData("data: { source: { kind: random, samples: 64 } }")]
    public void A_source_that_is_a_kind_alone_takes_options(string own)
    {
        DataSpecification data = Extending(own).Data!;
        Assert.Equal(64, data.Source.Get(RandomDataOptions.Samples));
    }

    [Fact]
    public void Every_short_form_takes_options_of_another_file()
    {
        ModelSpecification read = Extending("""
            task: { classes: 3 }
            modalities: { left: { encoder: { hidden_dim: 24 } } }
            fusion: { heads: 2 }
            data: { standardise: false, split: { kind: random, train: 0.5 } }
            """);
        Assert.Equal(3, read.Task!.Get(ClassificationOptions.Classes));
        Assert.Equal(24, read.Modalities[0].Encoders[0].Get(MlpEncoderOptions.HiddenDim));
        Assert.Equal(2, read.Fusion!.Get(TransformerFusionOptions.Heads));
        Assert.Equal(0.5, read.Data!.Split.Get(RandomSplitOptions.Train));
        Assert.False(read.Data.Options.Get(DataOptions.Standardise));
    }

    [Fact]
    public void A_kind_alone_keeps_the_options_of_the_same_kind()
    {
        YamlReading reading = Reading.Of("extends: long.yaml\nname: Child\nfusion: transformer", ("/app/long.yaml", Base.Replace("fusion: transformer", "fusion: { kind: transformer, heads: 2 }", StringComparison.Ordinal)));
        Assert.Equal(2, reading.Specification.Fusion!.Get(TransformerFusionOptions.Heads));
    }

    // A modality may be called as a key that has a short form.
    [Fact]
    public void A_column_of_a_modality_that_is_called_source_is_no_kind()
    {
        YamlReading reading = Reading.Of(
            "extends: table.yaml\nname: Child\ndata: { modalities: { source: { images: file } } }",
            ("/app/table.yaml", "name: B\ntask: classification\nmodalities:\n  source: { shape: [3, 8, 8], encoder: cnn2d }\n  b: { features: 2, encoder: mlp }\nfusion: concat\ndata: { source: { kind: csv, path: a.csv, label: k }, modalities: { source: x, b: [y, z] } }"));
        Assert.Empty(reading.Check());
        Assert.True(reading.Specification.Data!.Modalities[0].IsImage);
    }

    [Theory]
    [InlineData("- a\n- b", "'notes.yaml' cannot be extended: it is a list, and an experiment is a mapping, for example 'fusion: transformer'. Name another file.")]
    [InlineData("root:x:0:0", "'notes.yaml' cannot be extended: it is a text, and an experiment is a mapping, for example 'fusion: transformer'. Name another file.")]
    public void A_file_that_is_no_mapping_is_an_error_at_its_name_beside_all_others(string text, string message)
    {
        YamlReading reading = Reading.Of("extends: notes.yaml\nname: Child\ntraining: { epoch: 3, batch_size: 0 }\nfusion: { kind: late, heads: two }", ("/app/notes.yaml", text));
        Assert.Equal(
            ["I2MOE724 (1,10)", "I2MOE713 (3,13)", "I2MOE001 (3,35)", "I2MOE715 (4,30)"],
            reading.Check().Select(problem => $"{problem.Rule.Id} ({problem.Place.Line},{problem.Place.Column})"));
        Assert.Equal(message, reading.Check()[0].Message);
    }

    [Theory]
    [InlineData("extends: missing.yaml", "I2MOE719 (1,10)")]
    [InlineData("extends: model.i2moe.yaml", "I2MOE720 (1,10)")]
    [InlineData("extends: [a]", "I2MOE715 (1,10)")]
    [InlineData("extends:", "I2MOE715 (1,9)")]
    public void Whatever_keeps_a_file_from_being_extended_hides_no_other_error(string extends, string problem) =>
        Assert.Equal([problem, "I2MOE713 (3,13)"], Reading.Problems($"{extends}\nname: Child\ntraining: {{ epoch: 3 }}"));

    [Theory]
    [InlineData("Left", "left")]
    [InlineData("HeartRate", "heart_rate")]
    [InlineData("heartRate", "heart_rate")]
    public void A_modality_that_is_spelt_otherwise_is_told_as_the_file_spells_it(string written, string meant)
    {
        YamlProblem problem = Assert.Single(Reading.Of($"extends: base.yaml\nname: Child\nmodalities:\n  {written}: {{ features: 9 }}", ("/app/base.yaml", Base)).Check());
        Assert.Equal(("I2MOE725", 4, 3), (problem.Rule.Id, problem.Place.Line, problem.Place.Column));
        Assert.Equal($"There is no modality '{written}' to change: the file calls it '{meant}'. Did you mean '{meant}'?", problem.Message);
    }

    [Fact]
    public void The_same_holds_on_the_command_line()
    {
        YamlReading reading = YamlExperiment.Read(Reading.Path, Base, _ => null, [new YamlOverride("modalities.Left.features", "9")]);
        YamlProblem problem = Assert.Single(reading.Check());
        Assert.Equal(("I2MOE725", "--set modalities.Left.features"), (problem.Rule.Id, problem.Place.File));
    }

    [Fact]
    public void A_modality_given_twice_is_one_error() => Assert.Equal(
        ["I2MOE711 (5,3)"],
        Reading.Problems("name: M\ntask: regression\nmodalities:\n  a: { features: 8, encoder: linear }\n  a: { features: 8, encoder: linear }\nfusion: concat"));

    [Theory]
    [InlineData("lr: 0.1", "That is 'learning_rate' of 'training': --set training.learning_rate=…")]
    [InlineData("epochs: 3", "That is 'epochs' of 'training': --set training.epochs=…")]
    [InlineData("split: random", "That is 'split' of 'data': --set data.split=…")]
    [InlineData("batch: 3", "That is 'batch_size' of 'training': --set training.batch_size=…")]
    [InlineData("hidden_dim: 3", "That is 'hidden_dim' of 'fusion': --set fusion.hidden_dim=…")]
    [InlineData("temperature: 3", "That is 'temperature' of 'reweighting': --set reweighting.temperature=…")]
    [InlineData("classes: 3", "That is 'classes' of 'task': --set task.classes=…")]
    [InlineData("optimizer: adam", "That is 'optimizer' of 'training': --set training.optimizer=…")]
    [InlineData("device: cuda", "The device is not of the experiment but of a run: train --device cuda.")]
    [InlineData("training: { lr: 0.1 }", "Did you mean 'learning_rate'?")]
    [InlineData("trainig: { epochs: 3 }", "Did you mean 'training'?")]
    [InlineData("xyz: 3", "training, data, sweep.")]
    public void A_key_of_another_part_or_of_another_program_is_told_where_ours_stands(string line, string end)
    {
        string message = Assert.Single(Reading.Of($"name: M\ntask: regression\nmodalities: {{ a: {{ features: 8, encoder: mlp }}, b: {{ features: 8, encoder: mlp }} }}\nfusion: concat\n{line}").Check()).Message;
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlp", "gru", false)]
    [InlineData("mpl", "mlp", true)]
    [InlineData("ab", "cd", false)]
    [InlineData("haeds", "heads", true)]
    [InlineData("cat", "dog", false)]
    [InlineData("abc", "axy", false)]
    public void A_name_is_near_where_a_third_of_its_letters_differs_at_most(string name, string candidate, bool isNear) =>
        Assert.Equal(isNear ? candidate : null, NearestName.Find(name, [candidate]));

    private static ModelSpecification Extending(string own)
    {
        YamlReading reading = Reading.Of($"extends: base.yaml\nname: Child\n{own}", ("/app/base.yaml", Base));
        Assert.Empty(reading.Check());
        return reading.Specification;
    }
}
