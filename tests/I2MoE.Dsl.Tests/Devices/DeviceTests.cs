using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Tests.Golden;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Devices;

/// <summary>
/// Models on the device of I2MOE_TEST_DEVICE against the same on the CPU: results, plans, bfloat16, operations, tensors, and files that go from one to the
/// other. The tests against the reference code run there too. <c>I2MOE_TEST_DEVICE=cpu</c> tries the tests themselves.
/// </summary>
public sealed class DeviceTests
{
    private const long Seed = 11;

    public static TheoryData<string> Twins => [.. TwinModels.Names];

    [SkippableTheory]
    [MemberData(nameof(Twins))]
    public void A_model_says_there_what_it_says_on_the_CPU(string twin)
    {
        torch.Device device = TestDevice.Asked();
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = Model(twin);
        MultimodalBatch batch = SmallData.Batch(model.Description);
        using var expected = (InteractionOutput)model.Infer(batch);
        ModelPlacement.Move(model, device);
        using var actual = (InteractionOutput)model.Infer(On(batch, device));
        Close.Absolute(expected.AllLogits, actual.AllLogits, 1e-4, "what the experts say");
        Close.Absolute(expected.AllWeights, actual.AllWeights, 1e-4, "weights");
        Close.Absolute(expected.Prediction, actual.Prediction, 1e-4, "prediction");
    }

    [SkippableTheory]
    [MemberData(nameof(Twins))]
    public void Its_plans_agree_there_in_losses_and_gradients(string twin)
    {
        torch.Device device = TestDevice.Asked();
        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor Losses, Dictionary<string, torch.Tensor> Gradients) batched = Step(twin, ExecutionPlan.Batched, device);
        (torch.Tensor Losses, Dictionary<string, torch.Tensor> Gradients) sequential = Step(twin, ExecutionPlan.Sequential, device);
        Close.Absolute(batched.Losses, sequential.Losses, 1e-4, "losses");
        Assert.Equal(batched.Gradients.Keys, sequential.Gradients.Keys);
        Assert.All(batched.Gradients, pair => AssertClose(pair.Value, sequential.Gradients[pair.Key], pair.Key));
    }

    [SkippableFact]
    public void Bfloat16_is_close_to_float32_there_and_not_the_same()
    {
        torch.Device device = TestDevice.Asked();
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = Model("transformer");
        MultimodalBatch batch = On(SmallData.Batch(model.Description), device);
        ModelPlacement.Move(model, device);
        model.ExpertBank.Fusion.Precision = Precision.Fp32;
        using var full = (InteractionOutput)model.Infer(batch);
        model.ExpertBank.Fusion.Precision = Precision.Bf16;
        using var half = (InteractionOutput)model.Infer(batch);
        Assert.Equal(torch.ScalarType.Float32, half.AllLogits.dtype);
        Assert.False(half.AllLogits.equal(full.AllLogits).all().cpu().item<bool>(), "bfloat16 was not used.");
        Close.Absolute(full.AllLogits, half.AllLogits, 0.05, "what the experts say");
    }

    // An operation makes a tensor, and on a GPU it is a launch.
    [SkippableTheory]
    [InlineData("transformer")]
    [InlineData("switch")]
    [InlineData("interpretcc")]
    [InlineData("low_rank")]
    public void A_step_there_launches_no_more_than_the_batched_plan_has_operations(string twin)
    {
        torch.Device device = TestDevice.Asked();
        long expected = Operations(twin, ExecutionPlan.Batched, torch.CPU);
        Assert.True(expected > 0);
        Assert.Equal(expected, Operations(twin, device.type == DeviceType.CPU ? ExecutionPlan.Batched : ExecutionPlan.Auto, device));
    }

    [SkippableFact]
    public void Steps_there_leave_no_tensor_behind()
    {
        torch.Device device = TestDevice.Asked();
        using DisposeScope outer = torch.NewDisposeScope();
        using InteractionModel model = Model("transformer");
        MultimodalBatch batch = On(SmallData.Batch(model.Description), device);
        ModelPlacement.Move(model, device);
        long after = 0;
        for (int step = 0; step < 30; step++)
        {
            using (DisposeScope scope = torch.NewDisposeScope())
            {
                model.ComputeLosses(batch, SmallData.Random(step)).Total.backward();
                model.zero_grad();
            }

            after = step == 4 ? DisposeScopeManager.Statistics.ThreadTotalLiveCount : after;
        }

        Assert.Equal(after, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [SkippableFact]
    public async Task A_training_there_goes_on_from_its_checkpoint_and_its_weights_serve_on_the_CPU()
    {
        torch.Device device = TestDevice.Asked();
        using TemporaryFolder folder = new();
        ModelSpecification specification = TwinModels.Specification("transformer");
        using Trainer<InteractionModel> whole = Trainer(specification, device, epochs: 4, checkpoint: null);
        using DataSplits data = SmallData.Splits(whole.Model.Description);
        FitResult expected = await whole.FitAsync(data);
        var checkpoint = new CheckpointOptions { Folder = folder.File("checkpoint"), Resume = true };
        using (Trainer<InteractionModel> first = Trainer(specification, device, epochs: 2, checkpoint))
        {
            await first.FitAsync(data);
        }

        using Trainer<InteractionModel> second = Trainer(specification, device, epochs: 4, checkpoint);
        FitResult actual = await second.FitAsync(data);
        Assert.Equal(2, actual.ResumedEpochs);
        Assert.All(expected.Epochs.Zip(actual.Epochs), pair => Assert.Equal(pair.First.Losses[0].Value, pair.Second.Losses[0].Value, 1e-3));

        using DisposeScope scope = torch.NewDisposeScope();
        second.Model.Save(folder.File("weights.safetensors"));
        using InteractionModel served = new SpecifiedModel(specification, seed: 1);
        served.Load(folder.File("weights.safetensors"));
        MultimodalBatch batch = SmallData.Batch(served.Description);
        using var there = (InteractionOutput)second.Model.Infer(On(batch, device));
        using var here = (InteractionOutput)served.Infer(batch);
        Close.Absolute(here.Prediction, there.Prediction, 1e-4, "prediction");

        // And from the CPU to the device.
        using InteractionModel back = new SpecifiedModel(specification, seed: 2);
        ModelPlacement.Move(back, device);
        back.Load(folder.File("weights.safetensors"));
        using var again = (InteractionOutput)back.Infer(On(batch, device));
        Close.Absolute(there.Prediction, again.Prediction, 1e-6, "prediction");
    }

    // What only shifts the input of a batch normalisation has no gradient but rounding.
    private static void AssertClose(torch.Tensor expected, torch.Tensor actual, string name)
    {
        if (expected.abs().max().cpu().item<float>() < 1e-6)
        {
            Close.Absolute(expected, actual, 1e-6, name);
        }
        else
        {
            Close.Relative(expected, actual, 1e-3, name);
        }
    }

    private static SpecifiedModel Model(string twin) => new SpecifiedModel(TwinModels.Specification(twin), Seed);

    private static Trainer<InteractionModel> Trainer(ModelSpecification specification, torch.Device device, int epochs, CheckpointOptions? checkpoint) => new(
        seed => new SpecifiedModel(specification, seed),
        SpecifiedModel.TrainingOptionsOf(specification) with { Epochs = epochs },
        new TrainerOptions { Device = device.ToString(), Checkpoint = checkpoint });

    private static MultimodalBatch On(MultimodalBatch batch, torch.Device device) => new([.. batch.Inputs.Select(input => input.to(device))], batch.Labels!.to(device));

    private static (torch.Tensor Losses, Dictionary<string, torch.Tensor> Gradients) Step(string twin, ExecutionPlan plan, torch.Device device)
    {
        InteractionModel model = Model(twin);
        MultimodalBatch batch = On(SmallData.Batch(model.Description), device);
        ModelPlacement.Move(model, device);
        model.ExpertBank.Plan = plan;
        LossTerms losses = model.ComputeLosses(batch, SmallData.Random());
        losses.Total.backward();
        return (losses.Values.detach(), model.named_parameters().Where(named => named.parameter.grad is not null).ToDictionary(named => named.name, named => named.parameter.grad!));
    }

    private static long Operations(string twin, ExecutionPlan plan, torch.Device device)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = Model(twin);
        MultimodalBatch batch = On(SmallData.Batch(model.Description), device);
        ModelPlacement.Move(model, device);
        model.ExpertBank.Plan = plan;
        long before = DisposeScopeManager.Statistics.CreatedInScopeCount;
        model.ComputeLosses(batch, SmallData.Random());
        return DisposeScopeManager.Statistics.CreatedInScopeCount - before;
    }
}
