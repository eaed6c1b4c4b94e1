using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Native;

/// <summary>What Linux says of a path, or of what its links lead to.</summary>
/// <param name="Kind">What it is, see the constants.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Changed">When its content or anything else about it changed last, in nanoseconds; nobody can set it, as the time of writing.</param>
internal readonly partial record struct FileStatus(int Kind, long Length, long Changed)
{
    public const int Pipe = 0x1000;
    public const int CharacterDevice = 0x2000;
    public const int BlockDevice = 0x6000;
    public const int Regular = 0x8000;
    public const int Socket = 0xC000;

    private const int CurrentFolder = -100;
    private const uint TypeSizeAndChange = 0x281;

    // Of the structure statx, which is the same on every processor.
    private const int StatusLength = 256;
    private const int ModeOffset = 28;
    private const int SizeOffset = 40;
    private const int ChangeOffset = 96;
    private const int KindMask = 0xF000;

    /// <summary>Whether nothing may be put in its place: a pipe, a device or a socket, which takes what is written.</summary>
    public bool IsSpecial => Kind is Pipe or CharacterDevice or BlockDevice or Socket;

    /// <summary>The status of a path; null where there is nothing, or on other systems.</summary>
    public static FileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            byte[] status = new byte[StatusLength];
            return StatX(CurrentFolder, path, 0, TypeSizeAndChange, status) != 0 ? null : new FileStatus(
                BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & KindMask,
                BinaryPrimitives.ReadInt64LittleEndian(status.AsSpan(SizeOffset)),
                (BinaryPrimitives.ReadInt64LittleEndian(status.AsSpan(ChangeOffset)) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(ChangeOffset + sizeof(long))));
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, [Out] byte[] status);
}
