using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>Options that stand in a mapping within their component, such as those of <c>training.schedule</c>.</summary>
public sealed class OptionGroupTests
{
    [Theory]
    [InlineData("training: { schedule: cosine }")]
    [InlineData("training: { schedule: { kind: cosine } }")]
    public void The_kind_of_a_group_alone_stands_for_it(string line)
    {
        YamlReading read = Reading.Of(WrongFiles.Experiment(line));
        Assert.Empty(read.Check());
        Assert.Equal(ScheduleKind.Cosine, read.Specification.Training.Get(ScheduleOptions.Kind));
    }

    [Theory]
    [InlineData("training: { schedule: cosine }", "training: { schedule: { warmup: 0.2 } }", ScheduleKind.Cosine, 0.2)]
    [InlineData("training: { schedule: { kind: cosine, warmup: 0.2 } }", "training: { schedule: linear }", ScheduleKind.Linear, 0.0)]
    [InlineData("training: { schedule: { kind: cosine, warmup: 0.2 } }", "training: { epochs: 3 }", ScheduleKind.Cosine, 0.2)]
    public void A_group_is_inherited_key_by_key_unless_its_kind_is_another(string inherited, string own, ScheduleKind kind, double warmup)
    {
        YamlReading read = YamlExperiment.Read(Reading.Path, $"name: M\nextends: base.yaml\n{own}\n", _ => WrongFiles.Experiment(inherited));
        Assert.Empty(read.Check());
        Assert.Equal((kind, warmup), (read.Specification.Training.Get(ScheduleOptions.Kind), read.Specification.Training.Get(ScheduleOptions.Warmup)));
    }

    [Theory]
    [InlineData("90", 90.0)]
    [InlineData("90s", 90.0)]
    [InlineData("10min", 600.0)]
    [InlineData("10 m", 600.0)]
    [InlineData("1.5h", 5400.0)]
    [InlineData("2d", 172_800.0)]
    public void A_time_may_have_a_unit(string text, double seconds)
    {
        YamlReading read = Reading.Of(WrongFiles.Experiment($"training: {{ time_limit: {text}, checkpoint: {{ every: {text} }} }}"));
        Assert.Empty(read.Check());
        Assert.Equal((seconds, seconds), (read.Specification.Training.Get(StepOptions.TimeLimit), read.Specification.Training.Get(StepOptions.CheckpointEvery)));
    }

    [Fact]
    public void Balanced_stands_for_weights_that_follow_from_the_data()
    {
        YamlReading read = Reading.Of(WrongFiles.Experiment("").Replace("task: regression", "task: { kind: classification, classes: 2, class_weights: balanced }", StringComparison.Ordinal));
        Assert.Empty(read.Check());
        Assert.True(read.Specification.Task!.Get(ClassificationOptions.BalancedClassWeights));
        Assert.Contains("balanced_class_weights: true", YamlExperimentWriter.Write(read.Specification), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("experts: { synergy: pairs }", true, false)]
    [InlineData("experts: { redundancy: pairs }", false, true)]
    [InlineData("experts: { pairwise_synergy: true, pairwise_redundancy: true }", true, true)]
    [InlineData("experts: { synergy: true }", false, false)]
    public void Pairs_stands_for_an_expert_of_every_pair(string experts, bool synergy, bool redundancy)
    {
        YamlReading read = Reading.Of(WrongFiles.Experiment(experts));
        Component found = read.Specification.Experts;
        Assert.Equal((synergy, redundancy), (found.Get(ExpertsOptions.PairwiseSynergy), found.Get(ExpertsOptions.PairwiseRedundancy)));
        Assert.True(found.Get(ExpertsOptions.Synergy) && found.Get(ExpertsOptions.Redundancy));
    }

    [Fact]
    public void Another_word_than_pairs_is_none()
    {
        YamlReading read = Reading.Of(WrongFiles.Experiment("experts: { synergy: pair }"));
        Assert.Contains(read.Check(), problem => problem.Message.Contains("Allowed: true, false or pairs. Did you mean pairs?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("training: { weight_decay: 0.02 }", "training: { epochs: 3 }", 0.02)]
    [InlineData("training: { optimizer: { weight_decay: 0.02 } }", "training: { epochs: 3 }", 0.02)]
    [InlineData("training: { weight_decay: 0.02 }", "training: { optimizer: { kind: adamw, weight_decay: 0.03 } }", 0.03)]
    [InlineData("training: { optimizer: { weight_decay: 0.02 } }", "training: { weight_decay: 0.03 }", 0.03)]
    public void An_option_may_stand_in_two_places(string inherited, string own, double expected)
    {
        YamlReading read = YamlExperiment.Read(Reading.Path, $"name: M\nextends: base.yaml\n{own}\n", _ => WrongFiles.Experiment(inherited));
        Assert.Empty(read.Check());
        Assert.Equal(expected, read.Specification.Training.Get(TrainingOptions.WeightDecay));
    }

    [Theory]
    [InlineData("training: { weight_decay: 0.1, optimizer: { weight_decay: 0.2 } }", "7,45: The key 'weight_decay' is given already in line 7. Keep one of the two.")]
    [InlineData("training: { time_limit: 3 weeks }", "7,25: 'time_limit' is '3 weeks'. Allowed: a time such as 90s, 10min or 1.5h, in seconds 0 to 100000000.")]
    [InlineData("training: { schedule: { warmpu: 0.1 } }", "7,25: 'warmpu' is not a key of 'schedule'. Allowed: kind, warmup, minimum, every, factor, patience, peak. Did you mean 'warmup'?")]
    [InlineData("training: { schedule: cosin }", "7,23: 'schedule.kind' cannot be 'cosin'. Allowed: constant, linear, cosine, one_cycle, step, plateau. Did you mean 'cosine'?")]
    [InlineData("training: { schedule: [cosine] }", "7,23: 'schedule' is a list. Allowed: a mapping with the keys kind, warmup, minimum, every, factor, patience, peak.")]
    [InlineData("training: { schedule: { kind: cosine, every: 3 } }", "7,46: schedule.every: 3 has no effect with schedule.kind: cosine. Remove schedule.every, or give schedule.kind: step.")]
    [InlineData("schedule: cosine", "7,1: 'schedule' is not a key of an experiment. Allowed: extends, name, namespace, accessibility, task, modalities, fusion, experts, reweighting, missing, training, data, sweep. That is 'schedule' of 'training': --set training.schedule=…")]
    [InlineData("training: { warmup: 0.1 }", "7,13: 'warmup' is not a key of 'training'. Allowed: {keys}. That is 'warmup' of 'training.schedule': --set training.schedule.warmup=…")]
    public void A_mistake_is_reported_at_its_place(string line, string message)
    {
        YamlProblem problem = Assert.Single(Reading.Of(WrongFiles.Experiment(line)).Check());
        Assert.Equal(message.Replace("{keys}", string.Join(", ", TrainingOptions.Definition.YamlKeys), StringComparison.Ordinal), $"{problem.Place.Line},{problem.Place.Column}: {problem.Message}");
    }
}
