using System.Buffers.Binary;
using System.Text;

namespace I2MoE.Dsl;

/// <summary>The versions of symbols that an ELF file needs (section .gnu.version_r of the Linux Standard Base).</summary>
internal static class ElfVersionNeeds
{
    private const uint SectionTypeVersionNeed = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakFlag = 0x2; // VER_FLG_WEAK: the loader does not fail when the version is missing

    /// <summary>Marks every needed version called <paramref name="version"/> as weak.</summary>
    /// <param name="elf">A 64-bit little-endian ELF file, changed in place.</param>
    /// <param name="version">The version's name, for example GLIBCXX_3.4.32.</param>
    /// <returns>How many entries were changed; 0 for a file of another kind.</returns>
    public static int MakeWeak(Span<byte> elf, string version)
    {
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', /* 64 bits */ 2, /* little-endian */ 1];
        if (elf.Length < 64 || !elf.StartsWith(magic))
        {
            return 0;
        }

        int changed = 0;
        byte[] name = [.. Encoding.ASCII.GetBytes(version), 0];
        int count = UInt16(elf, 0x3C);
        for (int section = 0; section < count; section++)
        {
            int header = SectionHeader(elf, section);
            if (UInt32(elf, header + 4) == SectionTypeVersionNeed)
            {
                int strings = Offset(elf, SectionHeader(elf, (int)UInt32(elf, header + 40)));
                changed += MakeWeak(elf, Offset(elf, header), strings, name);
            }
        }

        return changed;
    }

    // A chain of files (Elf64_Verneed), each with a chain of versions (Elf64_Vernaux); both link by relative offsets, 0 at the end.
    private static int MakeWeak(Span<byte> elf, int file, int strings, byte[] name)
    {
        int changed = 0;
        while (true)
        {
            int entry = file + (int)UInt32(elf, file + 8);
            for (int left = UInt16(elf, file + 2); left > 0; left--)
            {
                if (elf[(strings + (int)UInt32(elf, entry + 8))..].StartsWith(name))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(entry + 4)..], (ushort)(UInt16(elf, entry + 4) | WeakFlag));
                    changed++;
                }

                entry += (int)UInt32(elf, entry + 12);
            }

            int next = (int)UInt32(elf, file + 12);
            if (next == 0)
            {
                return changed;
            }

            file += next;
        }
    }

    private static int SectionHeader(ReadOnlySpan<byte> elf, int section) =>
        checked((int)BinaryPrimitives.ReadInt64LittleEndian(elf[0x28..]) + (section * UInt16(elf, 0x3A)));

    private static int Offset(ReadOnlySpan<byte> elf, int sectionHeader) =>
        checked((int)BinaryPrimitives.ReadInt64LittleEndian(elf[(sectionHeader + 24)..]));

    private static ushort UInt16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    private static uint UInt32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);
}
