using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Tests.Training;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interchange;

/// <summary>
/// Files that were written when every parameter stood in them several times, by names of C# fields, and when they had no digest:
/// <c>weights.safetensors</c> of the twin simple_weight with seed 1, <c>checkpoint.safetensors</c> of two epochs of the baseline of SmallConcat.
/// </summary>
public sealed class EarlierFilesTests : IDisposable
{
    private static readonly string s_files = Path.Combine(RepositoryFiles.Root, "tests", "I2MoE.Dsl.Tests", "Interchange", "Files");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_load()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SafeTensorsFile file = SafeTensorsFile.Read(Path.Combine(s_files, "weights.safetensors"));
        Assert.Contains("experts.<Fusion>k__BackingField._layers.0.weight", file.Tensors.Keys);
        using InteractionModel expected = TwinModels.Compiled(TwinModels.Specification("simple_weight"), seed: 1);
        using InteractionModel model = TwinModels.Compiled(TwinModels.Specification("simple_weight"), seed: 2);
        model.Load(Path.Combine(s_files, "weights.safetensors"));
        Assert.All(ModelState.Of(model), pair => Assert.Equal(ModelState.Of(expected)[pair.Key].bytes.ToArray(), pair.Value.bytes.ToArray()));
    }

    [Fact]
    public void What_stands_under_the_documented_name_counts()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SafeTensorsFile file = SafeTensorsFile.Read(Path.Combine(s_files, "weights.safetensors"));
        Dictionary<string, torch.Tensor> tensors = new(file.Tensors) { ["experts.fusion.layers.0.bias"] = torch.full_like(file.Tensors["experts.fusion.layers.0.bias"], 7) };
        string changed = _folder.File("changed.safetensors");
        SafeTensorsFile.Write(changed, tensors, file.Metadata);
        using InteractionModel model = TwinModels.Compiled(TwinModels.Specification("simple_weight"), seed: 2);
        model.Load(changed);
        Assert.All(ModelState.Of(model)["experts.fusion.layers.0.bias"].data<float>().ToArray(), value => Assert.Equal(7, value));
    }

    [Fact]
    public void A_name_of_a_field_that_is_no_copy_is_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SafeTensorsFile file = SafeTensorsFile.Read(Path.Combine(s_files, "weights.safetensors"));
        string changed = _folder.File("changed.safetensors");
        SafeTensorsFile.Write(changed, file.Tensors.Append(KeyValuePair.Create("experts._lost", torch.full(3, 1f))), file.Metadata);
        using InteractionModel model = TwinModels.Compiled(TwinModels.Specification("simple_weight"), seed: 2);
        Assert.Contains("'experts._lost' is not a parameter of this model", Assert.Throws<ModelException>(() => model.Load(changed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_is_gone_on_from_with_a_warning_and_becomes_one_with_a_digest()
    {
        File.Copy(Path.Combine(s_files, "checkpoint.safetensors"), _folder.File("checkpoint.safetensors"));
        // The best epoch was chosen by the score then.
        var declared = new TrainingOptions { Epochs = 3, BatchSize = 16, LearningRate = 1e-2, BestMetric = ValidationMetric.Score };
        var warnings = new WarningLogger();
        var options = new TrainerOptions { Logger = warnings, Device = "cpu", Checkpoint = new CheckpointOptions { Folder = _folder.Path, Resume = true } };
        using Trainer<VanillaModel> trainer = new(seed => SmallConcat.CreateBaseline(seed), declared, options);
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(2, fit.ResumedEpochs);
        Assert.Contains(warnings.Warnings, warning => warning.Contains("without a digest", StringComparison.Ordinal));
        using SafeTensorsFile written = SafeTensorsFile.Read(_folder.File("checkpoint.safetensors"));
        Assert.Equal(64, written.Metadata["sha256"].Length);
        Assert.DoesNotContain(written.Tensors.Keys, name => name.Contains("k__BackingField", StringComparison.Ordinal) || name.Contains("/_", StringComparison.Ordinal));
    }
}
