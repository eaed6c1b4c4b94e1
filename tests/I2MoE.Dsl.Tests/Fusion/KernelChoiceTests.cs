using System.Globalization;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Native;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Fusion;

/// <summary>Where kernels may compute, and where torch does their work.</summary>
[Collection(ProcessWide.Name)]
public sealed class KernelChoiceTests
{
    [Fact]
    public async Task Without_AVX2_torch_computes_and_the_step_is_the_same()
    {
        string[] here = await TestProgram.LinesAsync(new Dictionary<string, string>(), "plan");
        string[] without = await TestProgram.LinesAsync(new Dictionary<string, string> { ["DOTNET_EnableAVX2"] = "0" }, "plan");
        Assert.Equal(CpuEngine.Chosen.GetType().Name, here[0]);
        Assert.Equal(nameof(TorchEngine), without[0]);
        for (int line = 1; line < here.Length; line++)
        {
            double[] expected = Numbers(here[line]);
            double[] actual = Numbers(without[line]);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.InRange(actual[i], expected[i] - (1e-4 * Math.Abs(expected[i])) - 1e-5, expected[i] + (1e-4 * Math.Abs(expected[i])) + 1e-5);
            }
        }
    }

    [Fact]
    public void Whoever_has_a_choice_gets_what_was_chosen_for_the_process()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ICpuEngine before = CpuEngine.Chosen;
        try
        {
            foreach (ICpuEngine engine in (ICpuEngine[])[new TorchEngine(), new KernelEngine(), new ProductEngine()])
            {
                CpuEngine.Chosen = engine;
                bool hasKernels = engine is KernelEngine;
                Assert.Equal(hasKernels, engine.Takes(torch.zeros(2, 16)));
                Assert.Equal(hasKernels, engine.TakesBlocks(torch.zeros(2, 4, 16), groups: 1, passes: 1, parts: 1));
                Assert.Equal(hasKernels, engine.Updates(torch.zeros(3)));
                Assert.Equal(engine is ProductEngine, engine.MakesProducts(rows: 64));
                Assert.False(engine.MakesProducts(rows: 63));
                Assert.Equal(engine is ProductEngine ? "own" : "torch", new BranchEngines<string>("own", "torch", "bfloat16").For(Precision.Fp32, rows: 64));
                Assert.False(engine.Takes(torch.zeros(2, 17)));
                Assert.False(engine.Takes(torch.zeros(2, 16, torch.float64)));
                Assert.False(engine.Updates(torch.zeros(4, 4).narrow(1, 0, 2)));
            }
        }
        finally
        {
            CpuEngine.Chosen = before;
        }
    }

    // Eight modalities of 128 patches of 1024 numbers, which ended in an exception of TorchSharp; sizes whose places 32 bits cannot count.
    [Theory]
    [InlineData(16, 9, 32, 8, 128, 1024, true)]
    [InlineData(1, 1, 1, 1, 46_000, 64, true)]
    [InlineData(1, 1, 1, 1, 46_341, 64, false)]
    [InlineData(16, 9, 1, 8, 65_536, 16, false)]
    [InlineData(16, 9, 4_000_000, 8, 4, 16, false)]
    [InlineData(16, 9, 4, 8, 1024, 65_536, false)]
    [InlineData(1, 1, int.MaxValue, 1, 1, 16, false)]
    public void Kernels_stay_within_what_they_can_count(long groups, long passes, long samples, long parts, long partTokens, long width, bool allowed) =>
        Assert.Equal(allowed, KernelLimits.Allow(groups, passes, samples, parts, partTokens, width));

    [Fact]
    public unsafe void Memory_of_more_than_2_GB_has_an_address()
    {
        // Nothing is written, so that no page of it is ever taken from the machine.
        using torch.Tensor great = torch.empty(600_000_000L, dtype: torch.float32);
        using torch.Tensor slice = great.narrow(0, 1000, 10);
        fixed (byte* expected = slice.bytes)
        {
            Assert.Equal((nint)expected, (nint)(Memory.Of<float>(great) + 1000));
        }
    }

    [Fact]
    public unsafe void A_tensor_with_gaps_has_no_address()
    {
        using torch.Tensor whole = torch.zeros(4, 32);
        using torch.Tensor half = whole.narrow(1, 0, 16);
        Assert.Throws<InvalidOperationException>(() => (nint)Memory.Of<float>(half));
    }

    [Fact]
    public void An_exception_in_a_backward_pass_reaches_managed_code_and_not_the_process()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.ones(3, requires_grad: true);
        FailingFunction.apply(input).sum().backward();
        Assert.Equal("Backwards.", Assert.Throws<InvalidOperationException>(BackwardProblem.Throw).Message);
        BackwardProblem.Throw();
    }

    private static double[] Numbers(string line) => [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private sealed class FailingFunction : torch.autograd.SingleTensorFunction<FailingFunction>
    {
        public override string Name => nameof(FailingFunction);

        public override torch.Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars) => ((torch.Tensor)vars[0]).clone();

        public override List<torch.Tensor> backward(torch.autograd.AutogradContext ctx, torch.Tensor grad_output) =>
            BackwardProblem.Guard(() => throw new InvalidOperationException("Backwards."), count: 1);
    }
}
