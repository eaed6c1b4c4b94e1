namespace I2MoE.Dsl.Cpu;

/// <summary>Products of the rows of a chunk with a packed weight.</summary>
internal unsafe struct RowProduct
{
    public float* Panels;

    /// <summary>[rows, columns].</summary>
    public float* Result;

    /// <summary>The columns of the weight, a multiple of 16.</summary>
    public int Columns;

    /// <summary>Makes the products of the rows from <paramref name="first"/> on.</summary>
    public readonly void Run(float* rows, long first, int count, int depth) =>
        PanelProduct.Multiply(rows, count, depth, Panels, Columns, Result + (first * Columns));
}
