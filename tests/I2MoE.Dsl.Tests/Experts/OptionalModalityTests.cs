using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Tests.Training;
using I2MoE.Dsl.Training;
using TorchSharp;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Tests.Experts;

/// <summary>A modality that is optional is replaced where samples lack it, taken away in training, and left out of what was not run.</summary>
public sealed class OptionalModalityTests
{
    private const long Seed = 5;

    // Left and Middle are optional, Right is not.
    private static readonly bool[,] s_presence = { { true, true, true }, { false, true, true }, { true, false, true }, { false, false, true }, { true, true, true }, { true, true, true } };

    public static TheoryData<MissingReplacement> Replacements => [.. Enum.GetValues<MissingReplacement>()];

    [Theory]
    [MemberData(nameof(Replacements))]
    public void What_stands_in_an_absent_place_does_not_matter(MissingReplacement replacement)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Declared(replacement), Seed);
        MultimodalBatch batch = Lacking(model);
        MultimodalBatch other = batch with { Inputs = [.. batch.Inputs.Select((input, i) => input.where(Has(batch, i), torch.full_like(input, i == 0 ? float.NaN : 7)))] };
        using InteractionOutput expected = model.Infer(batch);
        using InteractionOutput actual = model.Infer(other);
        Assert.Equal(Numbers(expected.Prediction), Numbers(actual.Prediction));
        Assert.Equal(Numbers(expected.AllWeights), Numbers(actual.AllWeights));
        torch.Tensor weights = expected.AllWeights;
        Assert.Equal(0, weights[1, 0].item<float>());
        Assert.Equal(0, weights[2, 1].item<float>());
        Assert.Equal([0, 0, 1, 0, 0], Numbers(weights[3]));
    }

    [Fact]
    public void A_learned_replacement_is_an_embedding_of_its_own()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Declared(MissingReplacement.Learned), Seed);
        MultimodalBatch batch = Lacking(model);
        torch.Tensor[] embeddings = model.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
        torch.Tensor learned = model.state_dict()["encoders.Left_absent"];
        Assert.Equal(Numbers(learned), Numbers(embeddings[0][1]));
        Assert.Equal(Numbers(learned), Numbers(embeddings[0][3]));
        Assert.Equal(Numbers(model.EncoderSet.Encode(batch.Inputs, random: null)[0][0]), Numbers(embeddings[0][0]));
        Assert.False(model.state_dict().ContainsKey("encoders.Right_absent"));

        using InteractionModel zero = new SpecifiedModel(Declared(MissingReplacement.Zero), Seed);
        Assert.Equal(0, zero.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence)[0][1].abs().sum().item<float>());
        using InteractionModel mean = new SpecifiedModel(Declared(MissingReplacement.Mean), Seed);
        torch.Tensor ofMean = mean.EncoderSet.Encode([.. batch.Inputs.Select(input => torch.zeros_like(input))], random: null)[0][1];
        Assert.Equal(Numbers(ofMean), Numbers(mean.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence)[0][1]));
    }

    [Fact]
    public void Every_other_parameter_is_drawn_as_without_it()
    {
        using InteractionModel optional = new SpecifiedModel(Declared(MissingReplacement.Learned), Seed);
        using InteractionModel plain = new SpecifiedModel(Plain(), Seed);
        Dictionary<string, torch.Tensor> drawn = optional.state_dict();
        Assert.Equal(["encoders.Left_absent", "encoders.Middle_absent"], drawn.Keys.Except(plain.state_dict().Keys).Order(StringComparer.Ordinal));
        Assert.All(plain.state_dict(), pair => Assert.Equal(Numbers(pair.Value), Numbers(drawn[pair.Key])));
    }

    [Fact]
    public void Training_takes_optional_modalities_away_and_leaves_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Declared(MissingReplacement.Learned, dropout: 0.4), Seed);
        torch.Tensor[] inputs = [torch.zeros(4000, 5), torch.zeros(4000, 4), torch.zeros(4000, 3)];
        torch.Tensor kept = model.EncoderSet.Drop(presence: null, inputs, SmallData.Random())!;
        double[] shares = Numbers(kept.to_type(torch.float64).mean([0L]));
        Assert.InRange(shares[0], 0.57, 0.63);
        Assert.InRange(shares[1], 0.57, 0.63);
        Assert.Equal(1, shares[2]);
        Assert.Equal(kept.data<bool>().ToArray(), model.EncoderSet.Drop(presence: null, inputs, SmallData.Random())!.data<bool>().ToArray());
        Assert.NotEqual(kept.data<bool>().ToArray(), model.EncoderSet.Drop(presence: null, inputs, SmallData.Random(step: 1))!.data<bool>().ToArray());

        // Without the modality that always stays: what is absent stays absent, and of the others one stays.
        torch.Tensor had = torch.tensor(new[,] { { true, true, false } }).repeat(4000, 1);
        had[0] = torch.tensor([false, false, false]);
        torch.Tensor left = model.EncoderSet.Drop(had, inputs, SmallData.Random())!;
        Assert.Equal(0, left.select(1, 2).sum().item<long>());
        Assert.Equal(3999, left.any(dim: 1).sum().item<long>());
        Assert.False(left[0].any().item<bool>());
    }

    [Theory]
    [InlineData(InteractionObjective.Paper, false)]
    [InlineData(InteractionObjective.Paper, true)]
    [InlineData(InteractionObjective.Evidence, false)]
    [InlineData(InteractionObjective.Evidence, true)]
    public void A_presence_of_all_changes_no_loss(InteractionObjective objective, bool isRegression)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Judged(objective, isRegression), Seed);
        MultimodalBatch batch = SmallData.Batch(model.Description, 12);
        double[] expected = Numbers(model.ComputeLosses(batch, SmallData.Random()).Values);
        double[] actual = Numbers(model.ComputeLosses(batch with { Presence = torch.ones([12, 3], torch.ScalarType.Bool) }, SmallData.Random()).Values);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 5));
    }

    // The others are complete, so that what they would bring alone is what an expert of an absent modality learns from.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_expert_learns_of_the_samples_that_have_its_modality_only(bool isRegression)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Judged(InteractionObjective.Paper, isRegression), Seed);
        MultimodalBatch whole = SmallData.Batch(model.Description, 12);
        bool[,] isPresent = new bool[12, 3];
        for (int sample = 0; sample < 12; sample++)
        {
            (isPresent[sample, 0], isPresent[sample, 1], isPresent[sample, 2]) = (sample % 3 == 0, true, true);
        }

        InteractionLosses all = model.ComputeLosses(whole with { Presence = torch.tensor(isPresent) }, SmallData.Random());
        long[] having = [0, 3, 6, 9];
        InteractionLosses some = model.ComputeLosses(Rows(whole, having), SmallData.Random());
        Assert.Equal(some.Interactions[0].item<float>(), all.Interactions[0].item<float>(), 5);

        // Of four samples three passes, of the eight others two: the pass of what is absent is not run.
        InteractionLosses others = model.ComputeLosses(Rows(whole, [1, 2, 4, 5, 7, 8, 10, 11]) with { Presence = torch.tensor(new[,] { { false, true, true } }).repeat(8, 1) }, SmallData.Random());
        double redundancy = ((some.Interactions[^1].item<float>() * 12) + (others.Interactions[^1].item<float>() * 16)) / 28;
        Assert.Equal(redundancy, all.Interactions[^1].item<float>(), 5);
    }

    [Theory]
    [InlineData(InteractionObjective.Paper)]
    [InlineData(InteractionObjective.Evidence)]
    public void Synergy_and_redundancy_learn_nothing_of_a_sample_with_one_modality(InteractionObjective objective)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Judged(objective, isRegression: false), Seed);
        MultimodalBatch batch = SmallData.Batch(model.Description, 8) with { Presence = torch.tensor(new[,] { { false, false, true } }).repeat(8, 1) };
        InteractionLosses losses = model.ComputeLosses(batch, SmallData.Random());
        double[] each = [.. losses.Interactions.Select(loss => (double)loss.item<float>())];
        Assert.Equal([0, 0, 0, 0], [each[0], each[1], each[3], each[4]]);

        // Nothing is compared in the objective of the paper; by evidence the expert of what is there predicts.
        Assert.Equal(objective == InteractionObjective.Evidence, each[2] > 0);
        losses.Total.backward();
        Assert.All(model.parameters().Where(parameter => parameter.grad is not null), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Both_plans_agree_where_modalities_are_absent()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Declared(MissingReplacement.Learned, dropout: 0.3), Seed);
        MultimodalBatch batch = Lacking(model);
        double[][] losses =
        [
            .. ((ExecutionPlan[])[ExecutionPlan.Sequential, ExecutionPlan.Batched]).Select(plan =>
            {
                model.ExpertBank.Plan = plan;
                return Numbers(model.ComputeLosses(batch, SmallData.Random()).Values);
            }),
        ];
        Assert.All(losses[0].Zip(losses[1]), pair => Assert.Equal(pair.First, pair.Second, 4));
    }

    [Fact]
    public async Task A_run_with_modality_dropout_resumes_bit_for_bit()
    {
        ModelSpecification specification = Declared(MissingReplacement.Learned, dropout: 0.4);
        await ComparedRun.AssertResumesAsync(seed => new SpecifiedModel(specification, seed), new TrainingOptions { Epochs = 3, BatchSize = 16 }, new TrainerOptions(), 4, 7);
    }

    // Data as they are, with NaN where the modality is absent: nothing was put in its place.
    [Fact]
    public async Task An_absent_optional_modality_needs_no_filling()
    {
        using MultimodalDataset data = WithAbsentLeft();
        using DataSplits splits = data.Split(seed: 0);
        using var trainer = new Trainer<InteractionModel>(seed => new SpecifiedModel(Declared(MissingReplacement.Learned), seed), new TrainingOptions { Epochs = 2, BatchSize = 16 }, new TrainerOptions());
        await trainer.FitAsync(splits);
        Assert.True(double.IsFinite(trainer.Evaluate(splits.Test).Metrics.Loss));
        using var attributions = IntegratedGradients.FromMeanOf(trainer.Model, splits.Train, steps: 4);
        using DisposeScope scope = torch.NewDisposeScope();
        int absent = splits.Test.MissingModalities().ToList().FindIndex(names => names.Count > 0);
        MultimodalBatch batch = splits.Test.ToBatch(trainer.Model.Description.ModalityNames, [absent]);
        Assert.All(attributions.Explain(batch.Inputs, [0], batch.Presence)[0], expert => Assert.All(expert.Features[0]!, value => Assert.Equal(0, value)));
    }

    [Fact]
    public void A_single_sample_may_leave_an_optional_modality_out()
    {
        using InteractionModel model = new SpecifiedModel(Declared(MissingReplacement.Learned), Seed);
        var reading = new SampleReading(model.Description, replacesMissing: false);
        SampleValues read = reading.Read(new Dictionary<string, float[]> { ["Middle"] = [1, 2, 3, 4], ["Right"] = [1, 2, 3] });
        Assert.Equal(["Left"], read.Missing);
        using MultimodalDataset joined = reading.Join([read]);
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Equal([false, true, true], joined.ToBatch(model.Description.ModalityNames, [0]).Presence!.data<bool>().ToArray());
        Assert.ThrowsAny<DatasetException>(() => reading.Read(new Dictionary<string, float[]> { ["Left"] = [1, 2, 3, 4, 5], ["Middle"] = [1, 2, 3, 4] }));
        Assert.ThrowsAny<DatasetException>(() => reading.Read(new Dictionary<string, float[]> { ["Left"] = [float.NaN, 2, 3, 4, 5], ["Middle"] = [1, 2, 3, 4], ["Right"] = [1, 2, 3] }));
    }

    [Fact]
    public async Task A_modality_that_samples_lack_and_that_is_not_optional_is_told()
    {
        using MultimodalDataset data = WithAbsentLeft();
        using DataSplits splits = data.Split(seed: 0).Standardise();
        var logger = new WarningLogger();
        using var trainer = new Trainer<InteractionModel>(seed => new SpecifiedModel(Plain(), seed), new TrainingOptions { Epochs = 1 }, new TrainerOptions { Logger = logger });
        await trainer.FitAsync(splits);
        string warning = Assert.Single(logger.Warnings, warning => warning.Contains("Left", StringComparison.Ordinal));
        Assert.Contains("lack modality Left, which is not optional: the mean of the training part stands in its place", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(AbsentRemarks.Of(new SpecifiedModel(Declared(MissingReplacement.Learned), 0).Description, splits), _ => true);
    }

    // The mean of those who have it: what the others put in its place is no embedding of the modality.
    [Fact]
    public void The_mean_that_masks_is_that_of_the_samples_with_the_modality()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(Declared(MissingReplacement.Zero) with { Experts = Option(Catalogue.ExpertsOptions.Definition, (Catalogue.ExpertsOptions.Masking, (int)Masking.Mean)) }, Seed);
        MultimodalBatch batch = Lacking(model);
        torch.Tensor[] embeddings = model.EncoderSet.Encode(batch.Inputs, random: null, batch.Presence);
        torch.Tensor[] replacements = model.ExpertBank.DrawReplacements(embeddings, SmallData.Random(), batch.Presence);
        torch.Tensor expected = embeddings[0].index_select(0, torch.tensor([0L, 2, 4, 5])).mean([0]);
        Assert.All(Numbers(expected).Zip(Numbers(replacements[0][0, 0])), pair => Assert.Equal(pair.First, pair.Second, 5));
        Assert.Equal(Numbers(embeddings[0][1]), Numbers(replacements[0][0, 1]));
    }

    private static MultimodalDataset WithAbsentLeft()
    {
        using InteractionModel model = new SpecifiedModel(Plain(), Seed);
        using MultimodalDataset whole = SmallData.For(model.Description);
        torch.Tensor left = whole["Left"].clone();
        left[torch.TensorIndex.Slice(0, 120, 4)] = torch.full(5, float.NaN);
        return new MultimodalDataset([new("Left", left), new("Middle", whole["Middle"].clone()), new("Right", whole["Right"].clone())], whole.Labels.clone());
    }

    private static MultimodalBatch Rows(MultimodalBatch batch, long[] rows)
    {
        torch.Tensor index = torch.tensor(rows);
        return new MultimodalBatch([.. batch.Inputs.Select(input => input.index_select(0, index))], batch.Labels!.index_select(0, index));
    }

    private static MultimodalBatch Lacking(InteractionModel model) => SmallData.Batch(model.Description) with { Presence = torch.tensor(s_presence) };

    private static torch.Tensor Has(MultimodalBatch batch, int modality) => batch.Presence!.select(1, modality).unsqueeze(1);

    private static ModelSpecification Declared(MissingReplacement replacement, double dropout = 0) => TwinModels.Specification("optional") with
    {
        Missing = Option(Catalogue.MissingOptions.Definition, (Catalogue.MissingOptions.Replacement, (int)replacement), (Catalogue.MissingOptions.Dropout, dropout)),
    };

    private static ModelSpecification Plain()
    {
        ModelSpecification declared = Declared(MissingReplacement.Learned);
        return declared with
        {
            Missing = Component.WithDefaults(Catalogue.MissingOptions.Definition),
            Modalities = declared.Modalities.Select(modality => modality with
            {
                Options = modality.Options with { Given = modality.Options.Given.Where(given => given.Option != ModalityOptions.Optional.Name).ToEquatableArray() },
            }).ToEquatableArray(),
        };
    }

    // Without dropout and with zeros for masks, so that a sample's losses do not depend on the others.
    private static ModelSpecification Judged(InteractionObjective objective, bool isRegression)
    {
        ModelSpecification declared = Declared(MissingReplacement.Learned);
        Component fusion = Option(Catalogue.ConcatFusionOptions.Definition, (Catalogue.ConcatFusionOptions.HiddenDim, 8), (Catalogue.ConcatFusionOptions.Dropout, 0.0));
        return declared with
        {
            Tasks = isRegression ? new[] { Component.WithDefaults(Catalogue.RegressionOptions.Definition) }.ToEquatableArray() : declared.Tasks,
            Fusions = new[] { fusion }.ToEquatableArray(),
            Reweighting = Option(Catalogue.ReweightingOptions.Definition, (Catalogue.ReweightingOptions.Dropout, 0.0)),
            Experts = Option(
                Catalogue.ExpertsOptions.Definition,
                (Catalogue.ExpertsOptions.Masking, (int)Masking.Zero),
                (Catalogue.ExpertsOptions.Objective, (int)objective),
                (Catalogue.ExpertsOptions.Initialization, (int)ExpertInitialization.Independent)),
        };
    }

    private static Component Option(ComponentDefinition definition, params (Option Option, object Value)[] given) =>
        new(definition, given.Select(pair => new OptionValue(pair.Option.Name, pair.Value)).ToEquatableArray());

    private static double[] Numbers(torch.Tensor tensor) => tensor.detach().to_type(torch.float64).contiguous().data<double>().ToArray();
}
