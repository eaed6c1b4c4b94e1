using System.ComponentModel;
using System.Diagnostics;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.SelfTest;

/// <summary>
/// The self-test of the backend on the CPU: what models are made of, at odd sizes, forwards and backwards, in memory filled with NaN, against
/// float64; and the kernels of this library against torch. In a new process that has loaded torch it takes 0.25 s of processor time on two
/// threads, 0.13 s of them on the longer.
/// </summary>
/// <remarks>
/// It runs once before the first training of a process, and its verdict is kept for the processor and the versions. <c>I2MOE_CHECK=off</c> or
/// <c>TrainerOptions.ChecksBackend</c> turn that off.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BackendCheck
{
    private const string Switch = "I2MOE_CHECK";
    private const string CustomEncoder = "custom";

    // What decides which instructions are taken.
    private static readonly string[] s_settings = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY", "DOTNET_EnableAVX2", "DOTNET_EnableAVX512F", "DOTNET_EnableHWIntrinsic"];

    private static readonly Lazy<BackendVerdict> s_verdict = new(() => File.Read() ?? Verdict(Run()));
    private static bool s_isSkipped;

    private static string Library => $"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(fieldCount: 3)}, I2MoE.Dsl {typeof(BackendCheck).Assembly.GetName().Version!.ToString(fieldCount: 3)}";

    private static VerdictFile File => new(VerdictFile.UserFolder, Machine);

    private static bool IsOff => s_isSkipped || string.Equals(Environment.GetEnvironmentVariable(Switch), "off", StringComparison.OrdinalIgnoreCase);

    /// <summary>All that the verdict depends on.</summary>
    internal static string Machine => string.Join(
        "; ",
        [Processor.Name, Library, typeof(BackendCheck).Module.ModuleVersionId.ToString(), .. s_settings.Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}")]);

    /// <summary>Runs the self-test now, and keeps its verdict.</summary>
    public static BackendReport Run()
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        long start = Stopwatch.GetTimestamp();

        // Most of a first run is compilation, and the two halves share little of it.
        Task<BackendFinding[]> half = Task.Factory.StartNew(
            () => Find(() => BackendOperations.Lstm.SelectMany(Findings).Concat(KernelComparison.Findings())),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        BackendFinding[] findings = [.. Find(() => BackendOperations.ButLstm.SelectMany(Findings)), .. half.GetAwaiter().GetResult()];
        var report = new BackendReport(Processor.Name, Library, findings, Stopwatch.GetElapsedTime(start));
        File.Write(Verdict(report));
        return report;
    }

    /// <summary>Turns the test before trainings off for this process.</summary>
    internal static void Skip() => s_isSkipped = true;

    /// <summary>What custom encoders of a model must know of this machine; null where there is nothing.</summary>
    internal static string? WarningFor(MultimodalModel model) =>
        !IsOff && model.Description.Modalities.Any(modality => modality.Encoder == CustomEncoder) ? s_verdict.Value.Warning : null;

    /// <summary>Tests the backend before the first training of the process, or reads what is known of it.</summary>
    /// <returns>What must keep a model from being trained here; null where nothing does, or on another device, which the test says nothing about.</returns>
    internal static string? ProblemBeforeTraining(torch.Device device) => !IsOff && device.type == DeviceType.CPU && s_verdict.Value.Problem is { } problem
        ? $"{problem} Nothing was trained. To train nevertheless: --no-check, TrainerOptions.ChecksBackend = false, or {Switch}=off."
        : null;

    // So small operations gain nothing by several threads, and where the cores are busy each waits for all of its threads.
    private static BackendFinding[] Find(Func<IEnumerable<BackendFinding>> findings)
    {
        using TorchThreads? limit = TorchThreads.Limit(1);
        return [.. findings()];
    }

    private static IEnumerable<BackendFinding> Findings(BackendOperation[] alike) => alike.Zip(
        ReferenceComparison.Errors(alike),
        (operation, error) => new BackendFinding(operation.Name, error, operation.Tolerance, operation.IsOurs, operation.Remedy));

    private static BackendVerdict Verdict(BackendReport report) => new(report.Problem, report.Warning);
}
