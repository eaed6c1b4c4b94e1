using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Golden;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Fusion;

/// <summary>The kernels of the sequential plan against the operations of torch that the batched plan is made of.</summary>
[Collection(ProcessWide.Name)]
public sealed class KernelTests
{
    private const int Experts = 4;

    // So many that there are whole chunks of rows and a rest, forwards, backwards and at inference.
    private const int Samples = 13;
    private const int Patches = 3;

    private static readonly Modality[] s_modalities = [new("Left", 0, [1], "linear"), new("Right", 1, [1], "linear")];

    // Widths of heads that are and are not a multiple of a vector, one block and several, no dropout, the half and another probability.
    [Theory]
    [InlineData(1, 32, 4, 0.0, AttentionBlock.Residual)]
    [InlineData(2, 32, 4, 0.3, AttentionBlock.Residual)]
    [InlineData(2, 48, 1, 0.5, AttentionBlock.Residual)]
    [InlineData(2, 32, 2, 0.5, AttentionBlock.Reference)]
    [InlineData(3, 16, 4, 0.3, AttentionBlock.Reference)]
    public void Kernels_agree_with_torch_in_outputs_and_gradients(int layers, int hidden, int heads, double dropout, AttentionBlock block)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var options = new TransformerFusionOptions { Layers = layers, HiddenDim = hidden, Heads = heads, Patches = Patches, Dropout = dropout, Block = block };
        (torch.Tensor Outputs, torch.Tensor[] Gradients) kernels = Run(options, ExecutionPlan.Sequential, Precision.Fp32);
        (torch.Tensor Outputs, torch.Tensor[] Gradients) reference = Run(options, ExecutionPlan.Batched, Precision.Fp32);

        Close.Absolute(reference.Outputs, kernels.Outputs, 1e-5, "outputs");
        for (int i = 0; i < reference.Gradients.Length; i++)
        {
            Close.Relative(reference.Gradients[i], kernels.Gradients[i], 1e-4, $"gradient {i}");
        }
    }

    [Fact]
    public void Kernels_agree_with_torch_at_inference()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        using ExpertBank bank = CreateBank(new TransformerFusionOptions { Layers = 2, HiddenDim = 32, Heads = 2, Patches = Patches });
        torch.Tensor[] embeddings = Embeddings(32);
        bank.Plan = ExecutionPlan.Sequential;
        torch.Tensor kernels = bank.Run(embeddings, [], [null], random: null).Outputs;
        bank.Plan = ExecutionPlan.Batched;
        Close.Absolute(bank.Run(embeddings, [], [null], random: null).Outputs, kernels, 1e-5, "outputs");
    }

    [Fact]
    public void The_number_of_threads_changes_nothing_beyond_rounding()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var options = new TransformerFusionOptions { Layers = 2, HiddenDim = 32, Heads = 2, Patches = Patches };
        int threads = torch.get_num_threads();
        try
        {
            torch.set_num_threads(1);
            (torch.Tensor Outputs, torch.Tensor[] Gradients) alone = Run(options, ExecutionPlan.Sequential, Precision.Fp32);
            torch.set_num_threads(3);
            (torch.Tensor Outputs, torch.Tensor[] Gradients) together = Run(options, ExecutionPlan.Sequential, Precision.Fp32);
            Close.Absolute(alone.Outputs, together.Outputs, 1e-6, "outputs");
            for (int i = 0; i < alone.Gradients.Length; i++)
            {
                Close.Relative(alone.Gradients[i], together.Gradients[i], 1e-5, $"gradient {i}");
            }
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Theory]
    [InlineData(ExecutionPlan.Sequential)]
    [InlineData(ExecutionPlan.Batched)]
    public void Bfloat16_is_close_to_float32_and_not_the_same(ExecutionPlan plan)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var options = new TransformerFusionOptions { Layers = 2, HiddenDim = 32, Heads = 2, Patches = Patches, Dropout = 0.3 };
        (torch.Tensor Outputs, torch.Tensor[] Gradients) half = Run(options, plan, Precision.Bf16);
        (torch.Tensor Outputs, torch.Tensor[] Gradients) full = Run(options, plan, Precision.Fp32);

        Assert.Equal(torch.ScalarType.Float32, half.Outputs.dtype);
        Assert.False(half.Outputs.equal(full.Outputs).all().item<bool>(), "bfloat16 was not used.");
        Close.Absolute(full.Outputs, half.Outputs, 0.05, "outputs");
        for (int i = 0; i < full.Gradients.Length; i++)
        {
            Assert.Equal(torch.ScalarType.Float32, half.Gradients[i].dtype);
            double error = (full.Gradients[i] - half.Gradients[i]).norm().item<float>() / (1e-6 + full.Gradients[i].norm().item<float>());
            Assert.True(error < 0.05, $"Gradient {i} is off by {error:0.000}.");
        }
    }

    [Fact]
    public void A_second_backward_pass_gives_the_same_gradients()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ExpertBank bank = CreateBank(new TransformerFusionOptions { Layers = 2, HiddenDim = 32, Heads = 2, Patches = Patches });
        torch.Tensor[] embeddings = Embeddings(32);
        torch.Tensor total = Total(bank, embeddings);
        torch.Tensor first = torch.autograd.grad([total], [embeddings[0]], retain_graph: true)[0];
        torch.Tensor second = torch.autograd.grad([total], [embeddings[0]])[0];
        Close.Absolute(first, second, 1e-6, "gradient");
    }

    [Fact]
    public void Training_steps_leave_no_tensor_behind()
    {
        long after = 0;
        using DisposeScope outer = torch.NewDisposeScope();
        using ExpertBank bank = CreateBank(new TransformerFusionOptions { Layers = 2, HiddenDim = 32, Heads = 2, Patches = Patches });
        for (int step = 0; step < 20; step++)
        {
            using (DisposeScope scope = torch.NewDisposeScope())
            {
                Total(bank, Embeddings(32)).backward();
                bank.zero_grad();
            }

            after = step == 4 ? DisposeScopeManager.Statistics.ThreadTotalLiveCount : after;
        }

        Assert.Equal(after, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static (torch.Tensor Outputs, torch.Tensor[] Gradients) Run(TransformerFusionOptions options, ExecutionPlan plan, Precision precision)
    {
        ExpertBank bank = CreateBank(options);
        bank.Plan = plan;
        bank.Fusion.Precision = precision;
        torch.Tensor[] embeddings = Embeddings(options.HiddenDim);
        torch.Tensor outputs = Outputs(bank, embeddings);
        (outputs.square().sum() + outputs.sum()).backward();
        return (outputs.detach(), [.. embeddings.Select(embedding => embedding.grad!), .. bank.named_parameters().Select(pair => pair.parameter.grad!)]);
    }

    private static torch.Tensor Total(ExpertBank bank, torch.Tensor[] embeddings) => Outputs(bank, embeddings).square().sum();

    private static torch.Tensor Outputs(ExpertBank bank, torch.Tensor[] embeddings)
    {
        StepRandom random = SmallData.Random();
        torch.Tensor[] replacements = bank.DrawReplacements(embeddings, random);
        return bank.Run(embeddings, replacements, [null, .. s_modalities], random).Outputs;
    }

    private static ExpertBank CreateBank(TransformerFusionOptions options)
    {
        ExpertInitializer initializer = new ParameterInitializer(seed: 3).ForExperts(Experts, ExpertInitialization.Independent);
        var fusion = new TransformerFusion(Experts, s_modalities.Length, outputs: 3, options, initializer);
        using (torch.no_grad())
        {
            // Gains of 1 and biases and positions of 0 would hide mistakes.
            using var generator = new torch.Generator(5);
            foreach ((_, torch.Tensor parameter) in fusion.named_parameters())
            {
                parameter.add_(torch.randn(parameter.shape, dtype: torch.float32, generator: generator) * 0.1);
            }
        }

        return new ExpertBank(fusion, new ExpertsOptions());
    }

    private static torch.Tensor[] Embeddings(int hidden)
    {
        using var generator = new torch.Generator(7);
        return [.. s_modalities.Select(_ => torch.randn([Samples, Patches, hidden], dtype: torch.float32, generator: generator).requires_grad_())];
    }
}
