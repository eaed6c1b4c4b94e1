using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.SelfTest;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Layers;

/// <summary>Without gradients the samples of a batch are computed in parts, on several threads: nobody may see it in the states.</summary>
[Collection(ProcessWide.Name)]
public sealed class RecurrentLayerTests
{
    private const int Inputs = 7;
    private const int Hidden = 24;

    [Theory]
    [InlineData("gru", SampleParts.Samples)]
    [InlineData("gru", SampleParts.Samples + 1)]
    [InlineData("gru", (3 * SampleParts.Samples) - 5)]
    [InlineData("lstm", SampleParts.Samples + 1)]
    [InlineData("lstm", 3 * SampleParts.Samples)]
    public void Samples_in_parts_have_the_states_of_the_whole_batch(string kind, long samples)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RecurrentLayer layer = Create(kind);
        torch.Tensor input = ReferenceComparison.Values([samples, 5, Inputs], seed: 4).to_type(torch.float32);
        torch.Tensor whole = layer.States(input).detach();
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor alone = OnThreads(1, () => layer.States(input));
        torch.Tensor together = OnThreads(3, () => layer.States(input));
        Assert.Equal(whole.shape, together.shape);
        Assert.InRange((whole - together).abs().max().item<float>(), 0, 1e-6f);
        Assert.True(alone.eq(together).all().item<bool>(), "The states depend on the number of threads.");
        Assert.False(together.requires_grad);
    }

    [Fact]
    public void Nothing_is_kept_of_the_parts()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RecurrentLayer layer = Create("gru");
        torch.Tensor input = torch.zeros(4 * SampleParts.Samples, 3, Inputs);
        using IDisposable noGradients = torch.no_grad();
        OnThreads(2, () => layer.States(input)).Dispose();
        long before = torch.Tensor.TotalCount;
        OnThreads(2, () => layer.States(input)).Dispose();
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    private static RecurrentLayer Create(string kind) => kind == "gru"
        ? new GruLayer(Inputs, Hidden, new ParameterInitializer(3))
        : new LstmLayer(Inputs, Hidden, new ParameterInitializer(3));

    private static torch.Tensor OnThreads(int threads, Func<torch.Tensor> compute)
    {
        int before = torch.get_num_threads();
        torch.set_num_threads(threads);
        try
        {
            return compute();
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }
}
