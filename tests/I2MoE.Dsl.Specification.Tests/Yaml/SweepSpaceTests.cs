using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Sweeps;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>Every corner of a sweep is judged before anything runs.</summary>
public sealed class SweepSpaceTests
{
    private const string Experiment = """
        name: Swept
        task: { kind: classification, classes: 3 }
        modalities:
          image: { features: 12, encoder: mlp }
          text: { features: 8, encoder: linear }
        fusion: { kind: transformer, heads: 4, hidden_dim: 64 }
        training: { epochs: 30 }
        data: { source: { kind: random, samples: 64 } }
        sweep:

        """;

    /// <summary>A wrong sweep, with « before its mistake.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "I2MOE713", "space: { fusion.heads: { choice: [2] } }\ntrials«: 3" },
        { "I2MOE714", "«search: random" },
        { "I2MOE715", "space: «3" },
        { "I2MOE739", "«space: {}" },
        { "I2MOE739", "space: { «fusion.heads: { choice: [] } }" },
        { "I2MOE738", "space: { «training.learning_rat: { log: [1e-5, 1e-2] } }" },
        { "I2MOE738", "space: { «trainin.learning_rate: { log: [1e-5, 1e-2] } }" },
        { "I2MOE738", "space: { «modalities.picture.encoder.layers: { integer: [1, 3] } }" },
        { "I2MOE738", "space: { «modalities.image.encoder.depth: { integer: [1, 3] } }" },
        { "I2MOE738", "space: { «training.epochs.many: { integer: [1, 3] } }" },
        { "I2MOE738", "space: { «name: { choice: [A, B] } }" },
        { "I2MOE738", "space: { «sweep.seeds: { choice: [[0], [1]] } }" },
        { "I2MOE740", "space: { training.learning_rate: { log: [«1e-2, 1e-5] } }" },
        { "I2MOE740", "space: { training.epochs: { integer: [«5, 5] } }" },
        { "I2MOE741", "space: { training.learning_rate: { log: [«0, 1e-2] } }" },
        { "I2MOE741", "space: { training.epochs: { log_integer: [«-4, 8] } }" },
        { "I2MOE742", "space: { «fusion.hidden_dim: { log: [16, 64] } }" },
        { "I2MOE742", "space: { «experts.objective: { uniform: [0, 1] } }" },
        { "I2MOE742", "space: { «experts.synergy: { integer: [0, 1] } }" },
        { "I2MOE743", "space: { fusion.heads: { choice: [2, 4, «2] } }" },
        { "I2MOE743", "space: { fusion: { choice: [{ kind: concat }, «{ kind: concat }] } }" },
        { "I2MOE743", "seeds: «[0, 1, 0]\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE744", "space: { fusion: { choice: [concat, transformer] }, «fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE745", "space: { fusion.heads: { choice: [2, «3, 4] } }" },
        { "I2MOE745", "space: { training.learning_rate: { log: [1e-5, «10] } }" },
        { "I2MOE745", "space: { training.epochs: { integer: [«0, 5] } }" },
        { "I2MOE745", "space: { «fusion.hidden_dim: { integer: [16, 64] } }" },
        { "I2MOE745", "space: { fusion: { choice: [{ kind: concat }, «{ kind: transfomer }] } }" },
        { "I2MOE745", "space: { fusion: { choice: [«{ kind: transformer, hads: 2 }, { kind: concat }] } }" },
        { "I2MOE745", "space: { experts.objective: { choice: [paper, «evidenc] } }" },
        { "I2MOE745", "space: { modalities.image.encoder: { choice: [mlp, «{ kind: cnn2d }] } }" },
        { "I2MOE746", "space: { fusion.heads: { choice: [2, 4, 8] }, fusion.hidden_dim: { choice: [«12, 64] } }" },
        { "I2MOE746", "space: { fusion.heads: { choice: [2, 8] }, fusion.hidden_dim: { integer: [16, «20], step: 4 } }" },
        { "I2MOE747", "search: grid\nspace: { «training.learning_rate: { log: [1e-5, 1e-2] } }" },
        { "I2MOE747", "search: «grid\nspace: { training.epochs: { integer: [1, 200] }, training.batch_size: { integer: [1, 100] } }" },
        { "I2MOE748", "halving: { first: «30 }\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE748", "halving: { first: 3 }\nspace: { «training.epochs: { integer: [10, 20] } }" },
        { "I2MOE749", "space: { «data.split.seed: { integer: [0, 9] } }" },
        { "I2MOE749", "space: { «data: { choice: [random] } }" },
        { "I2MOE749", "space: { «task.classes: { integer: [2, 3] } }" },
        { "I2MOE749", "space: { «training.best.metric: { choice: [loss, auroc] } }" },
        { "I2MOE001", "search: { kind: random, trials: «0 }\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE001", "halving: { first: 3, factor: «1 }\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE001", "seeds: «[-1]\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE713", "search: { kind: grid, «trials: 5 }\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE716", "search: «bayes\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE731", "metric: «r2\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE717", "metric: «accurracy\nspace: { fusion.heads: { choice: [2, 4] } }" },
        { "I2MOE715", "space: { training.learning_rate: «[1e-5, 1e-2] }" },
        { "I2MOE715", "space: { training.learning_rate: «0.1 }" },
        { "I2MOE715", "space: { training.learning_rate: { log: «[1e-5] } }" },
        { "I2MOE715", "space: { training.learning_rate: { log: «[low, 1e-2] } }" },
        { "I2MOE715", "space: { training.epochs: { integer: «[1.5, 4] } }" },
        { "I2MOE715", "space: { fusion.heads: { choice: «4 } }" },
        { "I2MOE715", "space: { training.learning_rate: «{ log: [1e-5, 1e-2], uniform: [0, 1] } }" },
        { "I2MOE715", "space: { training.learning_rate: «{ steps: 4 } }" },
        { "I2MOE715", "space: { training.learning_rate: { log: [1e-5, 1e-2], steps: «0 } }" },
        { "I2MOE713", "space: { training.learning_rate: { «logg: [1e-5, 1e-2] } }" },
        { "I2MOE713", "space: { training.learning_rate: { log: [1e-5, 1e-2], «step: 2 } }" },
        { "I2MOE713", "space: { fusion.heads: { choice: [2, 4], «steps: 2 } }" },
        { "I2MOE711", "space: { fusion.heads: { choice: [2] }, «fusion.heads: { choice: [4] } }" },
    };

    public static TheoryData<string> Right =>
    [
        "search: { kind: tpe, trials: 40, seed: 0 }\nspace:\n  training.learning_rate: { log: [1e-5, 1e-2] }\n  experts.objective: { choice: [paper, evidence] }\n  fusion: { choice: [{ kind: transformer, heads: 4 }, { kind: concat }] }\nhalving: { first: 3, factor: 3 }\nseeds: [0, 1, 2]",
        "space: { fusion.heads: { choice: [2, 4, 8] }, fusion.hidden_dim: { integer: [32, 128], step: 32 } }",
        "search: grid\nspace: { training.learning_rate: { log: [1e-4, 1e-2], steps: 3 }, modalities.image.encoder: { choice: [linear, { kind: mlp, layers: 3 }] } }",
        "metric: loss\nspace: { training.best.metric: { choice: [loss, auroc] }, data.standardise: { choice: [true, false] } }",
        "search: random\nspace: { training.schedule: { choice: [constant, { kind: cosine, warmup: 0.1 }] }, training.optimizer.weight_decay: { linear: [0, 0.1] } }",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_space_is_one_error_at_its_place(string id, string sweep)
    {
        string text = Experiment + Indented(sweep);
        int at = text.IndexOf('«', StringComparison.Ordinal);
        string before = text[..at];
        YamlProblem problem = Assert.Single(Reading.Of(text.Remove(at, 1)).Check());
        Assert.True(problem.Rule.Id == id, $"{problem.Rule.Id}: {problem.Message}");
        (int line, int column) = id is "I2MOE714" ? (9, 1) : sweep.Contains("trials«", StringComparison.Ordinal) ? (11, 3) : (before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        Assert.Equal((line, column), (problem.Place.Line, problem.Place.Column));
        Assert.True(problem.Message[^1] is '.' or '?', problem.Message);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void A_right_space_is_written_and_read_again(string sweep)
    {
        YamlReading reading = Reading.Of(Experiment + Indented(sweep));
        Assert.Empty(reading.Check());
        YamlReading again = Reading.Of(YamlExperimentWriter.Write(reading.Specification));
        Assert.Empty(again.Check());
        Assert.Equal(reading.Specification.Sweep!.Space, again.Specification.Sweep!.Space);
        Assert.Equal(YamlExperimentWriter.Write(reading.Specification), YamlExperimentWriter.Write(again.Specification));
    }

    [Theory]
    [InlineData("space: { training.learning_rat: { log: [1e-5, 1e-2] } }", "'training.learning_rat' is no path of the experiment that a sweep can change. 'learning_rat' is not a key of 'training'.", "Did you mean 'learning_rate'?")]
    [InlineData("space: { fusion.hidden_dim: { log: [16, 64] } }", "Numbers ({ log: [16, 64] }) do not fit 'fusion.hidden_dim': ", "a whole number")]
    [InlineData("space: { fusion.heads: { choice: [2, 8] }, fusion.hidden_dim: { choice: [12, 64] } }", "'fusion.heads: 8' and 'fusion.hidden_dim: 12' do not build together: heads: 8 does not divide hidden_dim: 12.", "")]
    [InlineData("space: { training.learning_rate: { log: [1e-2, 1e-5] } }", "The range [0.01, 1E-05] of 'training.learning_rate' has no values between its ends.", "Did you mean [1E-05, 0.01]?")]
    [InlineData("space: { training.learning_rate: [1e-5, 1e-2] }", "'training.learning_rate' is a list. Allowed: { log: [a, b] }", "Did you mean { choice: [1e-5, 1e-2] }?")]
    public void The_message_says_what_is_meant(string sweep, string begin, string end)
    {
        string message = Assert.Single(Reading.Of(Experiment + Indented(sweep)).Check()).Message;
        Assert.StartsWith(begin, message, StringComparison.Ordinal);
        Assert.Contains(end, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_about_sweeps_has_a_wrong_space() =>
        Assert.Empty(SweepRules.All.Select(rule => rule.Id).Except(Wrong.Select(row => (string)row[0])));

    [Fact]
    public void Of_an_experiment_that_is_wrong_itself_no_combination_is_judged()
    {
        string text = (Experiment + Indented("space: { fusion.heads: { choice: [2, 4] } }")).Replace("hidden_dim: 64", "hidden_dim: 66", StringComparison.Ordinal);
        Assert.Equal(["I2MOE303"], Reading.Of(text).Check().Select(problem => problem.Rule.Id));
    }

    [Fact]
    public void A_file_that_extends_another_replaces_a_range()
    {
        string child = "extends: base.i2moe.yaml\nname: Child\nsweep: { space: { fusion.heads: { choice: [8] } } }\n";
        YamlReading reading = Reading.Of(child, ("/app/base.i2moe.yaml", Experiment + Indented("space: { fusion.heads: { integer: [1, 2] }, training.epochs: { integer: [1, 3] } }")));
        Assert.Empty(reading.Check());
        Assert.Equal(["fusion.heads", "training.epochs"], reading.Specification.Sweep!.Space.Select(parameter => parameter.Key));
        Assert.Equal(SweepScale.Choice, reading.Specification.Sweep.Space[0].Scale);
    }

    [Fact]
    public void Values_are_spread_evenly_and_found_again()
    {
        SweepParameter log = new("a", SweepScale.Log, 1e-5, 1e-1, 1, 5, default);
        Assert.Equal(["1E-05", "0.0001", "0.001", "0.01", "0.1"], log.Grid());
        Assert.Equal("0.001", log.ValueAt(0.5));
        SweepParameter integer = new("a", SweepScale.Integer, 16, 64, 16, 0, default);
        Assert.Equal(["16", "32", "48", "64"], integer.Grid());
        Assert.Equal([0.125, 0.375, 0.625, 0.875], integer.Grid()!.Select(value => integer.UnitOf(value)!.Value));
        foreach (SweepParameter parameter in (SweepParameter[])[log, integer, log with { Scale = SweepScale.Uniform }, new("a", SweepScale.LogInteger, 1, 100, 1, 0, default), new("a", SweepScale.Choice, 0, 0, 1, 0, new(["x", "y", "z"]))])
        {
            Assert.All(Enumerable.Range(0, 101), i => Assert.Equal(parameter.ValueAt(i / 100.0), parameter.ValueAt(parameter.UnitOf(parameter.ValueAt(i / 100.0))!.Value)));
        }
    }

    private static string Indented(string sweep) => string.Concat(sweep.Split('\n').Select(line => $"  {line}\n"));
}
