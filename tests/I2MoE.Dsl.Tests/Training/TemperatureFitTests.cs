using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>The temperature of a trained model is the one at which the log loss is least, of a truth that is no surer than as many samples can be.</summary>
public sealed class TemperatureFitTests
{
    private const int Samples = 400;
    private const double Doubt = 1.0 / (Samples + 1);

    [Fact]
    public void Of_classes_it_is_that_of_a_search_over_the_log_loss()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(3);
        torch.Tensor logits = torch.randn([Samples, 3], dtype: torch.float64, generator: generator) * 3;
        torch.Tensor labels = torch.where(torch.rand([Samples], generator: generator).lt(0.6), logits.argmax(1), torch.randint(0, 3, [Samples], generator: generator));
        int[] classes = [.. labels.data<long>().Select(label => (int)label)];
        double fitted = TemperatureFit.Of(TaskKind.Classification, logits, labels);
        double searched = Search(temperature =>
        {
            double[] probabilities = Numbers(torch.nn.functional.softmax(logits / temperature, dim: -1));
            double LogLoss(int[] truth) => ClassificationMetrics.From(truth, probabilities, 3).LogLoss;
            return ((1 - Doubt) * LogLoss(classes)) + (Doubt * Enumerable.Range(0, 3).Average(every => LogLoss([.. classes.Select(_ => every)])));
        });
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
        double searched = Search(temperature =>
        {
            double[] probabilities = Numbers((logits / temperature).sigmoid());
            double LogLoss(bool[] of) => MultiLabelMetrics.From(of, probabilities, 2).LogLoss;
            return ((1 - Doubt) * LogLoss(truth)) + (Doubt * (LogLoss([.. truth.Select(_ => true)]) + LogLoss([.. truth.Select(_ => false)])) / 2);
        });
        Assert.Equal(searched, fitted, 1e-3 * searched);
        Assert.InRange(fitted, 0.3, 0.55);
    }

    [Fact]
    public void It_is_bounded_where_nothing_is_wrong_and_where_nothing_is_known()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor logits = torch.tensor(new double[,] { { 2, 0 }, { 0, 2 } });
        Assert.Equal(0.05, TemperatureFit.Of(TaskKind.Classification, logits * 0.01, torch.tensor([0L, 1L])), 6);
        Assert.Equal(100, TemperatureFit.Of(TaskKind.Classification, logits, torch.tensor([1L, 0L])), 3);
    }

    // Without an error: the mean probability of what is right is (N + 1/2) / (N + 1) of two classes, odds of 2N + 1.
    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    [InlineData(4000)]
    public void Few_samples_without_an_error_make_nobody_certain(int samples)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor logits = torch.tensor(new double[,] { { 1, 0 }, { 0, 1 } }).repeat(samples / 2, 1);
        torch.Tensor labels = torch.tensor([0L, 1L]).repeat(samples / 2);
        Assert.Equal(1 / Math.Log((2 * samples) + 1), TemperatureFit.Of(TaskKind.Classification, logits, labels), 6);
        Assert.Equal(1 / Math.Log((2 * samples) + 1), TemperatureFit.Of(TaskKind.MultiLabel, logits.select(1, 0).unsqueeze(1) - logits.select(1, 1).unsqueeze(1), labels.eq(0L).unsqueeze(1)), 6);
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
