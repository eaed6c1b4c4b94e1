using I2MoE.Dsl.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Losses;

/// <summary>What outputs say about labels, for each kind of task, against hand-computed numbers.</summary>
public sealed class EvidenceMeasureTests
{
    [Fact]
    public void Classes_are_measured_in_nats()
    {
        using DisposeScope scope = NewDisposeScope();
        EvidenceMeasure measure = EvidenceMeasure.Of(TaskKind.Classification);
        Tensor labels = tensor(new long[] { 0, 0, 1, 0 });
        Tensor outputs = Log([0.8f, 0.2f, 0.8f, 0.2f, 0.8f, 0.2f, 0.5f, 0.5f], 1, 4, 2);
        Tensor prior = measure.Prior(labels, outputs);
        AssertClose([3.5 / 5, 1.5 / 5], prior.exp());
        AssertClose([-Math.Log(0.8), -Math.Log(0.8), -Math.Log(0.2), -Math.Log(0.5)], measure.Loss(outputs, labels)[0]);
        AssertClose([0.5 * Math.Log(0.5 / 0.8) + 0.5 * Math.Log(0.5 / 0.2)], measure.Distance(Log([0.5f, 0.5f], 1, 2), outputs[0].narrow(0, 0, 1)));
    }

    [Fact]
    public void Class_weights_weigh_losses_and_prior()
    {
        using DisposeScope scope = NewDisposeScope();
        using var task = new ClassificationObjective(new ClassificationOptions { Classes = 2, ClassWeights = [1, 3] });
        Tensor labels = tensor(new long[] { 0, 0, 0, 1 });
        Tensor outputs = Log([0.8f, 0.2f, 0.8f, 0.2f, 0.8f, 0.2f, 0.5f, 0.5f], 1, 4, 2);
        AssertClose([3.5 / 8, 4.5 / 8], task.Evidence.Prior(labels, outputs).exp());
        Assert.Equal(task.TaskLoss(outputs[0], labels).item<float>(), task.Evidence.Loss(outputs, labels).mean().item<float>(), 5);
    }

    [Fact]
    public void What_is_common_is_the_least_where_signs_agree_and_nothing_where_they_do_not()
    {
        using DisposeScope scope = NewDisposeScope();
        EvidenceMeasure measure = EvidenceMeasure.Of(TaskKind.Regression);
        Tensor outputs = tensor(new float[] { 5, 1, 9, 4, 2, 8 }, [2, 3, 1]);
        AssertClose([4, 2, 8], measure.Common(outputs, tensor(new float[] { 3 })).flatten());

        // Two passes that are sure of different classes have nothing in common; a third that is less sure of one bounds it.
        EvidenceMeasure classes = EvidenceMeasure.Of(TaskKind.Classification);
        Tensor prior = Log([0.5f, 0.5f], 2);
        AssertClose([0.5, 0.5], classes.Common(Log([0.9f, 0.1f, 0.1f, 0.9f], 2, 1, 2), prior).softmax(-1)[0]);
        Assert.InRange(classes.Common(Log([0.99f, 0.01f, 0.6f, 0.4f], 2, 1, 2), prior).softmax(-1)[0, 0].item<float>(), 0.59, 0.61);
    }

    [Fact]
    public void Labels_are_measured_each_by_itself()
    {
        using DisposeScope scope = NewDisposeScope();
        using var task = new MultiLabelObjective(new MultiLabelOptions { Labels = 2 });
        Tensor labels = tensor(new float[] { 1, 0, 1, 1, 1, 0 }, [3, 2]);
        Tensor outputs = tensor(new float[] { 2, -1, 0, 0, 1, 3 }, [1, 3, 2]);
        AssertClose([3.5 / 4, 1.5 / 4], task.Evidence.Prior(labels, outputs).sigmoid());
        Assert.Equal(task.TaskLoss(outputs[0], labels).item<float>(), task.Evidence.Loss(outputs, labels).mean().item<float>(), 5);
        AssertClose([0, 0, 0], task.Evidence.Distance(outputs[0], outputs[0]));
        Assert.True(task.Evidence.Distance(outputs[0], outputs[0] + 1).min().item<float>() > 0);
        AssertClose([0, -0.5], task.Evidence.Common(tensor(new float[] { 1, -2, -1, -0.5f }, [2, 1, 2]), zeros(2))[0]);
    }

    [Fact]
    public void Numbers_are_measured_in_the_units_of_the_task_loss()
    {
        using DisposeScope scope = NewDisposeScope();
        using var task = new RegressionObjective(new RegressionOptions());
        Tensor labels = tensor(new float[] { 1, 2, 6 });
        Tensor outputs = tensor(new float[] { 1, 2.5f, 3 }, [1, 3, 1]);
        AssertClose([3], task.Evidence.Prior(labels, outputs));
        AssertClose([0, 0.125, 2.5], task.Evidence.Loss(outputs, labels)[0]);
        Assert.Equal(task.TaskLoss(outputs[0], labels).item<float>(), task.Evidence.Loss(outputs, labels).mean().item<float>(), 5);
    }

    private static Tensor Log(float[] probabilities, params long[] shape) => tensor(probabilities, shape).log();

    private static void AssertClose(double[] expected, Tensor actual)
    {
        float[] values = actual.data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
