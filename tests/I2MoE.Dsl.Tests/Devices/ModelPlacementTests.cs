using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Devices;

/// <summary>
/// A move to another device makes all parameters anew and disposes of the old ones. So does one to float64, and back again, after which they have the
/// same values: whatever a model computes with must have followed.
/// </summary>
public sealed class ModelPlacementTests
{
    public static TheoryData<string> Twins => [.. TwinModels.Names];

    [Theory]
    [MemberData(nameof(Twins))]
    public void A_model_whose_parameters_were_made_anew_computes_as_before(string twin)
    {
        using InteractionModel model = new SpecifiedModel(TwinModels.Specification(twin), seed: 3);
        AssertSame(model);
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void A_baseline_whose_parameters_were_made_anew_computes_as_before(string twin)
    {
        using VanillaModel model = SpecifiedModel.CreateBaseline(TwinModels.Specification(twin), seed: 3);
        AssertSame(model);
    }

    // Otherwise the tests above would hold without anything that follows.
    [Fact]
    public void Without_following_it_cannot_compute()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = new SpecifiedModel(TwinModels.Specification("concat"), seed: 3);
        Remake(model);
        Assert.Throws<InvalidOperationException>(() => model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random()));
    }

    private static void AssertSame(MultimodalModel model)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        MultimodalBatch batch = SmallData.Batch(model.Description);
        byte[] before = Bytes(model.ComputeLosses(batch, SmallData.Random()).Values);

        // Running means and variances have moved.
        Dictionary<string, torch.Tensor> state = ModelState.Of(model).ToDictionary(named => named.Key, named => named.Value.detach().clone());
        torch.Tensor[] old = [.. model.parameters()];
        ModelPlacement.Follow(model, () => Remake(model));
        Assert.Contains(old, parameter => parameter.IsInvalid);
        Assert.All(ModelState.Of(model), named => Assert.Equal(Bytes(state[named.Key]), Bytes(named.Value)));

        LossTerms losses = model.ComputeLosses(batch, SmallData.Random());
        Assert.Equal(before, Bytes(losses.Values));
        losses.Total.backward();
        Assert.Contains(model.parameters(), parameter => parameter.grad is not null);
    }

    private static void Remake(MultimodalModel model)
    {
        model.to(torch.float64);
        model.to(torch.float32);
    }

    private static byte[] Bytes(torch.Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();
}
