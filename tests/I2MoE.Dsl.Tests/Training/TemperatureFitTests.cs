using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>The temperature of a trained model is the one at which the log loss is least.</summary>
public sealed class TemperatureFitTests
{
    private const int Samples = 400;

    [Fact]
    public void Of_classes_it_is_that_of_a_search_over_the_log_loss()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(3);
        torch.Tensor logits = torch.randn([Samples, 3], dtype: torch.float64, generator: generator) * 3;
        torch.Tensor labels = torch.where(torch.rand([Samples], generator: generator).lt(0.6), logits.argmax(1), torch.randint(0, 3, [Samples], generator: generator));
        int[] classes = [.. labels.data<long>().Select(label => (int)label)];
        double fitted = TemperatureFit.Of(TaskKind.Classification, logits, labels);
        double searched = Search(temperature => ClassificationMetrics.From(classes, Numbers(torch.nn.functional.softmax(logits / temperature, dim: -1)), 3).LogLoss);
        Assert.Equal(searched, fitted, 1e-3 * searched);
        Assert.True(fitted > 1);
    }

    [Fact]
    public void Of_labels_it_is_that_of_a_search_over_the_log_loss()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(4);
        torch.Tensor logits = torch.randn([Samples, 2], dtype: torch.float64, generator: generator);

        // Drawn from probabilities that are surer than the logits say.
        torch.Tensor labels = torch.rand([Samples, 2], dtype: torch.float64, generator: generator).lt((logits * 2.5).sigmoid()).to_type(torch.float32);
        bool[] truth = [.. labels.flatten().data<float>().Select(label => label > 0)];
        double fitted = TemperatureFit.Of(TaskKind.MultiLabel, logits, labels);
        double searched = Search(temperature => MultiLabelMetrics.From(truth, Numbers((logits / temperature).sigmoid()), 2).LogLoss);
        Assert.Equal(searched, fitted, 1e-3 * searched);
        Assert.InRange(fitted, 0.3, 0.55);
    }

    [Fact]
    public void It_is_bounded_where_nothing_is_wrong_and_where_nothing_is_known()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor logits = torch.tensor(new double[,] { { 2, 0 }, { 0, 2 } });
        Assert.Equal(0.05, TemperatureFit.Of(TaskKind.Classification, logits, torch.tensor([0L, 1L])), 6);
        Assert.Equal(100, TemperatureFit.Of(TaskKind.Classification, logits, torch.tensor([1L, 0L])), 3);
    }

    // By thirds of the logarithm, as nobody would do it twice by mistake.
    private static double Search(Func<double, double> loss)
    {
        (double low, double high) = (Math.Log(0.05), Math.Log(100));
        for (int step = 0; step < 80; step++)
        {
            double third = (high - low) / 3;
            (low, high) = loss(Math.Exp(low + third)) < loss(Math.Exp(high - third)) ? (low, high - third) : (low + third, high);
        }

        return Math.Exp((low + high) / 2);
    }

    private static double[] Numbers(torch.Tensor tensor) => [.. tensor.flatten().data<double>()];
}
