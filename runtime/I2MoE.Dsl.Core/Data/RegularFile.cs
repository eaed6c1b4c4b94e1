using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Data;

/// <summary>Tells files from what only looks like one: to open a pipe is to wait for ever, and a device never ends.</summary>
internal static partial class RegularFile
{
    /// <summary>The most bytes that are read of a YAML file; I2MOE705 has the limit for those that are.</summary>
    public const int LongestYaml = 20_000_000;

    private const int CurrentFolder = -100;
    private const uint TypeAndSize = 0x201;

    // Of the structure statx, which is the same on every processor.
    private const int StatusLength = 256;
    private const int ModeOffset = 28;
    private const int SizeOffset = 40;
    private const int KindMask = 0xF000;

    /// <summary>What a path names instead of a file with content; null where it names one, or does not exist.</summary>
    public static string? Misnomer(string path)
    {
        byte[]? status = StatusOf(path);
        return status is null ? null : (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & KindMask) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            0x8000 when BinaryPrimitives.ReadInt64LittleEndian(status.AsSpan(SizeOffset)) == 0 && HasContent(path) => "a file that the system makes up while it is read",
            _ => null,
        };
    }

    /// <summary>The bytes of a file, or of the file that a link leads to.</summary>
    public static long Length(string path)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        return RandomAccess.GetLength(file);
    }

    private static byte[]? StatusOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            byte[] status = new byte[StatusLength];
            return StatX(CurrentFolder, path, 0, TypeAndSize, status) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

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

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, [Out] byte[] status);
}
