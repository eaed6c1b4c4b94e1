namespace I2MoE.Dsl.Cpu;

/// <summary>Makes float32 products as well as kernels, together with what lies between them.</summary>
internal sealed class ProductEngine : KernelEngine
{
    // Fewer rows are not worth the packing of the weights.
    private const int LeastRows = 64;

    /// <inheritdoc/>
    public override bool MakesProducts(int rows) => rows >= LeastRows;
}
