using SkiaSharp;

namespace I2MoE.Dsl.Data;

/// <summary>Decodes an image into numbers.</summary>
internal static class ImagePixels
{
    // Some 400 MB of pixels; a small file can claim far more.
    private const long MaximumPixels = 100_000_000;

    /// <summary>Writes the values [C, H, W], 0 to 1, of an image that is stretched to the size of the layout; what is transparent becomes white.</summary>
    /// <param name="file">A PNG or JPEG file.</param>
    /// <param name="layout">C, H and W.</param>
    /// <param name="target">C * H * W values.</param>
    /// <exception cref="FormatException">The file is not an image, is damaged or is too large; the message says which.</exception>
    public static void Read(string file, ImageLayout layout, Span<float> target)
    {
        using SKBitmap pixels = Decode(file);
        using SKBitmap scaled = new(new SKImageInfo(layout.Width, layout.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (SKCanvas canvas = new(scaled))
        using (SKImage image = SKImage.FromBitmap(pixels))
        {
            canvas.Clear(SKColors.White);
            canvas.DrawImage(image, new SKRect(0, 0, layout.Width, layout.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        Write(scaled.GetPixelSpan(), layout.Channels, target);
    }

    private static SKBitmap Decode(string file)
    {
        using SKCodec? codec = SKCodec.Create(file);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
        {
            throw new FormatException($"this is not a PNG or JPEG image{(codec is null ? "" : $" but {codec.EncodedFormat}")}.");
        }

        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        if ((long)info.Width * info.Height > MaximumPixels)
        {
            throw new FormatException($"the image has {info.Width} x {info.Height} pixels; at most {MaximumPixels} are allowed.");
        }

        SKBitmap bitmap = new(info);
        SKCodecResult result = codec.GetPixels(info, bitmap.GetPixels());
        if (result == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        throw new FormatException($"the image is damaged ({result}).");
    }

    private static void Write(ReadOnlySpan<byte> rgba, int channels, Span<float> target)
    {
        int pixels = rgba.Length / 4;
        for (int p = 0; p < pixels; p++)
        {
            ReadOnlySpan<byte> pixel = rgba.Slice(p * 4, 3);
            if (channels == 1)
            {
                // The luma of BT.601, which most image libraries take for grey.
                target[p] = ((0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2])) / 255;
                continue;
            }

            for (int c = 0; c < channels; c++)
            {
                target[(c * pixels) + p] = pixel[c] / 255f;
            }
        }
    }
}
