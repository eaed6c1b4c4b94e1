using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl.Runs;

/// <summary>On what a run was computed, as <c>run.json</c> records it.</summary>
/// <param name="Device">The device that was taken, for example <c>cpu</c> where <c>auto</c> was asked for.</param>
/// <param name="Threads">The number of threads that torch was set to use on the CPU.</param>
/// <param name="Processor">The processor.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The runtime, with its version.</param>
/// <param name="Torch">The version of libtorch.</param>
/// <param name="Library">The version of this library.</param>
internal sealed record RunMachine(string Device, int Threads, string Processor, string System, string Runtime, string Torch, string Library)
{
    /// <summary>This machine.</summary>
    /// <param name="device">The device that is computed on.</param>
    public static RunMachine Of(torch.Device device) => new(
        device.ToString(),
        torch.get_num_threads(),
        SelfTest.Processor.Name,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        torch.__version__,
        LibraryVersion);

    // With the commit that it was built from, where the build knew it.
    private static string LibraryVersion =>
        typeof(RunMachine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? typeof(RunMachine).Assembly.GetName().Version!.ToString();
}
