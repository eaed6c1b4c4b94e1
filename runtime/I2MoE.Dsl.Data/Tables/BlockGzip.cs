namespace I2MoE.Dsl.Data;

/// <summary>
/// Files of bgzip, which are gzip members with their length in the header and an empty one at the end (SAM specification, section 4.1): a file that was cut off between
/// two members is whole as gzip, but lacks that end.
/// </summary>
internal static class BlockGzip
{
    private static ReadOnlySpan<byte> End =>
        [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF, 6, 0, (byte)'B', (byte)'C', 2, 0, 0x1B, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Whether a file begins as one of bgzip and does not end as one; it is left at its begin.</summary>
    public static bool IsCutOff(FileStream file)
    {
        Span<byte> bytes = stackalloc byte[28];
        file.Position = 0;
        bool isBlocked = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) >= 16 && bytes is [0x1F, 0x8B, 8, 4, _, _, _, _, _, _, 6, 0, (byte)'B', (byte)'C', 2, 0, ..];
        bool isWhole = false;
        if (isBlocked && file.Length >= End.Length)
        {
            file.Position = file.Length - End.Length;
            file.ReadExactly(bytes);
            isWhole = bytes.SequenceEqual(End);
        }

        file.Position = 0;
        return isBlocked && !isWhole;
    }
}
