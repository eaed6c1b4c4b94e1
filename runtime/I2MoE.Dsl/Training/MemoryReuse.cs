using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Training;

/// <summary>
/// Lets the allocator of the C library keep the memory of large tensors between the steps of a training run. By default glibc returns blocks
/// above a threshold to the system when they are freed, so that every step faults its pages in again: 10 to 20 % of its time.
/// </summary>
/// <remarks>Memory that tensors have taken stays with the process. Set <c>I2MOE_MALLOC=system</c> to leave the allocator as it is.</remarks>
internal static partial class MemoryReuse
{
    private const string Switch = "I2MOE_MALLOC";

    // From malloc.h.
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int MaximumArenas = -8;

    private static int s_isEnabled;

    /// <summary>Sets the thresholds, once in a process; does nothing where the C library is another.</summary>
    public static void Enable()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Switch) == "system" || Interlocked.Exchange(ref s_isEnabled, 1) == 1)
        {
            return;
        }

        try
        {
            // 32 MB is the greatest block that glibc takes from its heap. Only the first arena keeps its heap, so that all threads share it.
            _ = SetOption(MapThreshold, 32 << 20);
            _ = SetOption(TrimThreshold, 1 << 30);
            _ = SetOption(MaximumArenas, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no such options.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
