using System.Globalization;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

[Collection(ProcessWide.Name)]
public sealed class ProcessMemoryTests
{
    private const int SequenceLayers = 5;

    [SkippableFact]
    public async Task Reports_and_trainings_leave_a_process_as_large_as_one_of_each_makes_it()
    {
        Skip.IfNot(LongTests.AreWanted, "I2MOE_LONG is not 1: it takes the better part of a minute.");
        Skip.IfNot(OperatingSystem.IsLinux(), "The memory of a process is read from /proc.");
        using var folder = new TemporaryFolder();
        string[] lines = await TestProgram.LinesAsync(new Dictionary<string, string>(), "memory", folder.Path);
        int[] reports = Megabytes(lines, "report");
        int[] trainings = Megabytes(lines, "training");

        // The first of each warms up; without memory given back, trainings came to several times as much.
        Assert.InRange(reports[^1], 0, reports[1] + 60);
        Assert.InRange(trainings[^1], 0, trainings[1] + 60);
        Assert.InRange(trainings[^1], 0, reports[^1] + 120);
    }

    public static TheoryData<string> Fusions => [.. SmallFusions.Names];

    // TorchSharp counts a tensor that becomes a parameter and the parameter, and takes one of them off when it is disposed (its recurrent layers
    // excepted, whose parameters are made natively): Tensor.TotalCount grows by the parameters of every model that was ever made, though nothing
    // of them is left. More must not be.
    [Theory]
    [MemberData(nameof(Fusions))]
    public void A_disposed_model_leaves_nothing_but_what_torch_counts_twice(string fusion)
    {
        AssertLeavesNothing(() => SmallFusions.Create(fusion), nativeParameters: 0);
        AssertLeavesNothing(() => SmallFusions.CreateBaseline(fusion), nativeParameters: 0);
    }

    // A recurrent layer has four parameters.
    [Theory]
    [InlineData("images", 0)]
    [InlineData("sequences", SequenceLayers * 4)]
    [InlineData("vectors", 0)]
    public void Disposed_encoders_leave_nothing_either(string twin, int nativeParameters) =>
        AssertLeavesNothing(() => new SpecifiedModel(TwinModels.Specification(twin), seed: 1), nativeParameters);

    private static void AssertLeavesNothing(Func<MultimodalModel> create, int nativeParameters)
    {
        create().Dispose();
        Collect();
        long before = torch.Tensor.TotalCount;
        long countedTwice = 0;
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            for (int repeat = 0; repeat < 3; repeat++)
            {
                using MultimodalModel model = create();
                countedTwice += model.parameters().Count() - nativeParameters;
            }

        }

        Assert.Equal(before + countedTwice, torch.Tensor.TotalCount);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static int[] Megabytes(string[] lines, string what) =>
        [.. lines.Where(line => line.StartsWith(what, StringComparison.Ordinal)).Select(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))];
}
