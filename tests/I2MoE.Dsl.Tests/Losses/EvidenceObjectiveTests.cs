using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Interpretation;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Losses;

/// <summary>The losses of the evidence objective, by their equations and in training.</summary>
public sealed class EvidenceObjectiveTests
{
    private const double Beta = 4;

    // One sample of each of two classes: the prior is even. Expert 0 and 1 are unique, 2 synergy, 3 redundancy.
    private static readonly long[] s_labels = [0, 1];

    [Fact]
    public void Uniqueness_predicts_without_the_other_and_is_silent_without_its_own()
    {
        using DisposeScope scope = NewDisposeScope();
        ExpertPasses passes = Passes(full: 0.7f, withoutFirst: 0.6f, withoutSecond: 0.9f);
        double expected = -Math.Log(0.9) + (Beta * Kl(0.9, 0.7)) + Kl(0.5, 0.6);
        Assert.Equal(expected, Objective().Uniqueness(passes, expert: 0, without: 1, tensor(s_labels)).item<float>(), 4);
    }

    [Fact]
    public void Redundancy_predicts_without_either_and_says_what_both_say()
    {
        using DisposeScope scope = NewDisposeScope();
        ExpertPasses passes = Passes(full: 0.7f, withoutFirst: 0.6f, withoutSecond: 0.9f);

        // Of log(p / 0.5) the nearest to 0: log 1.2 of the true class, log 0.8 of the other.
        double expected = ((-Math.Log(0.6) - Math.Log(0.9)) / 2) + (Beta * Kl(0.6, 0.7));
        Assert.Equal(expected, Objective().Redundancy(passes, expert: 3, tensor(s_labels)).item<float>(), 4);
    }

    [Fact]
    public void Synergy_predicts_from_all_and_is_silent_without_any()
    {
        using DisposeScope scope = NewDisposeScope();
        ExpertPasses passes = Passes(full: 0.7f, withoutFirst: 0.6f, withoutSecond: 0.9f);
        double expected = -Math.Log(0.7) + ((Kl(0.5, 0.6) + Kl(0.5, 0.9)) / 2);
        Assert.Equal(expected, Objective().Synergy(passes, expert: 2, tensor(s_labels)).item<float>(), 4);
    }

    [Fact]
    public void A_pass_that_is_not_run_is_left_out()
    {
        using DisposeScope scope = NewDisposeScope();
        ExpertPasses passes = Passes([0, 0, 1], 0.7f, 0.9f);
        double shared = -Math.Log(0.9) + (Beta * Kl(0.9, 0.7));
        Assert.Equal(shared, Objective().Uniqueness(passes, expert: 0, without: 1, tensor(s_labels)).item<float>(), 4);
        Assert.Equal(shared, Objective().Redundancy(passes, expert: 3, tensor(s_labels)).item<float>(), 4);
        Assert.Equal(Kl(0.5, 0.9), Objective().Uniqueness(passes, expert: 1, without: 2, tensor(s_labels)).item<float>(), 4);
    }

    [Fact]
    public void Credit_goes_to_the_simplest_expert_that_knows()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyList<Expert> layout = HandMade.FourExperts;
        Assert.Equal([0f, 0f, 0f, 0.6f], Parts([0.6f, 0.6f, 0.6f, 0.6f], layout));
        Assert.Equal([0.6f, 0f, 0f, 0f], Parts([0.6f, -0.1f, 0.6f, 0f], layout));
        Assert.Equal([0f, 0f, 0.6f, 0f], Parts([-0.2f, 0f, 0.6f, -0.1f], layout));
        Assert.Equal([0.25f, 0f, 0.25f, 0.25f], Parts([0.5f, 0.25f, 0.75f, 0.25f], layout));
        Assert.Equal([0.5f, 0.25f, 0f], Parts([0.5f, 0.25f, 0.75f], [.. layout.SkipLast(1)]));
    }

    [Fact]
    public void Credit_is_the_cross_entropy_with_the_fourth_powers_and_ignores_samples_of_which_nothing_is_known()
    {
        using DisposeScope scope = NewDisposeScope();

        // Of sample 0 the first uniqueness expert knows a little more than redundancy; of sample 1 nobody knows anything.
        Tensor probabilities = tensor([0.9f, 0.1f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.9f, 0.1f, 0.5f, 0.5f, 0.8f, 0.2f, 0.5f, 0.5f], [4, 1, 2, 2]);
        var passes = new ExpertPasses(probabilities.log(), probabilities, [0], InteractionComparison.Outputs);
        Tensor weights = tensor([0.1f, 0.2f, 0.3f, 0.4f, 0.7f, 0.1f, 0.1f, 0.1f], [2, 4]);
        double redundancy = Math.Pow(Math.Log(1.6), 4);
        double unique = Math.Pow(Math.Log(1.8 / 1.6), 4);
        double expected = -((redundancy * Math.Log(0.4)) + (unique * Math.Log(0.1))) / (redundancy + unique);
        Assert.Equal(expected, Objective().Credit(passes, weights, tensor(s_labels)).item<float>(), 4);
    }

    // Otherwise the logarithm of the smallest weight, which nothing can change, would count for every sample that lacks a modality.
    [Fact]
    public void An_expert_whose_weight_is_taken_away_gets_no_credit()
    {
        using DisposeScope scope = NewDisposeScope();

        // Each of two samples lacks the right modality, whose expert (1) would be right about it all the same; the left one (0) knows less.
        Tensor probabilities = tensor([0.8f, 0.2f, 0.2f, 0.8f, 0.9f, 0.1f, 0.1f, 0.9f, 0.9f, 0.1f, 0.1f, 0.9f, 0.7f, 0.3f, 0.3f, 0.7f], [4, 1, 2, 2]);
        var passes = new ExpertPasses(probabilities.log(), probabilities, [0], InteractionComparison.Outputs);
        Tensor labels = tensor([0L, 1]);
        Tensor taken = tensor([1f, 0, 0, 0, 1, 0, 0, 0], [2, 4]);
        Tensor allowed = taken.gt(0);
        EvidenceObjective objective = Objective();
        Assert.Equal(0, objective.Credit(passes, taken, labels, allowed).item<float>(), 6);
        Assert.True(objective.Credit(passes, taken, labels).item<float>() > 1);

        Tensor weights = tensor([0.1f, 0.2f, 0.3f, 0.4f, 0.7f, 0.1f, 0.1f, 0.1f], [2, 4]);
        Assert.Equal(
            objective.Credit(passes, weights, labels).item<float>(),
            objective.Credit(passes, weights, labels, ones_like(weights).to_type(ScalarType.Bool)).item<float>());
    }

    // With so small a learning rate all epochs are equal. Without interaction loss there is no credit, and the first is kept as everywhere.
    [Fact]
    public async Task Of_equal_epochs_the_last_is_kept_because_the_weights_go_on_learning()
    {
        using Trainer<EvidenceClasses> evidence = EvidenceClasses.CreateTrainer(new TrainerOptions { LearningRate = 1e-20 });
        using Trainer<EvidenceSwitchedOff> without = EvidenceSwitchedOff.CreateTrainer(new TrainerOptions { LearningRate = 1e-20 });
        using DataSplits data = SmallData.Splits(evidence.Model.Description);
        using DataSplits others = SmallData.Splits(without.Model.Description);
        Assert.Equal(4, (await evidence.FitAsync(data)).Best.Epoch);
        Assert.Equal(1, (await without.FitAsync(others)).Best.Epoch);
    }

    [Fact]
    public void The_task_and_the_credit_teach_the_weights_and_not_the_experts()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new EvidenceLabels();
        EvidenceLabels.Losses losses = model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random());
        (losses.Task + losses.Credit!).backward();
        Assert.All(model.ExpertBank.parameters(), parameter => Assert.True(parameter.grad is null || parameter.grad.abs().max().item<float>() == 0));
        Assert.Contains(model.ReweightingNetwork.parameters(), parameter => parameter.grad is { } gradient && gradient.abs().max().item<float>() > 0);
    }

    [Fact]
    public void With_measured_weights_the_task_teaches_the_experts_and_the_credit_the_weights()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new MeasuredClasses();
        bool IsTaught(nn.Module part) => part.parameters().Any(parameter => parameter.grad is { } gradient && gradient.abs().max().item<float>() > 0);
        MeasuredClasses.Losses losses = model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random());
        losses.Task.backward(retain_graph: true);
        Assert.True(IsTaught(model.ExpertBank));
        Assert.False(IsTaught(model.ReweightingNetwork));
        model.zero_grad();
        losses.Credit!.backward();
        Assert.False(IsTaught(model.ExpertBank));
        Assert.True(IsTaught(model.ReweightingNetwork));
    }

    // Of two noisy sensors of one thing now this one is surer and now that one, which is luck: on the mean neither knows more than what both say.
    [Fact]
    public void Measured_credit_asks_for_the_shares_of_the_mean_gains_and_takes_no_luck_for_uniqueness()
    {
        using DisposeScope scope = NewDisposeScope();
        float[][] ofTruth = [[0.95f, 0.55f, 0.95f, 0.55f], [0.55f, 0.95f, 0.55f, 0.95f], [0.7f, 0.7f, 0.7f, 0.7f], [0.7f, 0.7f, 0.7f, 0.7f]];
        long[] labels = [0, 1, 1, 0];
        Tensor outputs = tensor(ofTruth.SelectMany(expert => expert.Zip(labels).SelectMany(it => it.Second == 0 ? (float[])[it.First, 1 - it.First] : [1 - it.First, it.First])).ToArray(), [4, 1, 4, 2]).log();
        var passes = new ExpertPasses(outputs, outputs, [0], InteractionComparison.Outputs);
        double[] gains = [.. ofTruth.Select(expert => expert.Average(p => Math.Log(p / 0.5)))];
        double[] parts = [gains[0] - gains[3], gains[1] - gains[3], Math.Max(0, gains[2] - gains[0] - gains[1] + gains[3]), gains[3]];
        Assert.True(parts[3] / parts.Sum() > 0.8);

        // The gradient of a cross-entropy with a softmax is the mean weights less the mean targets.
        Tensor logits = tensor(parts.Select(part => (float)Math.Log(Math.Max(part / parts.Sum(), 1e-8))).ToArray(), requires_grad: true);
        Objective().MeasuredCredit(passes, logits.softmax(0).expand(4, 4), tensor(labels)).backward();
        Assert.All(logits.grad!.data<float>().ToArray(), change => Assert.Equal(0, change, 0.01));
        logits.grad.zero_();
        Objective().Credit(passes, logits.softmax(0).expand(4, 4), tensor(labels)).backward();
        Assert.True(logits.grad.abs().max().item<float>() > 0.2);
    }

    [Fact]
    public void Without_interaction_loss_the_task_teaches_the_experts()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new EvidenceSwitchedOff();
        EvidenceSwitchedOff.Losses losses = model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random());
        Assert.Equal(losses.Task.item<float>(), losses.Total.item<float>());
        losses.Total.backward();
        Assert.Contains(model.ExpertBank.parameters(), parameter => parameter.grad is { } gradient && gradient.abs().max().item<float>() > 0);
    }

    [Fact]
    public async Task Every_task_trains_with_evidence_and_reports_the_credit()
    {
        await Train(new EvidenceClasses(), EvidenceClasses.CreateTrainer(), passes: 3, lambda: 1, mu: 0.1);
        await Train(new EvidenceLabels(), EvidenceLabels.CreateTrainer(), passes: 3, lambda: 0.5, mu: 0.5);
        await Train(new EvidenceTargets(), EvidenceTargets.CreateTrainer(), passes: 3, lambda: 1, mu: 0.1);
    }

    private static async Task Train<TModel>(TModel model, Trainer<TModel> trainer, int passes, double lambda, double mu)
        where TModel : InteractionModel
    {
        using (model)
        using (trainer)
        {
            using (DisposeScope scope = NewDisposeScope())
            {
                var losses = (InteractionLosses)model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random());
                double total = losses.Task.item<float>() + (lambda * (losses.Interactions.Average(loss => loss.item<float>()) + (mu * losses.Credit!.item<float>())));
                Assert.Equal(total, losses.Total.item<float>(), 4);
                Assert.Equal("Credit", losses.Names[^1]);
                Assert.Equal(passes, losses.Passes.Outputs.shape[1]);
                losses.Total.backward();
                Assert.All(model.named_parameters(), pair => Assert.True(pair.parameter.grad is not null, pair.name));
            }

            using DataSplits data = SmallData.Splits(model.Description);
            FitResult fit = await trainer.FitAsync(data);
            Assert.True(fit.Epochs[^1].Losses[0].Value < fit.Epochs[0].Losses[0].Value, model.Description.Name);
        }
    }

    // Experts: unique left, unique right, synergy, redundancy. What both say in one direction is no part of a number that two independent things add up to.
    [Theory]
    [InlineData("u + v", new[] { 0.5f, 0.5f, 1, 0.4f }, new[] { 0.5f, 0.5f, 0, 0 })]
    [InlineData("u v", new[] { 0f, 0, 1, 0 }, new[] { 0f, 0, 1, 0 })]
    [InlineData("two views of u", new[] { 1f, 1, 1, 1 }, new[] { 0f, 0, 0, 1 })]
    [InlineData("two noisy views of u", new[] { 0.5f, 0.5f, 0.7f, 0.5f }, new[] { 0.2f, 0.2f, 0, 0.3f })]
    public void A_number_is_shared_as_far_as_it_is_counted_twice(string what, float[] gains, float[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] parts = EvidenceShares.Of(tensor(gains), Model(TaskKind.Regression)).data<float>().ToArray();
        Assert.All(expected.Zip(parts), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 1e-5, $"{what}: {string.Join(' ', parts)}"));
        Assert.Equal(Parts(gains, HandMade.FourExperts), EvidenceShares.Of(tensor(gains), Model(TaskKind.Classification)).data<float>().ToArray());
    }

    private static ModelDescription Model(TaskKind task) => HandMade.Model(task) with { Experts = HandMade.FourExperts };

    private static EvidenceObjective Objective() => new(
        new ClassificationObjective(new ClassificationOptions { Classes = 2 }),
        new ExpertsOptions { Objective = InteractionObjective.Evidence, AgreementWeight = Beta },
        new ModelDescription
        {
            Name = "Test",
            Modalities = [],
            Experts = HandMade.FourExperts,
            Task = TaskKind.Classification,
            Fusion = "test",
            Outputs = 2,
        });

    private static ExpertPasses Passes(float full, float withoutFirst, float withoutSecond) => Passes([0, 1, 2], full, withoutFirst, withoutSecond);

    // Every expert gives the true class of both samples the same probability, one a run.
    private static ExpertPasses Passes(int[] runOf, params float[] ofTruth)
    {
        float[] probabilities = [.. ofTruth.SelectMany(p => (float[])[p, 1 - p, 1 - p, p])];
        Tensor outputs = tensor(probabilities, [1, ofTruth.Length, 2, 2]).log().repeat(4, 1, 1, 1);
        return new ExpertPasses(outputs, outputs, runOf, InteractionComparison.Outputs);
    }

    private static float[] Parts(float[] gains, IReadOnlyList<Expert> experts) => EvidenceShares.Of(tensor(gains), experts).data<float>().ToArray();

    // KL of two distributions over two classes by the probability of the first.
    private static double Kl(double target, double output) =>
        (target * Math.Log(target / output)) + ((1 - target) * Math.Log((1 - target) / (1 - output)));
}
