using System.Security.Cryptography;
using System.Text;

namespace I2MoE.Dsl.SelfTest;

/// <summary>
/// Keeps the verdict on this machine between processes, in the user's folder for caches. The name of the file follows from processor, versions
/// and the settings that choose instructions, so that any change of these asks for another test.
/// </summary>
/// <param name="folder">The folder; null keeps nothing.</param>
/// <param name="machine">All that the verdict depends on, in one line.</param>
internal sealed class VerdictFile(string? folder, string machine)
{
    private readonly string? _path = folder is null
        ? null
        : Path.Combine(folder, $"backend-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(machine)))[..16]}.txt");

    /// <summary>The user's folder for caches of this library; null where there is none.</summary>
    public static string? UserFolder
    {
        get
        {
            string root = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
                : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache") : "";
            return Path.IsPathRooted(root) ? Path.Combine(root, "i2moe") : null;
        }
    }

    /// <summary>The verdict that is kept; null where none is.</summary>
    public BackendVerdict? Read()
    {
        try
        {
            return _path is not null && File.Exists(_path) && File.ReadAllLines(_path) is [var of, var problem, var warning] && of == machine
                ? new BackendVerdict(problem.Length > 0 ? problem : null, warning.Length > 0 ? warning : null)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a verdict, where the folder can be written.</summary>
    public void Write(BackendVerdict verdict)
    {
        if (_path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder!);
            string part = Path.Combine(folder!, Path.GetRandomFileName());
            File.WriteAllLines(part, [machine, verdict.Problem ?? "", verdict.Warning ?? ""]);
            File.Move(part, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the next process tests again.
        }
    }
}
