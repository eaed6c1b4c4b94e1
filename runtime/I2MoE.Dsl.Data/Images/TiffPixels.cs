using BitMiracle.LibTiff.Classic;
using SkiaSharp;

namespace I2MoE.Dsl.Data;

/// <summary>Decodes TIFF images, which SkiaSharp does not know.</summary>
internal static class TiffPixels
{
    /// <summary>Whether a file starts as a TIFF image does.</summary>
    public static bool Is(string file)
    {
        byte[] start = new byte[4];
        using FileStream stream = File.OpenRead(file);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && (start.AsSpan().SequenceEqual("II*\0"u8) || start.AsSpan().SequenceEqual("MM\0*"u8));
    }

    /// <summary>The pixels of the first image of a file as they are stored, of 8 bits a channel or fewer, or of 16, and where their top left corner is seen.</summary>
    /// <param name="file">The file.</param>
    /// <param name="maximumPixels">The largest number of pixels allowed.</param>
    /// <exception cref="FormatException">The image is damaged, too large, or of a kind that is not read.</exception>
    public static (SKBitmap? Flat, DeepPixels? Deep, SKEncodedOrigin Origin) Decode(string file, long maximumPixels)
    {
        Tiff.SetErrorHandler(new Silence());
        using Tiff tiff = Tiff.Open(file, "r") ?? throw new FormatException("the TIFF image is damaged.");
        int width = Field(tiff, TiffTag.IMAGEWIDTH, 0), height = Field(tiff, TiffTag.IMAGELENGTH, 0);
        if (width < 1 || height < 1 || (long)width * height > maximumPixels)
        {
            throw new FormatException($"the image has {width} x {height} pixels; allowed are 1 to {maximumPixels}.");
        }

        if (tiff.NumberOfDirectories() > 1)
        {
            throw new FormatException($"the TIFF file has {tiff.NumberOfDirectories()} pages; one image is expected. Save each page as a file of its own.");
        }

        int bits = Field(tiff, TiffTag.BITSPERSAMPLE, 1);
        bool isWhole = Field(tiff, TiffTag.SAMPLEFORMAT, (int)SampleFormat.UINT) == (int)SampleFormat.UINT;
        SKEncodedOrigin origin = ImageOrientation.Of(Field(tiff, TiffTag.ORIENTATION, (int)Orientation.TOPLEFT));
        if (bits == 16 && isWhole)
        {
            return (null, Deep(tiff, width, height), origin);
        }

        return bits <= 8 && isWhole
            ? (Flat(tiff, width, height, origin), null, origin)
            : throw new FormatException($"the TIFF image has {bits} bits a channel{(isWhole ? "" : " that are no whole numbers")}; allowed: whole numbers of 8 or 16 bits. Save it as an array (.npy) instead.");
    }

    private static SKBitmap Flat(Tiff tiff, int width, int height, SKEncodedOrigin origin)
    {
        // Asked for the orientation of the file it turns nothing; to another one it mirrors, and never turns by a quarter.
        int[] pixels = new int[checked(width * height)];
        if (!tiff.ReadRGBAImageOriented(width, height, pixels, (Orientation)origin, stopOnError: true))
        {
            throw new FormatException("the TIFF image is damaged, or packed in a way that is not read.");
        }

        // Red is the lowest byte of each number, as in Rgba8888; opacity is already in the colours.
        SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        return bitmap;
    }

    private static DeepPixels Deep(Tiff tiff, int width, int height)
    {
        int samples = Field(tiff, TiffTag.SAMPLESPERPIXEL, 1);
        int photometric = Field(tiff, TiffTag.PHOTOMETRIC, (int)Photometric.MINISBLACK);
        bool isRead = photometric is (int)Photometric.MINISBLACK or (int)Photometric.RGB
            && samples is >= 1 and <= 4
            && Field(tiff, TiffTag.PLANARCONFIG, (int)PlanarConfig.CONTIG) == (int)PlanarConfig.CONTIG
            && !tiff.IsTiled();
        if (!isRead)
        {
            throw new FormatException("the TIFF image has 16 bits a channel and is inverted, tiled or stored by channels, which is not read; save it as a 16-bit PNG.");
        }

        ushort[] values = new ushort[checked(width * height * samples)];
        byte[] line = new byte[Math.Max(tiff.ScanlineSize(), width * samples * sizeof(ushort))];
        for (int y = 0; y < height; y++)
        {
            if (!tiff.ReadScanline(line, y))
            {
                throw new FormatException("the TIFF image is damaged.");
            }

            Buffer.BlockCopy(line, 0, values, y * width * samples * sizeof(ushort), width * samples * sizeof(ushort));
        }

        return new DeepPixels(width, height, samples, values);
    }

    private static int Field(Tiff tiff, TiffTag tag, int otherwise) => tiff.GetField(tag) is { Length: > 0 } field ? field[0].ToInt() : otherwise;

    // What is wrong is said by an exception, not on the console.
    private sealed class Silence : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }
}
