namespace I2MoE.Dsl.Data;

/// <summary>A modality of a table whose values are images in files of their own.</summary>
/// <param name="Column">The column with the names of PNG, JPEG, WebP, BMP or TIFF files, relative to the folder of the table.</param>
/// <param name="Channels">The channels C: 3 (red, green, blue) or 1 (grey).</param>
/// <param name="Height">The height H in pixels, 1 to 4096; images are stretched to it.</param>
/// <param name="Width">The width W in pixels, 1 to 4096.</param>
public sealed record TableImages(string Column, int Channels, int Height, int Width)
{
    /// <summary>The network that makes features of the images, whose size is then that which the network takes; null where the images are the values.</summary>
    internal NetworkFile? Network { get; init; }

    /// <summary>The size as the decoder takes it.</summary>
    internal ImageLayout Size => new() { Channels = Channels, Height = Height, Width = Width };
}
