namespace I2MoE.Dsl.Data;

/// <summary>What the marks at the beginning and the end of a file say, where a library says only in its own words that it cannot read it.</summary>
internal static class FileMarks
{
    private static readonly byte[] s_hdf5 = [0x89, .. "HDF\r\n"u8, 0x1A, .. "\n"u8];

    // A user block of a power of two may stand before the content of an HDF5 file.
    private const int LongestUserBlock = 1 << 20;
    private const int LeastUserBlock = 512;

    /// <summary>What is wrong with a Parquet file, and what to do.</summary>
    public static string ParquetProblem(string path)
    {
        const string Rewrite = "in Python with df.to_parquet('new.parquet')";
        (byte[] first, byte[] last) = Ends(path, 4);
        return first.AsSpan().SequenceEqual("PARE"u8) || last.AsSpan().SequenceEqual("PARE"u8)
            ? $"it is encrypted, which is not read. Write it without encryption, {Rewrite}."
            : !first.AsSpan().SequenceEqual("PAR1"u8)
            ? $"it does not begin with the mark PAR1, so it is no Parquet file. Name another file, or write one, {Rewrite}."
            : !last.AsSpan().SequenceEqual("PAR1"u8)
            ? $"it does not end with the mark PAR1, so it was cut off. Copy it again, or write it anew, {Rewrite}."
            : $"what it says of its own columns is damaged. Copy it again, or write it anew, {Rewrite}.";
    }

    /// <summary>What is wrong with a zip archive of arrays, and what to do.</summary>
    public static string ZipProblem(string path)
    {
        const string Rewrite = "in Python with numpy.savez_compressed('new.npz', …)";
        return Ends(path, 2).First.AsSpan().SequenceEqual("PK"u8)
            ? $"its list of arrays is damaged, or it was cut off. Copy it again, or write it anew, {Rewrite}."
            : $"it does not begin as one does. Name another file, or write one, {Rewrite}.";
    }

    /// <summary>What is wrong with an HDF5 file, and what to do.</summary>
    public static string Hdf5Problem(string path) => IsHdf5(path)
        ? "its structure is damaged, was cut off, or is of a kind that is not read here. Copy it again, or rewrite it with 'h5repack old.h5 new.h5', or in Python with h5py.File('new.h5', 'w', libver='earliest')."
        : "it does not begin as an HDF5 file does. Name another file, or write one, in Python with h5py.File('new.h5', 'w').";

    private static bool IsHdf5(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] mark = new byte[8];
        for (long start = 0; start <= LongestUserBlock && start < file.Length; start = start == 0 ? LeastUserBlock : 2 * start)
        {
            file.Position = start;
            if (file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) == mark.Length && mark.AsSpan().SequenceEqual(s_hdf5))
            {
                return true;
            }
        }

        return false;
    }

    private static (byte[] First, byte[] Last) Ends(string path, int count)
    {
        using FileStream file = File.OpenRead(path);
        byte[] first = new byte[count];
        byte[] last = new byte[count];
        file.ReadAtLeast(first, count, throwOnEndOfStream: false);
        if (file.Length >= count)
        {
            file.Seek(-count, SeekOrigin.End);
            file.ReadExactly(last);
        }

        return (first, last);
    }
}
