using SkiaSharp;

namespace I2MoE.Dsl.Data;

/// <summary>The pixels of an image with 16 bits a channel.</summary>
/// <param name="Width">The pixels of a row.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Samples">The values of a pixel: 1 (grey), 2 (grey and opacity), 3 (red, green, blue) or 4 (with opacity).</param>
/// <param name="Values">The values, pixel by pixel and row by row from the top left.</param>
internal sealed record DeepPixels(int Width, int Height, int Samples, ushort[] Values)
{
    /// <summary>The pixels as they are seen.</summary>
    /// <param name="origin">Where the top left corner of these is seen.</param>
    public DeepPixels Turned(SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return this;
        }

        bool isOnItsSide = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var turned = new DeepPixels(isOnItsSide ? Height : Width, isOnItsSide ? Width : Height, Samples, new ushort[Values.Length]);
        for (int y = 0; y < turned.Height; y++)
        {
            for (int x = 0; x < turned.Width; x++)
            {
                (int column, int row) = PlaceOf(origin, x, y);
                Values.AsSpan(((row * Width) + column) * Samples, Samples).CopyTo(turned.Values.AsSpan(((y * turned.Width) + x) * Samples));
            }
        }

        return turned;
    }

    // Where a pixel that is seen is stored.
    private (int Column, int Row) PlaceOf(SKEncodedOrigin origin, int x, int y) => origin switch
    {
        SKEncodedOrigin.TopRight => (Width - 1 - x, y),
        SKEncodedOrigin.BottomRight => (Width - 1 - x, Height - 1 - y),
        SKEncodedOrigin.BottomLeft => (x, Height - 1 - y),
        SKEncodedOrigin.LeftTop => (y, x),
        SKEncodedOrigin.RightTop => (y, Height - 1 - x),
        SKEncodedOrigin.RightBottom => (Width - 1 - y, Height - 1 - x),
        SKEncodedOrigin.LeftBottom => (Width - 1 - y, x),
        _ => (x, y),
    };
}
