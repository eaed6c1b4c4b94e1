using System.Security.Cryptography;

namespace I2MoE.Dsl.Runs;

/// <summary>The digests by which a run knows its own files: those whose damage would give other predictions without a word.</summary>
internal static class RunFiles
{
    /// <summary>The record with the digest of a file of its folder.</summary>
    public static RunRecord With(RunRecord record, string file) =>
        record with { Files = new SortedDictionary<string, string>(record.Files.ToDictionary(), StringComparer.Ordinal) { [Path.GetFileName(file)] = DigestOf(file) } };

    /// <summary>Checks that a file is the one that the run wrote. A run of an earlier version, or whose line was taken out, does not know.</summary>
    /// <exception cref="ExperimentException">It is another.</exception>
    public static void Check(RunFolder folder, RunRecord record, string file)
    {
        if (record.Files.TryGetValue(Path.GetFileName(file), out string? digest) && File.Exists(file) && DigestOf(file) != digest)
        {
            throw new ExperimentException(
                $"{file} is not the file that the run wrote: it was damaged, exchanged or changed since. Take it from a copy; or, if you changed it on purpose, take its line out of 'files' in {folder.RecordFile}.");
        }
    }

    /// <summary>The SHA-256 of a file.</summary>
    public static string DigestOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
