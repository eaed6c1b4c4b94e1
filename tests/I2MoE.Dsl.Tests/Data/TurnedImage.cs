using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>A grey image of three columns and two rows, 40 to 240, that says how it is turned.</summary>
internal static class TurnedImage
{
    private const int Width = 3;
    private const int Height = 2;

    /// <summary>As a TIFF file.</summary>
    public static byte[] Tiff(int orientation, int bits)
    {
        const int Entries = 9;
        const int DataStart = 8 + 2 + (12 * Entries) + 4;
        byte[] pixels = Pixels(bits, isBigEndian: false);
        (ushort Tag, ushort Type, int Value)[] entries =
        [
            (256, 3, Width), (257, 3, Height), (258, 3, bits), (259, 3, 1), (262, 3, 1), (273, 4, DataStart), (274, 3, orientation), (278, 3, Height), (279, 4, pixels.Length),
        ];
        return [.. "II*\0"u8, .. Number(8), .. Short(Entries), .. entries.SelectMany(entry => (byte[])[.. Short(entry.Tag), .. Short(entry.Type), .. Number(1), .. Number(entry.Value)]), .. Number(0), .. pixels];
    }

    /// <summary>As a PNG file with the chunk eXIf behind the pixels.</summary>
    public static byte[] Png(int orientation, int bits)
    {
        byte[] pixels = Pixels(bits, isBigEndian: true);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (byte[] row in pixels.Chunk(pixels.Length / Height))
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        byte[] exif = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR"u8, [0, 0, 0, Width, 0, 0, 0, Height, (byte)bits, 0, 0, 0, 0]), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("eXIf"u8, exif), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Pixels(int bits, bool isBigEndian) =>
        [.. Enumerable.Range(1, Width * Height).SelectMany(i => bits == 8 ? (byte[])[(byte)(40 * i)] : isBigEndian ? [.. Short(257 * 40 * i).Reverse()] : Short(257 * 40 * i))];

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] data)
    {
        byte[] named = [.. name, .. data];
        byte[] length = new byte[4];
        byte[] sum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.HashToUInt32(named));
        return [.. length, .. named, .. sum];
    }

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Number(int value) => [.. Short(value), .. Short(value >> 16)];
}
