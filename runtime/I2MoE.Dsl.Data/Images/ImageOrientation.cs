using System.Buffers.Binary;
using SkiaSharp;

namespace I2MoE.Dsl.Data;

/// <summary>
/// How an image is turned, by the values of EXIF and TIFF. That of a PNG image stands in its chunk <c>eXIf</c>, which SkiaSharp does not read. (W3C PNG specification, third edition, section 11.3.4.5; CIPA DC-008,
/// section 4.6.)
/// </summary>
internal static class ImageOrientation
{
    private const int SignatureLength = 8;
    private const int MaximumLength = 65_536;
    private const int OrientationTag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>Where the top left corner of the pixels of a file is seen; top left where nothing is said.</summary>
    /// <param name="file">A PNG file.</param>
    public static SKEncodedOrigin OfPng(string file)
    {
        using FileStream stream = File.OpenRead(file);
        stream.Position = SignatureLength;
        byte[] head = new byte[8];
        while (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head.AsSpan(4).SequenceEqual("eXIf"u8) && length <= MaximumLength)
            {
                byte[] exif = new byte[length];
                return stream.ReadAtLeast(exif, exif.Length, throwOnEndOfStream: false) == exif.Length ? In(exif) : SKEncodedOrigin.TopLeft;
            }

            // The sum of the chunk follows its data.
            stream.Position += length + 4;
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static SKEncodedOrigin In(ReadOnlySpan<byte> exif)
    {
        bool isLittleEndian = exif.StartsWith("II*\0"u8);
        if (exif.Length < 8 || (!isLittleEndian && !exif.StartsWith("MM\0*"u8)))
        {
            return SKEncodedOrigin.TopLeft;
        }

        long directory = isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        int entries = directory + 2 <= exif.Length ? Short(exif, (int)directory, isLittleEndian) : 0;
        for (int entry = 0; entry < entries; entry++)
        {
            long place = directory + 2 + (entry * EntryLength);
            if (place + EntryLength > exif.Length)
            {
                break;
            }

            if (Short(exif, (int)place, isLittleEndian) == OrientationTag)
            {
                return Of(Short(exif, (int)place + 8, isLittleEndian));
            }
        }

        return SKEncodedOrigin.TopLeft;
    }

    /// <summary>The origin that a value of EXIF and of TIFF stands for, 1 to 8; another one says nothing.</summary>
    public static SKEncodedOrigin Of(int value) => value is >= (int)SKEncodedOrigin.TopLeft and <= (int)SKEncodedOrigin.LeftBottom ? (SKEncodedOrigin)value : SKEncodedOrigin.TopLeft;

    private static int Short(ReadOnlySpan<byte> exif, int place, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(exif[place..]) : BinaryPrimitives.ReadUInt16BigEndian(exif[place..]);
}
