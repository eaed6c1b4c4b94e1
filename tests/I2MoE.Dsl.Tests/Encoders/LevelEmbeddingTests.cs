using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Encoders;

/// <summary>The vector of a level is a row of a table, which training changes where samples have the level.</summary>
public sealed class LevelEmbeddingTests
{
    private const string Yaml = """
        name: Levels
        task: { kind: classification, classes: 2 }
        modalities:
          left: { features: 9, levels: [4, 3], embedding: 2, encoder: linear }
          right: { features: 3, levels: [3], embedding: 1, optional: true, freeze: true, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 4, dropout: 0 }
        missing: { dropout: 0 }
        training: { epochs: 2, batch_size: 16, learning_rate: 0.05 }
        """;

    private static ModelSpecification Specification => YamlExperiment.Read("levels.i2moe.yaml", Yaml, _ => null).Specification;

    [Fact]
    public void The_encoder_takes_numbers_and_rows_of_the_table()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SpecifiedModel model = new(Specification, seed: 3);
        MultimodalBatch batch = SmallData.Batch(model.Description, samples: 8);
        IReadOnlyDictionary<string, torch.Tensor> state = ModelState.Of(model);
        torch.Tensor table = state["encoders.Left_levels"];
        Assert.Equal([7, 2], table.shape);
        Assert.Equal([4, 6], state["encoders.Left.linear.weight"].shape);
        torch.Tensor input = batch.Inputs[0];
        torch.Tensor first = input.narrow(1, 2, 4).argmax(1);
        torch.Tensor second = input.narrow(1, 6, 3).argmax(1).add(4);
        torch.Tensor encoded = torch.cat([input.narrow(1, 0, 2), table.index_select(0, first), table.index_select(0, second)], dim: 1);
        torch.Tensor expected = torch.nn.functional.linear(encoded, state["encoders.Left.linear.weight"], state["encoders.Left.linear.bias"]);
        Assert.InRange((model.EncoderSet.Encode(batch.Inputs, random: null)[0] - expected).abs().max().item<float>(), 0, 1e-6);
    }

    [Fact]
    public async Task Only_rows_of_levels_that_occur_are_learned()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var trainer = new Trainer<SpecifiedModel>(seed => new SpecifiedModel(Specification, seed), SpecifiedModel.TrainingOptionsOf(Specification), new TrainerOptions { Device = "cpu", TorchThreads = 1 });
        torch.Tensor left = torch.randn(60, 9);
        left.narrow(1, 2, 7).zero_();
        left.narrow(1, 2, 1).fill_(1);
        left.narrow(1, 7, 1).fill_(1);
        torch.Tensor right = StrongestLevels.Of(trainer.Model.Description.Modalities[1], torch.randn(60, 3));
        using MultimodalDataset data = new([new("Left", left), new("Right", right)], left.select(1, 0).gt(0).to_type(torch.int64));
        data.KeepLevels("Left", 7);
        data.KeepLevels("Right", 3);
        using DataSplits splits = data.Split(seed: 0);
        using DataSplits standardised = splits.Standardise();
        Assert.All(standardised.Standardiser!.Mean["Left"][2..], mean => Assert.Equal(0, mean));
        Assert.All(standardised.Standardiser.Deviation["Left"][2..], deviation => Assert.Equal(1, deviation));
        Assert.NotEqual(0, standardised.Standardiser.Mean["Left"][0]);
        using SpecifiedModel drawn = new(Specification, seed: 0);
        await trainer.FitAsync(standardised);
        torch.Tensor change = (ModelState.Of(trainer.Model)["encoders.Left_levels"] - ModelState.Of(drawn)["encoders.Left_levels"]).abs().sum(1);
        Assert.Equal([true, false, false, false, false, true, false], change.gt(0).data<bool>().ToArray());
        Assert.True(ModelState.Of(trainer.Model)["encoders.Right_levels"].equal(ModelState.Of(drawn)["encoders.Right_levels"]).all().item<bool>(), "It is frozen.");
    }

    [Fact]
    public async Task Levels_that_were_standardised_are_refused()
    {
        using var trainer = new Trainer<SpecifiedModel>(seed => new SpecifiedModel(Specification, seed), SpecifiedModel.TrainingOptionsOf(Specification), new TrainerOptions { Device = "cpu" });
        using DataSplits splits = SmallData.Splits(trainer.Model.Description);
        using MultimodalDataset train = Forgetting(splits.Train);
        using MultimodalDataset other = Standardiser.Fit(train).Apply(train);
        using DataSplits wrong = new(other.Subset([.. Enumerable.Range(0, 40).Select(row => (long)row)]), other.Subset([40, 41, 42]), other.Subset([43, 44, 45]));
        DatasetException refused = await Assert.ThrowsAsync<DatasetException>(async () => await trainer.FitAsync(wrong));
        Assert.Contains("KeepLevels(\"Left\", 7)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Allowed: 1 to 9", Assert.Throws<DatasetException>(() => train.KeepLevels("Left", 10)).Message, StringComparison.Ordinal);
    }

    // The same values, of which nobody said that levels are among them.
    private static MultimodalDataset Forgetting(MultimodalDataset data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[] rows = [.. Enumerable.Range(0, data.Count).Select(row => (long)row)];
        MultimodalBatch batch = data.ToBatch(data.Modalities, rows);
        return new MultimodalDataset(data.Modalities.Zip(batch.Inputs, (name, values) => KeyValuePair.Create(name, values.clone())), batch.Labels!.clone());
    }
}
