using System.Runtime.InteropServices;

namespace I2MoE.Dsl;

/// <summary>
/// What a process does with the memory that its tensors give back (glibc; elsewhere nothing happens). A program that trains says
/// <see cref="Prepare"/> once, first of all; the library itself changes no setting of the process.
/// </summary>
/// <example>
/// <code>
/// ProcessMemory.Prepare();   // first line of a program that trains; programs of experiments and the i2moe tool have it
/// </code>
/// </example>
public static partial class ProcessMemory
{
    private const string Switch = "I2MOE_MALLOC";

    // From malloc.h.
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int MaximumArenas = -8;

    private static int s_isPrepared;

    /// <summary>
    /// Lets the allocator keep the memory of large tensors between the steps of a training run. By default glibc returns blocks above a
    /// threshold to the system when they are freed, so that every step faults its pages in again: 10 to 20 % of its time. Threads made from
    /// now on share one heap, so that what one gives back another can take.
    /// </summary>
    /// <remarks>
    /// It concerns the whole process and counts once. Threads that have a heap of their own already keep it, so it is best called before
    /// anything else. <c>I2MOE_MALLOC=system</c> leaves the allocator as it is.
    /// </remarks>
    public static void Prepare()
    {
        if (!IsOurs || Interlocked.Exchange(ref s_isPrepared, 1) == 1)
        {
            return;
        }

        try
        {
            // 32 MB is the greatest block that glibc takes from its heap. Only the first heap keeps what is free at its end.
            _ = SetOption(MapThreshold, 32 << 20);
            _ = SetOption(TrimThreshold, 1 << 30);
            _ = SetOption(MaximumArenas, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no such options.
        }
    }

    /// <summary>
    /// Gives memory that nobody uses back to the system, from the heaps of all threads. A training run, a report and the disposal of a trainer
    /// end with it, so that a process which does many of them stays as large as one needs. It takes milliseconds and changes nothing else.
    /// </summary>
    public static void Trim()
    {
        if (!IsOurs)
        {
            return;
        }

        try
        {
            _ = GiveBack(0);
        }
        catch (EntryPointNotFoundException)
        {
            // musl gives back by itself.
        }
    }

    private static bool IsOurs => OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Switch) != "system";

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int GiveBack(nuint kept);
}
