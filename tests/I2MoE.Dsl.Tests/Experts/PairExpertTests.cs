using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Experts;

/// <summary>The losses of experts of pairs by their equations, their credit, and what they do where a sample lacks modalities.</summary>
public sealed class PairExpertTests
{
    private const double Beta = 4;

    private static readonly Modality[] s_modalities = [.. new[] { "A", "B", "C" }.Select((name, index) => new Modality(name, index, [2], "linear"))];

    private static readonly Expert[] s_experts =
    [
        .. s_modalities.Select(Expert.UniquenessOf),
        Expert.SynergyOf(s_modalities[0], s_modalities[1]), Expert.SynergyOf(s_modalities[0], s_modalities[2]), Expert.SynergyOf(s_modalities[1], s_modalities[2]),
        Expert.RedundancyOf(s_modalities[0], s_modalities[1]), Expert.RedundancyOf(s_modalities[0], s_modalities[2]), Expert.RedundancyOf(s_modalities[1], s_modalities[2]),
    ];

    [Fact]
    public void Experts_are_named_after_their_pair()
    {
        Assert.Equal(["UniqueA", "UniqueB", "UniqueC", "Synergy_A_B", "Synergy_A_C", "Synergy_B_C", "Redundancy_A_B", "Redundancy_A_C", "Redundancy_B_C"], s_experts.Select(expert => expert.Name));
        Assert.Equal("Synergy A + C", s_experts[4].Label);
        Assert.Equal(s_experts[4], Expert.SynergyOf(s_modalities[0], s_modalities[2]));
    }

    // Full; without A, B, C; without BC, AC, AB. Of (A, C): what is left is pass B, of which A or C takes something away.
    [Fact]
    public void Synergy_of_a_pair_predicts_from_it_alone_and_is_silent_without_either()
    {
        using DisposeScope scope = NewDisposeScope();
        PassPlan plan = Plan(InteractionObjective.Evidence);
        ExpertPasses passes = Passes(plan, 0.7f, withoutA: 0.6f, withoutB: 0.9f, withoutC: 0.55f, onlyA: 0.5f, onlyB: 0.5f, onlyC: 0.5f);
        double expected = -Math.Log(0.9) + (Beta * Kl(0.9, 0.7)) + ((Kl(0.5, 0.6) + Kl(0.5, 0.55)) / 2);
        Assert.Equal(expected, Evidence(plan, expert: 4, passes), 4);
    }

    // Of (A, B): each alone predicts, the full pass says what both say, and C alone is to know nothing.
    [Fact]
    public void Redundancy_of_a_pair_predicts_from_either_alone_and_is_silent_without_both()
    {
        using DisposeScope scope = NewDisposeScope();
        PassPlan plan = Plan(InteractionObjective.Evidence);
        ExpertPasses passes = Passes(plan, 0.7f, withoutA: 0.5f, withoutB: 0.5f, withoutC: 0.5f, onlyA: 0.6f, onlyB: 0.9f, onlyC: 0.8f);
        double expected = ((-Math.Log(0.6) - Math.Log(0.9)) / 2) + (Beta * Kl(0.6, 0.7)) + Kl(0.5, 0.8);
        Assert.Equal(expected, Evidence(plan, expert: 6, passes), 4);
    }

    // Otherwise two of three modalities that only tell something together would be unique: see 2-of-3 secrets in docs/evidence.md.
    [Fact]
    public void With_pairs_what_is_unique_is_told_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        PassPlan plan = Plan(InteractionObjective.Evidence);
        ExpertPasses passes = Passes(plan, 0.7f, withoutA: 0.6f, withoutB: 0.5f, withoutC: 0.5f, onlyA: 0.9f, onlyB: 0.5f, onlyC: 0.5f);
        Assert.Equal(-Math.Log(0.9) + (Beta * Kl(0.9, 0.7)) + Kl(0.5, 0.6), Evidence(plan, expert: 0, passes), 4);
    }

    [Fact]
    public void The_paper_compares_what_is_left_and_what_is_taken_away()
    {
        using DisposeScope scope = NewDisposeScope();
        PassPlan plan = Plan(InteractionObjective.Paper);
        ExpertPasses passes = Passes(plan, 0.7f, withoutA: 0.6f, withoutB: 0.9f, withoutC: 0.55f, onlyA: 0.8f, onlyB: 0.65f, onlyC: 0.4f);
        InteractionTerms terms = InteractionTerms.Of(Task(), new ExpertsOptions(), Description(), plan);
        Assert.Equal(1 - Cosine(0.7, 0.9) + ((Cosine(0.7, 0.6) + Cosine(0.7, 0.55)) / 2), terms.Of(s_experts[4], 4, passes, Labels()).item<float>(), 4);
        Assert.Equal(1 - ((Cosine(0.7, 0.8) + Cosine(0.7, 0.65)) / 2) + Cosine(0.7, 0.4), terms.Of(s_experts[6], 6, passes, Labels()).item<float>(), 4);
    }

    [Theory]
    [InlineData("XOR of A and B", new[] { 0f, 0, 0, 1, 0, 0, 0, 0, 0 }, new[] { 0f, 0, 0, 1, 0, 0, 0, 0, 0 })]
    [InlineData("A and B tell the same", new[] { 1f, 1, 0, 1, 1, 1, 1, 0, 0 }, new[] { 0f, 0, 0, 0, 0, 0, 1, 0, 0 })]
    [InlineData("all tell the same", new[] { 1f, 1, 1, 1, 1, 1, 1, 1, 1 }, new[] { 0f, 0, 0, 0, 0, 0, 1 / 3f, 1 / 3f, 1 / 3f })]
    [InlineData("a secret that any two tell", new[] { 0f, 0, 0, 1, 1, 1, 0, 0, 0 }, new[] { 0f, 0, 0, 1, 1, 1, 0, 0, 0 })]
    [InlineData("A tells something by itself", new[] { 1f, 0, 0, 1, 1, 0, 0, 0, 0 }, new[] { 1f, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("A shares one bit with B and another with C", new[] { 2f, 1, 1, 2, 2, 2, 1, 1, 0 }, new[] { 0f, 0, 0, 0, 0, 0, 1, 1, 0 })]
    [InlineData("all share a bit, and A has one of its own", new[] { 2f, 1, 1, 2, 2, 1, 1, 1, 1 }, new[] { 1f, 0, 0, 0, 0, 0, 1 / 3f, 1 / 3f, 1 / 3f })]
    public void Every_pair_is_credited_as_two_modalities_are(string what, float[] gains, float[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] parts = EvidenceShares.Of(tensor(gains), s_experts).data<float>().ToArray();
        Assert.All(expected.Zip(parts).Index(), pair => Assert.True(Math.Abs(pair.Item.First - pair.Item.Second) < 1e-5, $"{what}: {s_experts[pair.Index].Name} {pair.Item.Second}"));
    }

    [Fact]
    public void A_pair_has_a_say_where_both_are_present()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor presence = tensor(new[,] { { true, true, false }, { true, true, true }, { true, false, false } });
        Tensor allowed = PresentExperts.Of(s_experts, presence);
        Assert.Equal([true, true, false, true, false, false, true, false, false], allowed[0].data<bool>().ToArray());
        Assert.Equal(Enumerable.Repeat(true, 9), allowed[1].data<bool>().ToArray());
        Assert.Equal([true, false, false, false, false, false, false, false, false], allowed[2].data<bool>().ToArray());
    }

    // Of a sample that lacks C nothing is masked in pass C: it is the full pass, which leaves A and B alone. A sample that lacks A teaches no pair of A.
    [Theory]
    [InlineData(InteractionObjective.Paper)]
    [InlineData(InteractionObjective.Evidence)]
    public void A_sample_teaches_the_pairs_that_it_has(InteractionObjective objective)
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new SpecifiedModel(Twin(objective), seed: 1);
        MultimodalBatch batch = SmallData.Batch(model.Description) with
        {
            Presence = tensor(new[,] { { true, true, false }, { true, true, false }, { true, true, false }, { true, true, false }, { true, true, false }, { true, true, false } }),
        };
        InteractionLosses losses = model.ComputeLosses(batch, SmallData.Random());
        losses.Total.backward();
        float[] sizes = [.. losses.Interactions.Select(loss => Math.Abs(loss.item<float>()))];
        string[] names = [.. model.Description.ExpertNames];
        Assert.True(float.IsFinite(losses.Total.item<float>()));
        Assert.All(names.Zip(sizes), pair => Assert.Equal(pair.First.Contains("Right", StringComparison.Ordinal), pair.Second == 0));
    }

    [Fact]
    public void Less_forward_runs_the_passes_of_the_modalities_that_it_draws()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new SpecifiedModel(TwinModels.Specification("pairs_paper"), seed: 1);
        for (int step = 0; step < 5; step++)
        {
            InteractionLosses losses = model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random(step));
            int[] run = [.. Enumerable.Range(1, model.Plan.Passes.Count - 1).Where(losses.Passes.WasRun)];
            ModalitySet drawn = ModalitySet.Of([.. run.SelectMany(pass => model.Plan.Passes[pass].Places)]);
            Assert.Equal(3, run.Length);
            Assert.Equal(2, drawn.Places.Count());
        }
    }

    private static ModelSpecification Twin(InteractionObjective objective)
    {
        ModelSpecification twin = TwinModels.Specification("pairs");
        return twin with
        {
            Experts = twin.Experts with
            {
                Given = twin.Experts.Given.Where(given => given.Option != "Objective").Append(new OptionValue("Objective", (int)objective)).ToEquatableArray(),
            },
        };
    }

    private static double Evidence(PassPlan plan, int expert, ExpertPasses passes) => InteractionTerms
        .Of(Task(), new ExpertsOptions { Objective = InteractionObjective.Evidence, AgreementWeight = Beta }, Description(), plan)
        .Of(s_experts[expert], expert, passes, Labels()).item<float>();

    private static ClassificationObjective Task() => new(new ClassificationOptions { Classes = 2 });

    private static Tensor Labels() => tensor([0L, 1]);

    private static PassPlan Plan(InteractionObjective objective) => PassPlan.Of(Description(), objective);

    private static ModelDescription Description() => new()
    {
        Name = "Pairs",
        Modalities = s_modalities,
        Experts = s_experts,
        Task = TaskKind.Classification,
        Fusion = "test",
        Outputs = 2,
    };

    // Every expert gives the true class of both samples the same probability, one a pass.
    private static ExpertPasses Passes(PassPlan plan, float full, float withoutA, float withoutB, float withoutC, float onlyA, float onlyB, float onlyC)
    {
        var of = new Dictionary<ModalitySet, float>
        {
            [ModalitySet.None] = full,
            [ModalitySet.Of(0)] = withoutA,
            [ModalitySet.Of(1)] = withoutB,
            [ModalitySet.Of(2)] = withoutC,
            [ModalitySet.Of(1, 2)] = onlyA,
            [ModalitySet.Of(0, 2)] = onlyB,
            [ModalitySet.Of(0, 1)] = onlyC,
        };
        float[] probabilities = [.. plan.Passes.Select(pass => of[pass]).SelectMany(p => (float[])[p, 1 - p, 1 - p, p])];
        Tensor outputs = tensor(probabilities, [1, plan.Passes.Count, 2, 2]).log().repeat(s_experts.Length, 1, 1, 1);
        return new ExpertPasses(outputs, outputs, [.. Enumerable.Range(0, plan.Passes.Count)], InteractionComparison.Outputs) { Masked = plan.Passes };
    }

    private static double Kl(double target, double output) =>
        (target * Math.Log(target / output)) + ((1 - target) * Math.Log((1 - target) / (1 - output)));

    // Of two vectors of logarithms of the probabilities of two classes.
    private static double Cosine(double first, double second)
    {
        (double a, double b, double c, double d) = (Math.Log(first), Math.Log(1 - first), Math.Log(second), Math.Log(1 - second));
        return ((a * c) + (b * d)) / Math.Sqrt(((a * a) + (b * b)) * ((c * c) + (d * d)));
    }
}
