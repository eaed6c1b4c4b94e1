using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Models;

public sealed class ModelSizesTests
{
    public static TheoryData<string> Names => [.. TwinModels.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_reckoned_before_a_model_is_made_are_those_that_it_has(string name)
    {
        ModelSpecification specification = TwinModels.Specification(name);
        ModelSizes sizes = ModelSizes.Of(specification)!;
        ModelSizes baseline = ModelSizes.Of(specification, isBaseline: true)!;
        using var model = new SpecifiedModel(specification);
        using VanillaModel vanilla = SpecifiedModel.CreateBaseline(specification);
        IReadOnlyDictionary<string, long> counts = model.ParameterCounts;
        Assert.Equal(name is "sequences" or "custom_fusion" or "custom_fusion_of_tokens", sizes.IsPartial);
        if (!name.StartsWith("custom", StringComparison.Ordinal))
        {
            Assert.Equal(counts["experts"], sizes.FusionParameters);
            Assert.Equal(vanilla.ParameterCounts["fusion"], baseline.FusionParameters);
        }

        long own = model.EncoderSet.named_children().Where(child => child.module is Encoders.MeanOverTimeEncoder).Sum(child => child.module.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(counts["encoders"] - own, sizes.EncoderParameters);
        Assert.Equal(counts.GetValueOrDefault("reweighting"), sizes.ReweightingParameters);
    }

    [Fact]
    public void A_model_that_the_machine_cannot_hold_is_refused_with_the_figure_before_it_is_made()
    {
        var footprint = new ModelFootprint("Giant", Parameters: 1e12, ParameterBytes: 24e12, SampleBytes: 1e9);
        TrainingException refused = Assert.Throws<TrainingException>(() => new Trainer<InteractionModel>(
            _ => throw new InvalidOperationException("The model was made."), new TrainingOptions(), new TrainerOptions { Device = "cpu" }, footprint));
        Assert.StartsWith("Giant cannot be trained on this machine: it takes about 24 TB of memory (1,000,000,000,000 parameters, one sample), and there are ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Reduce the sizes of the model.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generated_trainer_refuses_it_too()
    {
        var options = new TrainerOptions { Device = "cpu" };
        TrainingException refused = Assert.Throws<TrainingException>(() => GiantModel.CreateTrainer(options));
        Assert.StartsWith("GiantModel cannot be trained on this machine: it takes about ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(" TB of memory (", refused.Message, StringComparison.Ordinal);
        Assert.Throws<TrainingException>(() => GiantModel.CreateBaselineTrainer(options));
    }

    [Fact]
    public async Task A_batch_is_as_large_as_the_training_part_allows()
    {
        var footprint = new ModelFootprint("Small", Parameters: 1e3, ParameterBytes: 24e3, SampleBytes: 1e6);
        using DataSplits splits = SmallData.Splits(new SmallConcat().Description);
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (double share in (double[])[0.01, 4])
        {
            using var trainer = new Trainer<SmallConcat>(
                seed => new SmallConcat(seed), new TrainingOptions { Epochs = 1, BatchSize = 10_000_000 }, new TrainerOptions { Device = "cpu" }, footprint with { SampleBytes = share * memory / splits.Train.Count });
            TrainingException? refused = await Record.ExceptionAsync(() => trainer.FitAsync(splits)) as TrainingException;
            Assert.Equal(share > 1, refused is not null);
            Assert.EndsWith(refused is null ? "" : $"Reduce the batch size (now {splits.Train.Count}), or the sizes of the model.", refused?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(32, true, "Reduce the batch size (now 32), or the sizes of the model.")]
    [InlineData(2, true, null)]
    [InlineData(32, false, null)]
    public void A_batch_that_is_too_great_is_told_from_a_model_that_is(int batch, bool isCpu, string? remedy)
    {
        var footprint = new ModelFootprint("Wide", Parameters: 1e6, ParameterBytes: 24e6, SampleBytes: 1e9);
        TrainingException? refused = Record.Exception(() => footprint.Check(batch, isCpu, memory: 8e9)) as TrainingException;
        Assert.Equal(remedy is null, refused is null);
        Assert.EndsWith(remedy ?? "", refused?.Message ?? "", StringComparison.Ordinal);
    }
}
