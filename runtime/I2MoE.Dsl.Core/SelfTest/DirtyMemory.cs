using TorchSharp;

namespace I2MoE.Dsl.SelfTest;

/// <summary>
/// Fills memory that the allocator gives out next with NaN, so that an operation that reads what nobody wrote shows it. Without, it mostly reads
/// finite numbers of something else, and is wrong without a sign.
/// </summary>
internal static class DirtyMemory
{
    private const int Smallest = 16;
    private const int Largest = 60_000;

    // Allocators keep blocks by size; neighbours in this row share most of theirs.
    private const double Step = 1.3;

    // An operation takes several blocks of a size at once: input, output and scratch.
    private const int BlocksOfASize = 2;

    /// <summary>Takes blocks of many sizes, fills and frees them.</summary>
    public static void Fill()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        for (double length = Smallest; length <= Largest; length *= Step)
        {
            for (int block = 0; block < BlocksOfASize; block++)
            {
                _ = torch.full((long)length, TorchNumber.Of(float.NaN));
            }
        }
    }
}
