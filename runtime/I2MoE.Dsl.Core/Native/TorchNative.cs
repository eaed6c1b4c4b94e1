using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;

namespace I2MoE.Dsl;

/// <summary>
/// Lets TorchSharp load where the C++ library is older than the one its native part was linked with (Debian 12, Ubuntu 22.04):
/// <c>libLibTorchSharp.so</c> needs the version name GLIBCXX_3.4.32, but nothing that the name stands for.
/// </summary>
/// <remarks>
/// The generator calls <see cref="EnsureRegistered"/> from a module initializer of every project that uses it. A program that
/// references the runtime alone calls it before its first TorchSharp call.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TorchNative
{
    private const string LibraryName = "LibTorchSharp";
    private const string FileName = "libLibTorchSharp.so";
    private const string VersionName = "GLIBCXX_3.4.32";

    private static readonly Lock s_gate = new();
    private static bool s_registered;
    private static IntPtr s_handle;

    /// <summary>The file that was loaded by this class; null where the runtime found the library by itself.</summary>
    public static string? LoadedFrom { get; private set; }

    /// <summary>Subscribes to the runtime's search for native libraries and loads the OpenMP runtime that torch needs. May be called often.</summary>
    public static void EnsureRegistered()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return;
        }

        lock (s_gate)
        {
            if (s_registered)
            {
                return;
            }

            s_registered = true;
            Assembly torch = typeof(TorchSharp.torch).Assembly;
            (AssemblyLoadContext.GetLoadContext(torch) ?? AssemblyLoadContext.Default).ResolvingUnmanagedDll += Resolve;
            OpenMpWaiting.Shorten(SearchDirectories(torch));
        }
    }

    /// <summary>Sees that libtorch is there, before TorchSharp looks for it in the NuGet cache and prints a hundred lines about it.</summary>
    /// <exception cref="DllNotFoundException">It is not; the message says what to add.</exception>
    internal static void RequireLibtorch()
    {
        const string Library = "libtorch_cpu.so";
        if (OperatingSystem.IsLinux()
            && RuntimeInformation.ProcessArchitecture == Architecture.X64
            && FindIn([.. SearchDirectories(typeof(TorchSharp.torch).Assembly)], Library) is null
            && !NativeLibrary.TryLoad(Library, out _))
        {
            throw new DllNotFoundException(MissingLibtorch.Message);
        }
    }

#pragma warning disable CA2255 // A module initializer is meant for exactly this: to run before TorchSharp's static constructor.
    [ModuleInitializer]
    internal static void Initialize() => EnsureRegistered();
#pragma warning restore CA2255

    // Raised only after the runtime's own search has failed.
    [UnsupportedOSPlatform("windows")]
    private static IntPtr Resolve(Assembly requesting, string name)
    {
        if (name is not (LibraryName or "lib" + LibraryName or FileName))
        {
            return IntPtr.Zero;
        }

        lock (s_gate)
        {
            if (s_handle == IntPtr.Zero)
            {
                s_handle = LoadFromAny([.. SearchDirectories(requesting).Distinct().Where(Directory.Exists)]);
            }

            return s_handle;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static IntPtr LoadFromAny(string[] directories)
    {
        if (FindIn(directories, FileName) is not { } original)
        {
            return IntPtr.Zero;
        }

        // Dependencies first and by full path: the loader then finds them by their names wherever the library itself lies.
        foreach (string dependency in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
        {
            if (FindIn(directories, dependency) is { } file)
            {
                NativeLibrary.TryLoad(file, out _);
            }
        }

        try
        {
            IntPtr handle = NativeLibrary.Load(original);
            LoadedFrom = original;
            return handle;
        }
        catch (DllNotFoundException e) when (e.Message.Contains(VersionName, StringComparison.Ordinal))
        {
            return LoadRelaxedCopy(original);
        }
    }

    private static string? FindIn(string[] directories, string file) =>
        directories.Select(directory => Path.Combine(directory, file)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> SearchDirectories(Assembly torch)
    {
        string native = Path.Combine("runtimes", "linux-x64", "native");
        string known = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        foreach (string directory in known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return directory;
        }

        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, native);
        if (Path.GetDirectoryName(torch.Location) is not { Length: > 0 } location)
        {
            yield break;
        }

        yield return location;
        yield return Path.Combine(location, native);

        // The NuGet cache: packages/torchsharp/<version>/lib/<framework>.
        string package = Path.GetFullPath(Path.Combine(location, "..", ".."));
        yield return Path.Combine(package, native);
        string libtorch = Path.GetFullPath(Path.Combine(package, "..", "..", "libtorch-cpu-linux-x64"));
        foreach (string version in Directory.Exists(libtorch) ? Directory.GetDirectories(libtorch) : [])
        {
            yield return Path.Combine(version, native);
        }
    }

    // The copy lives in a private directory and is unlinked as soon as it is mapped: nothing to cache, race on or clean up.
    [UnsupportedOSPlatform("windows")]
    private static IntPtr LoadRelaxedCopy(string original)
    {
        byte[] image = File.ReadAllBytes(original);
        if (ElfVersionNeeds.MakeWeak(image, VersionName) == 0)
        {
            throw new DllNotFoundException($"{original} cannot be loaded: {VersionName} is missing on this machine, and the file has no entry of that name to relax.");
        }

        Exception? last = null;
        foreach (string root in new[] { Path.GetTempPath(), "/dev/shm", Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), AppContext.BaseDirectory })
        {
            if (root.Length == 0 || !Directory.Exists(root))
            {
                continue;
            }

            DirectoryInfo? directory = null;
            try
            {
                directory = Directory.CreateDirectory(
                    Path.Combine(root, "i2moe-" + Path.GetRandomFileName()),
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                string copy = Path.Combine(directory.FullName, FileName);
                File.WriteAllBytes(copy, image);
                IntPtr handle = NativeLibrary.Load(copy); // fails where the file system is mounted noexec: try the next root
                LoadedFrom = copy;
                return handle;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
            {
                last = e;
            }
            finally
            {
                TryDelete(directory);
            }
        }

        throw new DllNotFoundException($"{original} needs {VersionName}, and no relaxed copy of it could be loaded: {last?.Message}", last);
    }

    private static void TryDelete(DirectoryInfo? directory)
    {
        try
        {
            directory?.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover in the temporary directory is not worth failing for.
        }
    }
}
