using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Tests.Golden;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interchange;

public sealed class ModelWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saved_weights_give_the_same_predictions_in_another_model()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var trained = new SmallTransformer(seed: 1);
        using var fresh = new SmallTransformer(seed: 2);
        string file = Path.Combine(_folder.Path, "deep", "weights.safetensors");
        trained.Save(file);
        fresh.Load(file);

        using SmallTransformer.Output expected = trained.Infer(SmallData.Batch(trained.Description));
        using SmallTransformer.Output actual = fresh.Infer(SmallData.Batch(trained.Description));
        Close.Absolute(expected.Prediction, actual.Prediction, 0, "prediction");
        Close.Absolute(expected.AllWeights, actual.AllWeights, 0, "weights");
    }

    [Fact]
    public void Names_in_the_file_are_the_paths_of_the_parameters()
    {
        using var model = new SmallConcat();
        string file = Path.Combine(_folder.Path, "weights.safetensors");
        model.Save(file);
        using SafeTensorsFile saved = SafeTensorsFile.Read(file);
        Assert.Equal("SmallConcat", saved.Metadata["model"]);
        Assert.Equal([5, 8, 24], saved.Tensors["experts.fusion.layers.0.weight"].shape);
        Assert.Contains("encoders.Left.linear.weight", saved.Tensors.Keys);
        Assert.Contains("reweighting.mlp.layers.1.bias", saved.Tensors.Keys);
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_change_nothing()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer();
        using VanillaModel other = SmallTransformer.CreateBaseline();
        string file = Path.Combine(_folder.Path, "weights.safetensors");
        other.Save(file);
        byte[] before = model.parameters().First().detach().bytes.ToArray();

        ModelException error = Assert.Throws<ModelException>(() => model.Load(file));
        Assert.Contains("the weights do not belong to this model: 'experts.fusion.", error.Message, StringComparison.Ordinal);
        Assert.Contains("' is missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.parameters().First().detach().bytes.ToArray());
    }

    [Fact]
    public void A_missing_or_broken_file_is_named()
    {
        using var model = new SmallConcat();
        string missing = Path.Combine(_folder.Path, "nowhere.safetensors");
        Assert.Contains("nowhere.safetensors", Assert.ThrowsAny<Exception>(() => model.Load(missing)).Message, StringComparison.Ordinal);

        string broken = Path.Combine(_folder.Path, "broken.safetensors");
        model.Save(broken);
        File.WriteAllBytes(broken, File.ReadAllBytes(broken)[..100]);
        Assert.Contains("broken.safetensors", Assert.Throws<ModelException>(() => model.Load(broken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_nearly_right_is_told_with_the_one_that_was_meant()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        string file = Path.Combine(_folder.Path, "weights.safetensors");
        model.Save(file);
        using SafeTensorsFile saved = SafeTensorsFile.Read(file);
        Dictionary<string, torch.Tensor> tensors = new(saved.Tensors);
        tensors.Remove("encoders.Left.linear.weight", out torch.Tensor? weight);
        tensors.Add("encoders.Left.linaer.weight", weight!);
        SafeTensorsFile.Write(file, tensors);
        Assert.EndsWith(
            "the weights do not belong to this model: 'encoders.Left.linear.weight' is missing (there is 'encoders.Left.linaer.weight').",
            Assert.Throws<ModelException>(() => model.Load(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_is_refused_wherever_it_is()
    {
        using var model = new SmallConcat();
        string file = Path.Combine(_folder.Path, "weights.safetensors");
        model.Save(file);
        byte[] whole = File.ReadAllBytes(file);
        int key = whole.AsSpan().IndexOf("sha256"u8);
        for (int place = 0; place < whole.Length; place += whole.Length / 300)
        {
            byte[] flipped = [.. whole];
            flipped[place] ^= (byte)(1 << (place % 8));
            File.WriteAllBytes(file, flipped);
            if (place < key || place >= key + 6)
            {
                Assert.ThrowsAny<Exception>(() => model.Load(file));
            }
        }
    }

    [Fact]
    public void The_precision_is_kept_with_the_weights()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var trained = new SmallTransformer(seed: 1);
        trained.ExpertBank.Fusion.Precision = Precision.Bf16;
        using SmallTransformer.Output expected = trained.Infer(SmallData.Batch(trained.Description));
        string file = Path.Combine(_folder.Path, "weights.safetensors");
        trained.Save(file);
        using var loaded = new SmallTransformer(seed: 2);
        loaded.Load(file);
        Assert.Equal(Precision.Bf16, loaded.ExpertBank.Fusion.Precision);
        using SmallTransformer.Output actual = loaded.Infer(SmallData.Batch(trained.Description));
        Close.Absolute(expected.Prediction, actual.Prediction, 0, "prediction");
    }
}
