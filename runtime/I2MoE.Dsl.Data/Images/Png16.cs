using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Decodes PNG images of 16 bits a channel, of which SkiaSharp keeps 8. (W3C PNG specification, third edition: sections 7, 9 and 11.)
/// </summary>
internal static class Png16
{
    private const int HeaderLength = 33;
    private const int BytesPerSample = 2;

    /// <summary>Whether the start of a file is that of a PNG image with 16 bits a channel.</summary>
    public static bool Is(ReadOnlySpan<byte> start) => start.Length >= HeaderLength && start.StartsWith(Signature) && start[24] == 16;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The pixels of an image.</summary>
    /// <param name="file">The whole file, for which <see cref="Is"/> is true.</param>
    /// <param name="maximumPixels">The largest number of pixels allowed.</param>
    /// <exception cref="FormatException">The image is damaged, too large, or interlaced.</exception>
    public static DeepPixels Decode(byte[] file, long maximumPixels)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(16));
        uint height = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(20));
        if (width == 0 || height == 0 || (ulong)width * height > (ulong)maximumPixels)
        {
            throw new FormatException($"the image has {width} x {height} pixels; allowed are 1 to {maximumPixels}.");
        }

        int samples = file[25] switch
        {
            0 => 1,
            2 => 3,
            4 => 2,
            6 => 4,
            byte type => throw new FormatException($"the image is damaged (colour type {type} with 16 bits)."),
        };
        if (file[28] != 0)
        {
            throw new FormatException("the image has 16 bits a channel and is interlaced, which cannot be read; save it without interlacing.");
        }

        using var packed = new MemoryStream(Data(file));
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        int pixelBytes = samples * BytesPerSample;
        byte[] line = new byte[checked((int)width * pixelBytes)];
        byte[] above = new byte[line.Length];
        ushort[] values = new ushort[checked((int)(width * height) * samples)];
        int next = 0;
        for (uint y = 0; y < height; y++)
        {
            int filter = unpacked.ReadByte();
            unpacked.ReadExactly(line);
            Unfilter(filter, line, above, pixelBytes);
            for (int i = 0; i < line.Length; i += BytesPerSample)
            {
                values[next++] = BinaryPrimitives.ReadUInt16BigEndian(line.AsSpan(i));
            }

            (line, above) = (above, line);
        }

        return new DeepPixels((int)width, (int)height, samples, values);
    }

    // The IDAT chunks, which follow the header. Each chunk ends with a sum, without which a changed byte would be another picture.
    private static byte[] Data(byte[] file)
    {
        using var data = new MemoryStream();
        int position = 8;
        while (position + 12 <= file.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > file.Length - position - 12)
            {
                break;
            }

            if (Crc32.HashToUInt32(file.AsSpan(position + 4, (int)length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position + 8 + (int)length)))
            {
                throw new FormatException("the image is damaged: its bytes are not what was written (CRC-32).");
            }

            if (file.AsSpan(position + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(file, position + 8, (int)length);
            }

            position += (int)length + 12;
        }

        return data.ToArray();
    }

    private static void Unfilter(int filter, byte[] line, byte[] above, int pixelBytes)
    {
        for (int i = 0; i < line.Length; i++)
        {
            int left = i >= pixelBytes ? line[i - pixelBytes] : 0;
            int corner = i >= pixelBytes ? above[i - pixelBytes] : 0;
            line[i] += filter switch
            {
                0 => (byte)0,
                1 => (byte)left,
                2 => above[i],
                3 => (byte)((left + above[i]) / 2),
                4 => (byte)Paeth(left, above[i], corner),
                _ => throw new FormatException($"the image is damaged (filter {filter})."),
            };
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        int fromLeft = Math.Abs(estimate - left), fromAbove = Math.Abs(estimate - above), fromCorner = Math.Abs(estimate - corner);
        return fromLeft <= fromAbove && fromLeft <= fromCorner ? left : fromAbove <= fromCorner ? above : corner;
    }
}
