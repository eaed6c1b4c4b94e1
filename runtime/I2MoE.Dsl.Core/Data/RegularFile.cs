using I2MoE.Dsl.Native;

namespace I2MoE.Dsl.Data;

/// <summary>Tells files from what only looks like one: to open a pipe is to wait for ever, and a device never ends.</summary>
internal static class RegularFile
{
    /// <summary>The most bytes that are read of a YAML file; I2MOE705 has the limit for those that are.</summary>
    public const int LongestYaml = 20_000_000;

    /// <summary>What a path names instead of a file with content; null where it names one, or does not exist.</summary>
    public static string? Misnomer(string path) => FileStatus.Of(path) switch
    {
        { Kind: FileStatus.Pipe } => "a pipe",
        { Kind: FileStatus.CharacterDevice or FileStatus.BlockDevice } => "a device",
        { Kind: FileStatus.Socket } => "a socket",
        { Kind: FileStatus.Regular, Length: 0 } when HasContent(path) => "a file that the system makes up while it is read",
        _ => null,
    };

    /// <summary>The bytes of a file, or of the file that a link leads to.</summary>
    public static long Length(string path)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        return RandomAccess.GetLength(file);
    }

    /// <summary>When the content or anything else about a file changed last, in nanoseconds: archives and stores give all files one time of writing. 0 where the system does not tell.</summary>
    public static long Changed(string path) => FileStatus.Of(path)?.Changed ?? 0;

    // As those in /proc: their length is 0, and yet there is something in them.
    private static bool HasContent(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return stream.ReadByte() >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
