using System.Runtime.InteropServices;
using SkiaSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Decodes an image into numbers.</summary>
internal static class ImagePixels
{
    /// <summary>The ends of the names of files that are read.</summary>
    public static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"];

    // The pixels of one image at most; a small file can claim far more.
    private const long MaximumBytes = 320_000_000;
    private const int BytesPerPixel = 4;

    /// <summary>
    /// Writes the values [C, H, W], 0 to 1, of an image that is turned as its EXIF orientation says and stretched to the size of the layout; what is
    /// transparent becomes white. Values of 16 bits are divided by 65535, those of 8 bits by 255.
    /// </summary>
    /// <param name="file">A PNG, JPEG, WebP, BMP or TIFF file.</param>
    /// <param name="layout">C, H and W.</param>
    /// <param name="target">C * H * W values.</param>
    /// <exception cref="FormatException">The file is not an image, is damaged or is too large; the message says which.</exception>
    public static void Read(string file, ImageLayout layout, Span<float> target)
    {
        if (IsDeepPng(file))
        {
            Write(Png16.Decode(File.ReadAllBytes(file), MaximumBytes / (2 * BytesPerPixel)).Turned(ImageOrientation.OfPng(file)), layout, target);
            return;
        }

        if (TiffPixels.Is(file))
        {
            (SKBitmap? flat, DeepPixels? deep, SKEncodedOrigin turned) = TiffPixels.Decode(file, MaximumBytes / (2 * BytesPerPixel));
            using (flat)
            {
                if (deep is not null)
                {
                    Write(deep.Turned(turned), layout, target);
                    return;
                }

                Write(flat!, turned, layout, target);
                return;
            }
        }

        (SKBitmap pixels, SKEncodedOrigin origin) = Decode(file);
        using (pixels)
        {
            Write(pixels, origin, layout, target);
        }
    }

    private static bool IsDeepPng(string file)
    {
        byte[] start = new byte[64];
        using FileStream stream = File.OpenRead(file);
        return Png16.Is(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }

    private static (SKBitmap Pixels, SKEncodedOrigin Origin) Decode(string file)
    {
        using SKCodec? codec = SKCodec.Create(file);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Bmp))
        {
            throw new FormatException($"this is not a PNG, JPEG, WebP, BMP or TIFF image{(codec is null ? "" : $" but {codec.EncodedFormat}")}.");
        }

        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        if ((long)info.Width * info.Height > MaximumBytes / BytesPerPixel)
        {
            throw new FormatException($"the image has {info.Width} x {info.Height} pixels; at most {MaximumBytes / BytesPerPixel} are allowed.");
        }

        SKBitmap bitmap = new(info);
        SKCodecResult result = codec.GetPixels(info, bitmap.GetPixels());
        if (result == SKCodecResult.Success)
        {
            return (bitmap, codec.EncodedFormat == SKEncodedImageFormat.Png && codec.EncodedOrigin == SKEncodedOrigin.TopLeft ? ImageOrientation.OfPng(file) : codec.EncodedOrigin);
        }

        bitmap.Dispose();
        throw new FormatException(result == SKCodecResult.IncompleteInput ? "the image is damaged: it ends too early." : "the image is damaged.");
    }

    private static void Write(SKBitmap pixels, SKEncodedOrigin origin, ImageLayout layout, Span<float> target)
    {
        using SKBitmap scaled = new(new SKImageInfo(layout.Width, layout.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (SKCanvas canvas = new(scaled))
        using (SKImage image = SKImage.FromBitmap(pixels))
        {
            canvas.Clear(SKColors.White);
            SKRect whole = new(0, 0, layout.Width, layout.Height);
            if (origin != SKEncodedOrigin.TopLeft)
            {
                bool isOnItsSide = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
                canvas.Scale((float)layout.Width / (isOnItsSide ? pixels.Height : pixels.Width), (float)layout.Height / (isOnItsSide ? pixels.Width : pixels.Height));
                canvas.Concat(Turned(origin, pixels.Width, pixels.Height));
                whole = new SKRect(0, 0, pixels.Width, pixels.Height);
            }

            canvas.DrawImage(image, whole, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        Write(scaled.GetPixelSpan(), layout.Channels, target);
    }

    // From the pixels as they are stored to those as they are seen, whose top left corner is (0, 0) too.
    private static SKMatrix Turned(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static void Write(ReadOnlySpan<byte> rgba, int channels, Span<float> target)
    {
        int pixels = rgba.Length / 4;
        for (int p = 0; p < pixels; p++)
        {
            ReadOnlySpan<byte> pixel = rgba.Slice(p * 4, 3);
            if (channels == 1)
            {
                target[p] = Grey(pixel[0], pixel[1], pixel[2]) / byte.MaxValue;
                continue;
            }

            for (int c = 0; c < channels; c++)
            {
                target[(c * pixels) + p] = pixel[c] / 255f;
            }
        }
    }

    // Skia stretches 8 bits a channel, torch any number.
    private static void Write(DeepPixels image, ImageLayout layout, Span<float> target)
    {
        float[] values = new float[layout.Channels * image.Width * image.Height];
        Write(image, layout.Channels, values);
        if (image.Width == layout.Width && image.Height == layout.Height)
        {
            values.CopyTo(target);
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        bool shrinks = layout.Width <= image.Width && layout.Height <= image.Height;
        Tensor stretched = nn.functional.interpolate(
            tensor(values, [1, layout.Channels, image.Height, image.Width]), [layout.Height, layout.Width], mode: shrinks ? InterpolationMode.Area : InterpolationMode.Bilinear);
        MemoryMarshal.Cast<byte, float>(stretched.contiguous().bytes).CopyTo(target);
    }

    private static void Write(DeepPixels image, int channels, float[] target)
    {
        int pixels = image.Width * image.Height;
        bool isGrey = image.Samples <= 2;
        bool hasOpacity = image.Samples is 2 or 4;
        for (int p = 0; p < pixels; p++)
        {
            ReadOnlySpan<ushort> pixel = image.Values.AsSpan(p * image.Samples, image.Samples);
            float opacity = hasOpacity ? pixel[^1] / (float)ushort.MaxValue : 1;
            float red = OnWhite(pixel[0], opacity);
            float green = isGrey ? red : OnWhite(pixel[1], opacity);
            float blue = isGrey ? red : OnWhite(pixel[2], opacity);
            if (channels == 1)
            {
                target[p] = isGrey ? red : Grey(red, green, blue);
                continue;
            }

            target[p] = red;
            target[pixels + p] = green;
            target[(2 * pixels) + p] = blue;
        }
    }

    private static float OnWhite(ushort value, float opacity) => (value / (float)ushort.MaxValue * opacity) + (1 - opacity);

    // The luma of BT.601, which most image libraries take for grey.
    private static float Grey(float red, float green, float blue) => (0.299f * red) + (0.587f * green) + (0.114f * blue);
}
