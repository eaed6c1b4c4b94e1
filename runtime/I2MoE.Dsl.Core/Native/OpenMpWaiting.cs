using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace I2MoE.Dsl;

/// <summary>
/// Has torch's OpenMP threads sleep soon when they wait for work. By default they keep a core busy for milliseconds after every operation, in the
/// way of the threads of this library's kernels and of other programs.
/// </summary>
/// <remarks>
/// The GNU runtime reads the setting when it is loaded and never again, so it is loaded here, with the setting in the environment for that
/// moment only. Whoever sets <c>GOMP_SPINCOUNT</c> or <c>OMP_WAIT_POLICY</c> is left alone.
/// </remarks>
internal static partial class OpenMpWaiting
{
    private const string Setting = "GOMP_SPINCOUNT";
    private const string Policy = "OMP_WAIT_POLICY";

    // Rounds of waiting before a thread sleeps, a few dozen microseconds.
    private const string Rounds = "1000";

    /// <summary>Whether threads of OpenMP may keep cores busy after their work is done, as they do where this class came too late.</summary>
    public static bool IsLong { get; private set; }

    /// <summary>Loads the runtime.</summary>
    /// <param name="directories">Where the libraries of torch may lie.</param>
    [SupportedOSPlatform("linux")]
    public static void Shorten(IEnumerable<string> directories)
    {
        string? policy = Environment.GetEnvironmentVariable(Policy);
        if (policy is not null || Environment.GetEnvironmentVariable(Setting) is not null)
        {
            IsLong = string.Equals(policy, "active", StringComparison.OrdinalIgnoreCase);
            return;
        }

        string? library = directories.Where(Directory.Exists).SelectMany(directory => Directory.EnumerateFiles(directory, "libgomp*.so*")).FirstOrDefault();
        IsLong = library is null || IsLoaded(Path.GetFileName(library));
        if (library is null || IsLong)
        {
            return;
        }

        // The environment that .NET shows is a copy of its own; C libraries read that of the process.
        _ = SetVariable(Setting, Rounds, 0);
        IsLong = !NativeLibrary.TryLoad(library, out _);
        _ = UnsetVariable(Setting);
    }

    private static bool IsLoaded(string library) => File.ReadLines("/proc/self/maps").Any(line => line.EndsWith(library, StringComparison.Ordinal));

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrites);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetVariable(string name);
}
