namespace I2MoE.Dsl.Cpu;

/// <summary>
/// The division of rows into chunks, the same whatever the number of threads. Sums over the rows are made by chunk and then in the order of
/// the chunks, so that they do not depend on the threads either.
/// </summary>
internal static class RowChunks
{
    /// <summary>The rows of a chunk: four times those that a product is made of at once.</summary>
    public const int Rows = 48;

    /// <summary>The number of chunks.</summary>
    public static int Count(int rows) => (rows + Rows - 1) / Rows;
}
