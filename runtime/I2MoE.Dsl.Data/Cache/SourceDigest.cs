using System.IO.Hashing;

namespace I2MoE.Dsl.Data.Cache;

/// <summary>Knows files again: by length and times where those are the same, otherwise by their content.</summary>
internal static class SourceDigest
{
    /// <summary>What to know a file by.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CachedSource Of(string path)
    {
        var file = new FileInfo(path);
        return new CachedSource(file.FullName, file.Length, file.LastWriteTimeUtc, ContentOf(path), RegularFile.Changed(path));
    }

    /// <summary>Whether a file is what it was.</summary>
    public static bool IsSame(CachedSource source)
    {
        var file = new FileInfo(source.Path);
        bool isUntouched = file.Exists && file.LastWriteTimeUtc == source.Modified && RegularFile.Changed(source.Path) == source.Changed;
        return file.Exists && file.Length == source.Length && (isUntouched || ContentOf(source.Path) == source.Digest);
    }

    private static string ContentOf(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        XxHash128 hash = new();
        hash.Append(stream);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
