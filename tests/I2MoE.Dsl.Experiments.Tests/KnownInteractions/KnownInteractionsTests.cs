using I2MoE.Dsl.Testing;
using KnownInteractions;

namespace I2MoE.Dsl.Tests.KnownInteractions;

/// <summary>The example's data are what they claim to be, and a model with the evidence objective finds it.</summary>
public sealed class KnownInteractionsTests
{
    [Theory]
    [InlineData(0, 1, 0, 0, 0)]
    [InlineData(1, 0, 1, 0, 0)]
    [InlineData(2, 0, 0, 1, 0)]
    [InlineData(3, 0, 0, 0, 1)]
    public void The_decomposition_of_a_pure_case_is_that_case(int regime, double first, double second, double synergy, double redundancy)
    {
        InteractionMixture noisy = InteractionMixture.Pure(2, regime) with { LabelNoise = 0.15 };
        AssertShares([first, second, synergy, redundancy], LatentDistribution.TrueShares(noisy));
    }

    [Fact]
    public void The_decomposition_of_a_mixture_is_its_proportions() =>
        AssertShares([0.1, 0.2, 0.3, 0.4], LatentDistribution.TrueShares(new InteractionMixture("mixed", [0.1, 0.2], 0.3, 0.4)));

    // A label that is as often unique to one modality as to the other: by themselves both tell the same.
    [Fact]
    public void Without_the_regime_uniqueness_of_both_is_redundancy_and_synergy() =>
        AssertShares([0, 0, 0.5, 0.5], LatentDistribution.UnconditionalShares(new InteractionMixture("mixed", [0.5, 0.5], 0, 0)));

    [Fact]
    public void Bits_tell_the_label_as_the_regime_says()
    {
        InteractionMixture mixture = InteractionMixture.Pure(4, 0);
        foreach (int label in (int[])[0, 1])
        {
            Assert.Equal([1, 0, label, 1], mixture.Bits(2, label, [1, 0, 1 - label, 1]));
            Assert.Equal(label, mixture.Bits(mixture.SynergyRegime, label, [1, 0, 1, 1]).Sum() % 2);
            Assert.Equal([label, label, label, label], mixture.Bits(mixture.RedundancyRegime, label, [1, 0, 1, 1]));
        }
    }

    [Fact]
    public void Data_have_the_proportions_the_imbalance_and_the_noise_that_were_asked_for()
    {
        var mixture = new InteractionMixture("mixed", [0.5, 0, 0.2], 0, 0.3) { Positives = 0.2, LabelNoise = 0.1 };
        using KnownData data = InteractionGenerator.Draw(mixture, samples: 6000, seed: 1);
        Assert.Equal(["A", "B", "C"], data.Splits.Train.Modalities);
        Assert.Equal([6000, 16], data.Splits.Train["B"].shape);
        for (int regime = 0; regime < 5; regime++)
        {
            Assert.Equal(mixture.Shares[regime], data.TestRegimes.Average(found => found == regime ? 1.0 : 0), 0.04);
        }

        Assert.Equal((0.2 * 0.9) + (0.8 * 0.1), data.Splits.Train.Labels.to_type(TorchSharp.torch.float64).mean().item<double>(), 0.02);
        using KnownData again = InteractionGenerator.Draw(mixture, samples: 6000, seed: 1);
        Assert.True(again.Splits.Test["C"].equal(data.Splits.Test["C"]).all().item<bool>());
    }

    [SkippableTheory]
    [InlineData(0, "UniqueA", true)]
    [InlineData(2, "Synergy", false)]
    public async Task A_model_with_the_evidence_objective_finds_the_interaction(int regime, string expert, bool isLong)
    {
        Skip.If(isLong && !LongTests.AreWanted, "I2MOE_LONG is not 1: the synergy's stands for it.");
        StudyRun run = await Study(InteractionMixture.Pure(2, regime));
        int place = run.Experts.ToList().IndexOf(expert);
        Assert.InRange(run.Accuracy, 0.95, 1);
        Assert.InRange(run.Weights[place], 0.8, 1);
        Assert.InRange(run.LocalHit, 0.9, 1);
        Assert.InRange(run.Estimate[place], 0.8, 1);
        Assert.InRange(run.ExpertAlone[place], 0.95, 1);
    }

    // The case that is the hardest for the weights: all experts but synergy's masked passes can answer, and accuracy stops rising early.
    [SkippableFact]
    public async Task Redundancy_is_found_where_classes_are_rare_and_labels_noisy()
    {
        WholeTests.RunWhereWanted("the synergy of two stands for it.");
        StudyRun run = await Study(InteractionMixture.Pure(2, 3) with { LabelNoise = 0.05, Positives = 0.15 });
        Assert.InRange(run.Weights[3], 0.7, 1);
        Assert.InRange(run.LocalHit, 0.9, 1);
    }

    [SkippableFact]
    public async Task In_a_mixture_samples_are_credited_to_the_expert_of_their_regime()
    {
        LongTests.RunWhereWanted();
        StudyRun run = await Study(new InteractionMixture("mixed", [0.1, 0.2], 0.3, 0.4));
        Assert.InRange(run.LocalHit, 0.85, 1);
        Assert.InRange(RankCorrelation.Of(run.Truth, run.Weights), 0.8, 1);
    }

    [Fact]
    public void Rank_correlation_shares_ranks_among_equals()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, 3], [10, 20, 90]), 9);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 3], [3, 2, 1]), 9);
        Assert.Equal(Math.Sqrt(0.75), RankCorrelation.Of([1, 1, 2], [5, 6, 7]), 9);
        Assert.Equal(double.NaN, RankCorrelation.Of([1, 1], [1, 2]));
    }

    [Fact]
    public void Results_survive_an_interruption()
    {
        using var folder = new TemporaryFolder();
        string runs = Path.Combine(folder.Path, "runs", "study");
        StudyTask[] tasks = [.. StudyPlan.Tasks(quick: true).Take(3)];
        new StudyResults(runs).Add(Run("evidence", [0.9, 0.1, 0, 0]) with { Key = tasks[1].Key });
        new StudyResults(runs).Add(Run("evidence", [0.8, 0.2, 0, 0]) with { Key = tasks[0].Key, Part = "another process" });
        new StudyResults(runs).Add(Run("evidence", [0.7, 0.3, 0, 0]) with { Key = "of other defaults" });
        var read = new StudyResults(runs);
        Assert.Equal([true, true, false], tasks.Select(read.Has));
        Assert.Equal([0.8, 0.9], read.Of(tasks).Select(run => run.Weights[0]));
        Assert.Equal(double.NaN, read.Of(tasks)[0].LocalHit);
    }

    [Fact]
    public void Runs_of_the_study_differ_by_key_and_those_with_evidence_name_its_settings()
    {
        StudyTask[] tasks = [.. StudyPlan.Tasks(quick: false)];
        Assert.Equal(tasks.Length, tasks.Select(task => task.Key).Distinct().Count());
        var defaults = new ExpertsOptions();
        Assert.All(tasks, task => Assert.Equal(
            task.Model.Objective == StudyModel.Evidence,
            task.Key.Contains(FormattableString.Invariant($"beta {defaults.AgreementWeight} mu {defaults.CreditWeight}"), StringComparison.Ordinal)));
    }

    [Fact]
    public void Tables_count_the_seeds_in_which_the_matching_expert_is_first()
    {
        string tables = StudyTables.Of([Run("evidence", [0.9, 0.1, 0, 0]), Run("evidence", [0.5, 0.3, 0.1, 0.1]) with { Seed = 1 }, Run("paper", [0.2, 0.8, 0, 0])], planned: 9);
        Assert.Contains("3 of 9 runs", tables, StringComparison.Ordinal);
        Assert.Contains("| evidence | 2 of 2 | 1 of 2 |", tables, StringComparison.Ordinal);
        Assert.Contains("| paper | 0 of 1 | 0 of 1 |", tables, StringComparison.Ordinal);
    }

    [Fact]
    public void Means_over_real_data_compare_only_what_all_objectives_have()
    {
        StudyRun paper = Run("paper", [1, 0, 0, 0]) with { Truth = [], Data = "first", Accuracy = 0.75 };
        string tables = StudyTables.Of([paper, paper with { Objective = "evidence", Accuracy = 0.5 }, paper with { Seed = 1, Accuracy = 1 }, paper with { Objective = "evidence", Seed = 1, Accuracy = 0.85 }, paper with { Data = "second", Accuracy = 0.25 }], planned: 5);

        // The differences are -25 and -15 points.
        Assert.Contains("| first | 2 | 0.875 | 0.675 | -20.0 ± 5.0 |", tables, StringComparison.Ordinal);
        Assert.Contains("| **mean of 1 data sets** |  | 0.875 | 0.675 | -20.0 ± 5.0 |", tables, StringComparison.Ordinal);
    }

    private static Task<StudyRun> Study(InteractionMixture mixture)
    {
        StudyModel model = StudyModel.Both(2).Single(candidate => candidate.Objective == StudyModel.Evidence);
        return StudyTask.Of("test", mixture, model, seed: 0, samples: 1800).RunAsync();
    }

    private static StudyRun Run(string objective, double[] weights) => new()
    {
        Key = objective,
        Part = "pure",
        Data = "only unique 1",
        Objective = objective,
        Seed = 0,
        Experts = ["UniqueA", "UniqueB", "Synergy", "Redundancy"],
        Truth = [1, 0, 0, 0],
        Unconditional = [1, 0, 0, 0],
        Accuracy = 1,
        Weights = weights,
        Estimate = weights,
        LocalHit = double.NaN,
        WithoutExpert = weights,
        ExpertAlone = weights,
        WithoutModality = [1, 0.5],
    };

    private static void AssertShares(double[] expected, IReadOnlyList<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 5e-3));
}
