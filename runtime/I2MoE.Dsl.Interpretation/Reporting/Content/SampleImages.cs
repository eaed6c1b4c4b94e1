using SkiaSharp;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Shows the images of a modality as PNG files.</summary>
internal sealed class SampleImages
{
    // What all images of a report together may have: some 2 MB of photographs as PNG.
    private const double PixelsOfAll = 700_000;
    private const int SmallestSide = 32;
    private const int GreatestSide = 160;

    private readonly double _offset;
    private readonly double _scale;
    private readonly int _side;

    /// <summary>Finds out which values are black and white: 0 and 1, 0 and 255, or the least and the greatest value.</summary>
    /// <param name="values">The images before standardisation, [N, C, H, W].</param>
    /// <param name="images">How many images the report shows.</param>
    public SampleImages(torch.Tensor values, int images)
    {
        const double rounding = 0.01;
        double least = values.min().item<float>();
        double greatest = values.max().item<float>();
        bool isPositive = least >= -rounding;
        (_offset, _scale) = (isPositive, greatest) switch
        {
            (true, <= 1 + rounding) => (0, 255.0),
            (true, <= 255 + rounding) => (0, 1.0),
            _ => (least, greatest > least ? 255 / (greatest - least) : 1),
        };
        _side = (int)Math.Clamp(Math.Sqrt(PixelsOfAll / Math.Max(1, images)), SmallestSide, GreatestSide);
    }

    /// <summary>Whether samples of a shape are images: [1, H, W] or [3, H, W].</summary>
    public static bool Fit(IReadOnlyList<int> shape) => shape is [1 or 3, > 3, > 3];

    /// <summary>An image as PNG, made smaller where it is large.</summary>
    /// <param name="image">The values before standardisation, [C, H, W].</param>
    public byte[] ToPng(torch.Tensor image)
    {
        int channels = (int)image.shape[0];
        int height = (int)image.shape[1];
        int width = (int)image.shape[2];
        float[] values = image.contiguous().data<float>().ToArray();
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Span<byte> pixels = bitmap.GetPixelSpan();
        for (int p = 0; p < width * height; p++)
        {
            for (int c = 0; c < 3; c++)
            {
                double value = values[(channels == 1 ? 0 : c * width * height) + p];
                pixels[(p * 4) + c] = (byte)Math.Clamp(Math.Round((value - _offset) * _scale), 0, 255);
            }

            pixels[(p * 4) + 3] = 255;
        }

        double shrink = (double)_side / Math.Max(width, height);
        if (shrink >= 1)
        {
            return Encode(bitmap);
        }

        SKImageInfo small = bitmap.Info.WithSize(Math.Max(1, (int)(width * shrink)), Math.Max(1, (int)(height * shrink)));
        using SKBitmap scaled = bitmap.Resize(small, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return Encode(scaled);
    }

    private static byte[] Encode(SKBitmap bitmap)
    {
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
