using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace I2MoE.Trials.Hostile;

/// <summary>Pictures that a table names.</summary>
internal static class HostileImages
{
    private const string Odd = "pictures/7.png";

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All =>
    [
        Of("plain", Verdict.Read, Picture(8, 8)),
        Of("of another size", Verdict.Either, Picture(9, 5)),
        Of("cut off", Verdict.Refuse, Picture(64, 64)[..^90]),
        Of("no more than its magic number", Verdict.Refuse, Picture(8, 8)[..8]),
        Of("100,000 by 100,000 in its header", Verdict.Refuse, Claiming(100_000, 100_000)),
        Of("2^31 - 1 by 2^31 - 1 in its header", Verdict.Refuse, Claiming(int.MaxValue, int.MaxValue)),
        Of("0 by 0 in its header", Verdict.Refuse, Claiming(0, 0)),
        Of("20,000 by 20,000 of one colour", Verdict.Refuse, Bomb(20_000)),
        Of("a wrong sum", Verdict.Either, HostileTables.Flipped(Picture(64, 64), -20)),
        Of("text", Verdict.Refuse, [.. "this is no picture"u8]),
        Of("a page of a web site", Verdict.Refuse, [.. "<!DOCTYPE html><html><body>404</body></html>"u8]),
        Of("a drawing (SVG)", Verdict.Refuse, [.. "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"u8]),
        Of("JPEG under the name of PNG", Verdict.Either, Picture(8, 8, SKEncodedImageFormat.Jpeg)),
        Of("a JPEG cut off", Verdict.Refuse, Picture(64, 64, SKEncodedImageFormat.Jpeg)[..^200]),
        Of("a JPEG of 65,500 by 65,500 in its header", Verdict.Refuse, ClaimingJpeg()),
        new("images: a name outside of the folder", Plain.Pictures, Verdict.Refuse, folder => Write(folder, "../../../../../../../etc/passwd")),
        new("images: /etc/passwd", Plain.Pictures, Verdict.Refuse, folder => Write(folder, "/etc/passwd")),
        new("images: no name", Plain.Pictures, Verdict.Refuse, folder => Write(folder, "")),
        new("images: a name with a NUL", Plain.Pictures, Verdict.Refuse, folder => Write(folder, "pictures/7\0.png")),
        .. SpecialFiles.InPlaceOf(Plain.Pictures, Odd, folder => Write(folder, Odd)),
    ];

    /// <summary>A picture with no two pixels alike.</summary>
    public static byte[] Picture(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height);
        for (int i = 0; i < width * height; i++)
        {
            bitmap.SetPixel(i % width, i / width, new SKColor((byte)(i * 37), (byte)(i * 11), (byte)(i * 5)));
        }

        using SKData data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static HostileFile Of(string name, Verdict verdict, byte[] bytes) => new($"images: {name}", Plain.Pictures, verdict, folder =>
    {
        Write(folder, Odd);
        File.WriteAllBytes(Path.Combine(folder, Odd), bytes);
    });

    // Forty plain pictures; the eighth is called as told.
    private static void Write(string folder, string eighth)
    {
        Directory.CreateDirectory(Path.Combine(folder, "pictures"));
        byte[] plain = Picture(8, 8);
        string[] files = [.. Enumerable.Range(0, Plain.Samples).Select(row => $"pictures/{row}.png")];
        foreach (string file in files)
        {
            File.WriteAllBytes(Path.Combine(folder, file), plain);
        }

        files[7] = eighth;
        File.WriteAllLines(Path.Combine(folder, "data.csv"), [$"file,{Plain.Header}", .. Plain.Rows.Index().Select(row => $"{files[row.Index]},{row.Item}")]);
    }

    private static byte[] Claiming(int width, int height)
    {
        byte[] picture = Picture(8, 8);
        WriteHeader(picture, width, height);
        return picture;
    }

    private static void WriteHeader(byte[] png, int width, int height)
    {
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Sum(png.AsSpan(12, 17)));
    }

    // A whole PNG in grey: its rows are zeros, which compress a thousand times.
    private static byte[] Bomb(int side)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            byte[] row = new byte[side + 1];
            for (int y = 0; y < side; y++)
            {
                zip.Write(row);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 8;
        return [.. Picture(8, 8)[..8], .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Sum(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    // CRC-32, as chunks of PNG have it.
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte next in bytes)
        {
            sum ^= next;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return ~sum;
    }

    private static byte[] ClaimingJpeg()
    {
        byte[] picture = Picture(64, 64, SKEncodedImageFormat.Jpeg);
        int frame = picture.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(picture.AsSpan(frame + 5), 65_500);
        BinaryPrimitives.WriteUInt16BigEndian(picture.AsSpan(frame + 7), 65_500);
        return picture;
    }
}
