using System.Buffers.Binary;
using System.Text;

namespace I2MoE.Dsl.Tests.Native;

public sealed class ElfVersionNeedsTests
{
    private const int Strings = 0x100;
    private const int Needs = 0x140;
    private const int Headers = 0x180;

    [Fact]
    public void The_named_version_becomes_weak_and_no_other()
    {
        byte[] elf = File();
        Assert.Equal(1, ElfVersionNeeds.MakeWeak(elf, "GLIBCXX_3.4.32"));
        Assert.Equal(0, Flags(elf, entry: 0));
        Assert.Equal(2, Flags(elf, entry: 1));
    }

    [Fact]
    public void A_file_without_the_version_or_of_another_kind_is_left_alone()
    {
        byte[] elf = File();
        byte[] before = [.. elf];
        Assert.Equal(0, ElfVersionNeeds.MakeWeak(elf, "GLIBCXX_3.4.3"));
        Assert.Equal(0, ElfVersionNeeds.MakeWeak(elf, "GLIBCXX_9"));
        Assert.Equal(before, elf);
        Assert.Equal(0, ElfVersionNeeds.MakeWeak("not an ELF file"u8.ToArray(), "GLIBCXX_3.4.32"));
    }

    private static ushort Flags(byte[] elf, int entry) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(Needs + 16 + (16 * entry) + 4));

    // A header, a string table, one needed file with two versions, and the two section headers that point at them.
    private static byte[] File()
    {
        byte[] elf = new byte[Headers + (2 * 64)];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 }.CopyTo(elf, 0);
        Write64(elf, 0x28, Headers);
        Write16(elf, 0x3A, 64);
        Write16(elf, 0x3C, 2);
        Encoding.ASCII.GetBytes("\0GLIBCXX_3.4\0GLIBCXX_3.4.32\0").CopyTo(elf, Strings);

        Write16(elf, Needs + 2, 2);
        Write32(elf, Needs + 8, 16);
        Write32(elf, Needs + 16 + 8, 1);
        Write32(elf, Needs + 16 + 12, 16);
        Write32(elf, Needs + 32 + 8, 13);

        Write32(elf, Headers + 4, 3);
        Write64(elf, Headers + 24, Strings);
        Write32(elf, Headers + 64 + 4, 0x6ffffffe);
        Write64(elf, Headers + 64 + 24, Needs);
        Write32(elf, Headers + 64 + 40, 0);
        return elf;
    }

    private static void Write16(byte[] elf, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(at), value);

    private static void Write32(byte[] elf, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(at), value);

    private static void Write64(byte[] elf, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(at), value);
}
