using I2MoE.Dsl.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Losses;

/// <summary>The interaction losses of regression: the paper's with a bound, and those of the reference code.</summary>
public sealed class RegressionObjectiveTests
{
    // Squared differences to the full pass (0, 1): (0.25, 0) in the first masked pass, (4, 9) in the second.
    private static readonly float[] s_full = [0, 1];
    private static readonly float[] s_near = [0.5f, 1];
    private static readonly float[] s_far = [2, 4];

    [Theory]
    // The far pass counts as (1, 1) for what is pushed apart, and as it is for what is pulled together.
    [InlineData(RegressionInteraction.Bounded, 1.0, 0.125 - 1, -(0.25 + 0 + 1 + 1) / 4, (0.25 + 0 + 4 + 9) / 4)]
    [InlineData(RegressionInteraction.Bounded, 5.0, 0.125 - 4.5, -(0.25 + 0 + 4 + 5) / 4, (0.25 + 0 + 4 + 9) / 4)]
    // Not bounded, and synergy has the sign of redundancy.
    [InlineData(RegressionInteraction.Reference, 1.0, 0.125 - 6.5, (0.25 + 0 + 4 + 9) / 4, (0.25 + 0 + 4 + 9) / 4)]
    public void Losses_are_those_of_the_equations(RegressionInteraction interaction, double margin, double uniqueness, double synergy, double redundancy)
    {
        using DisposeScope scope = NewDisposeScope();
        using var objective = new RegressionObjective(new RegressionOptions { Interaction = interaction, Margin = margin });
        Tensor full = Column(s_full);
        Tensor[] masked = [Column(s_near), Column(s_far)];
        Assert.Equal(uniqueness, objective.Uniqueness(full, without: masked[1], withoutOther: [masked[0]]).item<float>(), 5);
        Assert.Equal(synergy, objective.Synergy(full, masked).item<float>(), 5);
        Assert.Equal(redundancy, objective.Redundancy(full, masked).item<float>(), 5);
    }

    [Fact]
    public void The_task_loss_pairs_each_prediction_with_its_own_target()
    {
        // [B, 1] against [B] without care would compare every prediction with every target. Errors 0, 0.5 and 3.
        using DisposeScope scope = NewDisposeScope();
        using var objective = new RegressionObjective(new RegressionOptions());
        Assert.Equal((0 + 0.125 + 2.5) / 3, objective.TaskLoss(Column([1, 2, 3]), tensor([1f, 2.5f, 6f])).item<float>(), 5);
    }

    [Fact]
    public void Training_on_the_interaction_losses_alone_ends_at_the_bound()
    {
        Assert.InRange(Descend(RegressionInteraction.Bounded, margin: 2), -2, -1.99);
        Assert.True(Descend(RegressionInteraction.Reference, margin: 2) < -100, "Without a bound uniqueness falls without end.");
    }

    // The uniqueness loss after many steps of gradient descent on the outputs themselves.
    private static double Descend(RegressionInteraction interaction, double margin)
    {
        using DisposeScope scope = NewDisposeScope();
        using var objective = new RegressionObjective(new RegressionOptions { Interaction = interaction, Margin = margin });
        Tensor outputs = tensor([0.1f, 0.2f, 0.3f], [3, 1, 1]).requires_grad_();
        double loss = 0;
        for (int step = 0; step < 100; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor value = objective.Uniqueness(outputs[0], without: outputs[1], withoutOther: [outputs[2]]);
            Tensor gradient = autograd.grad([value], [outputs])[0];
            using (no_grad())
            {
                outputs.sub_(gradient * 0.05);
            }

            loss = value.item<float>();
        }

        return loss;
    }

    private static Tensor Column(float[] values) => tensor(values, [values.Length, 1]);
}
