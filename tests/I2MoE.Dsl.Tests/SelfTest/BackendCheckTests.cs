using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.SelfTest;
using TorchSharp;

namespace I2MoE.Dsl.Tests.SelfTest;

/// <summary>The self-test finds nothing wrong where nothing is, and says what is wrong where something is.</summary>
[Collection(ProcessWide.Name)]
public sealed class BackendCheckTests
{
    [Fact]
    public void Everything_that_this_library_uses_is_right_here()
    {
        BackendReport report = BackendCheck.Run();
        Assert.True(report.IsRight, report.Problem);
        string[] operations = [.. report.Findings.Select(finding => finding.Operation)];
        Assert.Equal(operations.Distinct(), operations);
        foreach (string operation in (string[])["convolution 1d", "convolution 2d", "convolution 3d", "gru", "lstm", "lstm without gradients", "linear", "linear in bfloat16", "batch norm", "layer norm", "softmax", "kernel"])
        {
            Assert.Contains(operations, name => name.StartsWith(operation, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        _ = BackendCheck.Run();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        _ = BackendCheck.Run();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    public static TheoryData<string> Faults => ["NaN", "a gradient", "a wrong number"];

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_operation_that_is_wrong_in_float32_only_is_found(string fault)
    {
        var operation = new BackendOperation(fault, [[7, 5]], of => of[0].dtype == torch.float64 ? of[0].square() : fault switch
        {
            "NaN" => of[0].square() + torch.full([7, 5], float.NaN),
            "a gradient" => of[0] * of[0].detach(),
            _ => of[0].square() * 1.01f,
        });
        double error = ReferenceComparison.Error(operation);
        Assert.False(new BackendFinding(fault, error, operation.Tolerance, IsOurs: true, "").IsRight);
    }

    [Fact]
    public void Unwritten_memory_is_full_of_NaN()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int dirty = 0;
        foreach (long length in (long[])[40, 300, 1000, 5000, 20_000])
        {
            // The allocator may still have blocks that others freed: what was given out is kept, so that those come to an end.
            bool found = false;
            for (int given = 0; given < 200 && !found; given++)
            {
                DirtyMemory.Fill();
                found = torch.empty(length).isnan().any().item<bool>();
            }

            dirty += found ? 1 : 0;
        }

        Assert.InRange(dirty, 3, 5);
    }

    [Fact]
    public void The_command_prints_what_is_wrong_and_the_remedy()
    {
        BackendReport right = Report(Finding("linear", 1e-7, isOurs: true));
        Assert.Equal((true, ""), Show(right, out string output));
        Assert.Contains("Everything that models of this library use is right on this machine.", output, StringComparison.Ordinal);

        BackendReport warned = Report(Finding("linear", 1e-7, isOurs: true), Finding("torch's convolution", double.NaN, isOurs: false));
        Assert.Equal((true, "warning: This machine (Abacus, family 3) computes wrongly: torch's convolution. Replace it."), Show(warned, out output));
        Assert.Contains("WRONG (custom encoders)", output, StringComparison.Ordinal);

        BackendReport wrong = Report(Finding("linear", 0.2, isOurs: true), Finding("gru", 0.3, isOurs: true));
        Assert.Equal((false, "error: This machine (Abacus, family 3) computes wrongly: linear, gru. Replace it."), Show(wrong, out output));
        Assert.Contains("2.0E-1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_is_kept_for_a_machine_and_a_folder_that_cannot_be_written_does_no_harm()
    {
        using TemporaryFolder folder = new();
        foreach (BackendVerdict verdict in (BackendVerdict[])[new(null, null), new("Wrong.", null), new(null, "Take care.")])
        {
            new VerdictFile(folder.File("cache"), "one").Write(verdict);
            Assert.Equal(verdict, new VerdictFile(folder.File("cache"), "one").Read());
        }

        Assert.Single(Directory.GetFiles(folder.File("cache")));
        Assert.Null(new VerdictFile(folder.File("cache"), "another").Read());
        File.WriteAllText(Directory.GetFiles(folder.File("cache")).Single(), "half");
        Assert.Null(new VerdictFile(folder.File("cache"), "one").Read());

        foreach (string? place in (string?[])[folder.Write("file", ""), null])
        {
            new VerdictFile(place, "one").Write(new BackendVerdict(null, null));
            Assert.Null(new VerdictFile(place, "one").Read());
        }
    }

    [SkippableTheory]
    [InlineData("It is wrong.", null, "", "It is wrong. Nothing was trained. To train nevertheless: --no-check, TrainerOptions.ChecksBackend = false, or I2MOE_CHECK=off.")]
    [InlineData("It is wrong.", null, "off", "trained")]
    [InlineData(null, "Take care.", "", "Warning: Take care.|trained")]
    [InlineData(null, null, "", "trained")]
    public async Task A_training_begins_with_the_verdict(string? problem, string? warning, string check, string expected)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using TemporaryFolder folder = new();
        new VerdictFile(folder.File("i2moe"), BackendCheck.Machine).Write(new BackendVerdict(problem, warning));
        (int exitCode, string output, string error) = await TestProgram.RunAsync(new Dictionary<string, string> { ["XDG_CACHE_HOME"] = folder.Path, ["I2MOE_CHECK"] = check }, "train");
        Assert.True(exitCode == 0, error);
        Assert.Equal(expected.Split('|'), output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    private static (bool IsRight, string Error) Show(BackendReport report, out string output)
    {
        using StringWriter written = new();
        using StringWriter error = new();
        bool isRight = CheckCommand.Show(report, new ProgramConsole(written, error));
        output = written.ToString();
        return (isRight, error.ToString().TrimEnd());
    }

    private static BackendReport Report(params BackendFinding[] findings) => new("Abacus, family 3", "TorchSharp", findings, TimeSpan.FromSeconds(0.1));

    private static BackendFinding Finding(string operation, double error, bool isOurs) => new(operation, error, 1e-3, isOurs, "Replace it.");
}
