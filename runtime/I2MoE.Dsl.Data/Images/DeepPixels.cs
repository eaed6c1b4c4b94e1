namespace I2MoE.Dsl.Data;

/// <summary>The pixels of an image with 16 bits a channel.</summary>
/// <param name="Width">The pixels of a row.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Samples">The values of a pixel: 1 (grey), 2 (grey and opacity), 3 (red, green, blue) or 4 (with opacity).</param>
/// <param name="Values">The values, pixel by pixel and row by row from the top left.</param>
internal sealed record DeepPixels(int Width, int Height, int Samples, ushort[] Values);
