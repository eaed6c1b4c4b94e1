using System.Diagnostics;
using System.Globalization;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>A file system of a few megabytes in memory, which can be full. Mounting it needs Linux and root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    private SmallDisk(string path)
    {
        Path = path;
        _filler = System.IO.Path.Combine(path, "filler");
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts one; skips the test where that is not permitted.</summary>
    /// <param name="path">A folder, which is made.</param>
    /// <param name="megabytes">Its size.</param>
    public static SmallDisk Mount(string path, int megabytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A full disk needs root on Linux, to mount a small one.");
        Directory.CreateDirectory(path);
        int exitCode = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", path);
        Skip.IfNot(exitCode == 0, "A full disk needs the right to mount a small one.");
        return new SmallDisk(path);
    }

    /// <summary>Leaves no room on it.</summary>
    public void Fill()
    {
        byte[] piece = new byte[4096];
        try
        {
            using FileStream filler = new(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                filler.Write(piece);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(_filler);

    /// <inheritdoc/>
    public void Dispose() => Run("umount", "--lazy", Path);

    private static int Run(string program, params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
