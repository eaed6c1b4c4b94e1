using System.Diagnostics;

namespace I2MoE.Trials.Hostile;

/// <summary>What stands where a file is meant, and is none.</summary>
internal static class SpecialFiles
{
    /// <summary>A pipe that nobody writes to.</summary>
    public static void Pipe(string path)
    {
        using Process made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
    }

    /// <summary>Each kind, as the file that an experiment reads.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="file">The file.</param>
    /// <param name="rest">Makes the files beside it.</param>
    public static IEnumerable<HostileFile> InPlaceOf(string experiment, string file, Action<string>? rest = null)
    {
        HostileFile Made(string name, Action<string> make) => new($"{file}: {name}", experiment, Verdict.Refuse, folder =>
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            rest?.Invoke(folder);
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            make(path);
        });

        yield return Made("a pipe", Pipe);
        yield return Made("a folder", path => Directory.CreateDirectory(path));
        yield return Made("a link to itself", path => File.CreateSymbolicLink(path, path));
        yield return Made("a link to nothing", path => File.CreateSymbolicLink(path, path + ".gone"));
        yield return Made("a link to /dev/zero", path => File.CreateSymbolicLink(path, "/dev/zero"));
        yield return Made("empty", path => File.WriteAllBytes(path, []));
        yield return Made("a megabyte of zeros", path => File.WriteAllBytes(path, new byte[1 << 20]));
    }
}
