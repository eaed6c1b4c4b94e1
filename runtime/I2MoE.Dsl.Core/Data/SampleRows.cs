namespace I2MoE.Dsl.Data;

/// <summary>The numbers of samples, batch by batch.</summary>
internal static class SampleRows
{
    /// <summary>0 to <paramref name="count"/> - 1 in batches of at most <paramref name="batchSize"/>.</summary>
    public static IEnumerable<long[]> Chunked(int count, int batchSize) => Enumerable.Range(0, count).Select(row => (long)row).Chunk(batchSize);
}
