using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

/// <summary>What taking a modality would bring is estimated from others, and held against what it brings where it is hidden.</summary>
public sealed class NextModalityTests
{
    private const int Samples = 900;

    // The left feature tells the class where it is far from 0; near it the right one does. Beside it stands noise.
    private const string Yaml = """
        name: Taken
        task: { kind: classification, classes: 2 }
        modalities:
          left: { features: 2, encoder: { kind: mlp, hidden_dim: 16 } }
          right: { features: 2, optional: true, encoder: { kind: mlp, hidden_dim: 16 } }
        fusion: { kind: concat, layers: 2, hidden_dim: 16, dropout: 0 }
        missing: { dropout: 0.4 }
        training: { epochs: 30, batch_size: 64, learning_rate: 0.01 }
        """;

    private static ModelSpecification Specification => YamlExperiment.Read("taken.i2moe.yaml", Yaml, _ => null).Specification;

    [Fact]
    public async Task The_expected_change_is_that_of_hidden_modalities()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ModelSpecification specification = Specification;
        using MultimodalDataset data = Draw();
        using DataSplits splits = data.Split(seed: 1);
        using Trainer<SpecifiedModel> trainer = new(seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = 1, Device = "cpu", TorchThreads = 1 });
        await trainer.FitAsync(splits);
        SpecifiedModel model = trainer.Model;
        using MultimodalDataset hidden = new([new("Left", splits.Test["Left"].clone()), new("Right", torch.full_like(splits.Test["Right"], float.NaN))], splits.Test.Labels.clone());
        double[][] whole = Probabilities(model, splits.Test);
        double[][] without = Probabilities(model, hidden);
        List<(double Expected, double Actual)> changes = [];
        List<(double Expected, double Actual)> entropies = [];
        for (int sample = 0; sample < hidden.Count; sample++)
        {
            NextModality value = Assert.Single(NextModality.Of(model, splits.Train, hidden, sample));
            Assert.Equal(("Right", 50), (value.Modality, value.Neighbours));
            Assert.Equal(Entropy(without[sample]), value.Uncertainty, 4);
            changes.Add((value.Change, Math.Abs(whole[sample][0] - without[sample][0])));
            entropies.Add((value.ExpectedUncertainty, Entropy(whole[sample])));
            Assert.InRange(value.ChangeShare, 0, 1);
        }

        // Which samples it is worth taking for, and how much it brings on the whole.
        Assert.InRange(Correlation(changes), 0.6, 1);
        Assert.InRange(changes.Average(pair => pair.Expected) / changes.Average(pair => pair.Actual), 0.7, 1.4);
        Assert.InRange(Correlation(entropies), 0.4, 1);
        Assert.True(entropies.Average(pair => pair.Expected) < without.Average(Entropy), "It is less uncertain on average.");
    }

    [Fact]
    public void A_sample_that_lacks_nothing_has_none()
    {
        using SpecifiedModel model = new(Specification, seed: 0);
        using MultimodalDataset data = Draw();
        Assert.Empty(NextModality.Of(model, data, data, 3));
    }

    [Fact]
    public void Only_training_samples_that_have_it_are_tried()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SpecifiedModel model = new(Specification, seed: 0);
        using MultimodalDataset data = Draw();
        torch.Tensor right = torch.full_like(data["Right"], float.NaN);
        using MultimodalDataset none = new([new("Left", data["Left"].clone()), new("Right", right.clone())], data.Labels.clone());
        Assert.Empty(NextModality.Of(model, none, none, 3));
        right[..7] = data["Right"][..7];
        using MultimodalDataset few = new([new("Left", data["Left"].clone()), new("Right", right)], data.Labels.clone());
        Assert.Equal(7, Assert.Single(NextModality.Of(model, few, few, 30)).Neighbours);
    }

    private static MultimodalDataset Draw()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(4);
        torch.Tensor left = torch.randn([Samples, 2], generator: generator);
        torch.Tensor right = torch.randn([Samples, 2], generator: generator);
        torch.Tensor first = left.select(1, 0);
        torch.Tensor labels = first.abs().gt(0.7).where(first.gt(0), right.select(1, 0).gt(0)).to_type(torch.int64);
        return new MultimodalDataset([new("Left", left), new("Right", right)], labels);
    }

    private static double[][] Probabilities(InteractionModel model, MultimodalDataset data)
    {
        using InteractionOutput output = model.Infer(data.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, data.Count).Select(row => (long)row)]));
        return [.. output.Probabilities.to_type(torch.float64).data<double>().ToArray().Chunk(2)];
    }

    private static double Entropy(double[] probabilities) => probabilities.Sum(probability => probability > 0 ? -probability * Math.Log2(probability) : 0);

    private static double Correlation(List<(double Expected, double Actual)> pairs)
    {
        (double x, double y) = (pairs.Average(pair => pair.Expected), pairs.Average(pair => pair.Actual));
        return pairs.Sum(pair => (pair.Expected - x) * (pair.Actual - y))
            / Math.Sqrt(pairs.Sum(pair => (pair.Expected - x) * (pair.Expected - x)) * pairs.Sum(pair => (pair.Actual - y) * (pair.Actual - y)));
    }
}
