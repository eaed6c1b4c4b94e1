using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.SelfTest;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Layers;

/// <summary>Convolutions are right on every processor, whatever the number of channels and whatever the memory held before.</summary>
public sealed class ConvolutionTests
{
    private const string InstructionSet = "ONEDNN_MAX_CPU_ISA";

    // The processor's own, and two that it has as well.
    public static TheoryData<string> InstructionSets => ["ALL", "AVX2", "AVX"];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public async Task Outputs_and_gradients_are_those_of_float64(string instructions)
    {
        (int exitCode, string output, string error) = await TestProgram.RunAsync(Environment(instructions), "convolutions", "some");
        Assert.True(exitCode == 0, output + error);
        Assert.Equal("", error);
        Assert.EndsWith(" cases, 0 wrong\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    // The fault itself is on some processors only; what leads to it can be seen on all.
    [SkippableTheory]
    [InlineData("ALL")]
    [InlineData("AVX2")]
    public async Task No_sum_runs_over_channels_that_nobody_wrote(string instructions)
    {
        Dictionary<string, string> environment = Environment(instructions);
        environment.Add("ONEDNN_VERBOSE", "1");
        (int exitCode, string output, string error) = await TestProgram.RunAsync(environment, "blocks");
        Assert.True(exitCode == 0, error);
        Skip.IfNot(output.Contains(",convolution,", StringComparison.Ordinal), "torch does not use oneDNN on this machine.");
        (string[] ours, string[] plain) = ConvolutionBlocksRun.Read(output);
        Skip.If(plain.Length == 0, "oneDNN uses no blocks on this processor.");
        Assert.Empty(ours);
    }

    [Fact]
    public async Task Four_steps_of_training_are_the_same_with_other_instructions_and_write_no_errors()
    {
        (int exitCode, string output, string error) = await TestProgram.RunAsync(Environment("ALL"), "steps");
        (int otherExitCode, string otherOutput, string otherError) = await TestProgram.RunAsync(Environment("AVX"), "steps");
        Assert.Equal((0, 0, "", ""), (exitCode, otherExitCode, error, otherError));
        double[] parameters = TrainingStepsRun.Read(output);
        double[] others = TrainingStepsRun.Read(otherOutput);
        Assert.Equal(parameters.Length, others.Length);
        Assert.All(parameters.Zip(others), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [SkippableFact]
    public void Torch_does_not_ask_for_NNPACK()
    {
        using var model = new SmallMedia();
        Assert.NotEqual(true, NnpackSwitch.IsOn);
        Skip.If(OperatingSystem.IsWindows());
        Assert.NotNull(NnpackSwitch.IsOn);
    }

    [Fact]
    public void A_report_is_the_same_however_often_it_is_written()
    {
        using var model = new SmallPicture();
        using DataSplits splits = SmallData.Splits(model.Description);
        var options = new InterpretationReportOptions { Samples = 2, Resamples = 5, MaskingDraws = 1, IntegrationSteps = 4 };
        string[] reports = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            using TemporaryFolder folder = new();
            DirtyMemory.Fill();
            InterpretationReport.Write(folder.Path, model, splits, options);
            return File.ReadAllText(folder.File("numbers/report.json"));
        })];
        Assert.DoesNotContain("NaN", reports[0], StringComparison.Ordinal);
        Assert.All(reports, report => Assert.Equal(reports[0], report));
    }

    [Theory]
    [InlineData(1, 7, 2)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 18, 2)]
    public void Stride_and_absent_bias_are_those_of_torch(int dimensions, long channels, long stride)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = ReferenceComparison.Values([4, channels, .. Enumerable.Repeat(7L, dimensions)], seed: 1);
        torch.Tensor weight = ReferenceComparison.Values([5, channels, .. Enumerable.Repeat(3L, dimensions)], seed: 2);
        torch.Tensor expected = dimensions switch
        {
            1 => torch.nn.functional.conv1d(input, weight, stride: stride, padding: 1),
            2 => torch.nn.functional.conv2d(input, weight, strides: [stride, stride], padding: [1, 1]),
            _ => torch.nn.functional.conv3d(input, weight, strides: [stride, stride, stride], padding: [1, 1, 1]),
        };
        torch.Tensor actual = PaddedConvolution.Apply(input.to_type(torch.float32), weight.to_type(torch.float32), bias: null, padding: 1, stride);
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(actual.is_contiguous());
        Assert.InRange((actual.to_type(torch.float64) - expected).abs().max().item<double>(), 0, 1e-4);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_in_words()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.StartsWith(
            "The input is [3, 8, 8] and the kernels are [4, 3, 3, 3].",
            Assert.Throws<ArgumentException>(() => PaddedConvolution.Apply(torch.zeros(3, 8, 8), torch.zeros(4, 3, 3, 3), bias: null)).Message,
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Environment(string instructions) => new() { [InstructionSet] = instructions };
}
