using System.IO.Compression;
using I2MoE.Trials.Drawing;

namespace I2MoE.Trials.Hostile;

/// <summary>Arrays of NumPy, in a folder and in one file.</summary>
internal static class HostileArrays
{
    private static readonly byte[] s_data = new byte[Plain.Samples * 2 * sizeof(float)];

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All => [.. InFolder, .. InArchive];

    private static IEnumerable<HostileFile> InFolder =>
    [
        Left("plain", Verdict.Read, Plain.Features(0)),
        Left("no more than its magic number", Verdict.Refuse, [0x93, .. "NUMPY"u8]),
        Left("version 9", Verdict.Refuse, HostileTables.Flipped(Plain.Features(0), 6)),
        Left("a header of 65 kB that is not there", Verdict.Refuse, [0x93, .. "NUMPY"u8, 1, 0, 255, 255, .. "{'descr'"u8]),
        Left("a header of 4 GB that is not there", Verdict.Refuse, [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255, .. "{'descr'"u8]),
        Left("cut off", Verdict.Refuse, Plain.Features(0)[..^5]),
        Left("longer than its header says", Verdict.Refuse, [.. Plain.Features(0), 1, 2, 3]),
        Left("a negative side", Verdict.Refuse, ArrayText.Npy("<f4", "(-40, 2)", s_data)),
        Left("two negative sides", Verdict.Refuse, ArrayText.Npy("<f4", "(-40, -2)", s_data)),
        Left("a product that overflows to the size of the file", Verdict.Refuse, ArrayText.Npy("<f4", "(40, 2, 4611686018427387905)", s_data)),
        Left("2^62 rows", Verdict.Refuse, ArrayText.Npy("<f4", "(4611686018427387904, 2)", s_data)),
        Left("a side of 30 digits", Verdict.Refuse, ArrayText.Npy("<f4", "(400000000000000000000000000000, 2)", s_data)),
        Left("no rows of 2^60", Verdict.Refuse, ArrayText.Npy("<f4", "(0, 1152921504606846976)", [])),
        Left("no rows", Verdict.Refuse, ArrayText.Npy("<f4", "(0, 2)", [])),
        Left("a side of 40.0", Verdict.Refuse, ArrayText.Npy("<f4", "(40.0, 2)", s_data)),
        Left("a shape in words", Verdict.Refuse, ArrayText.Npy("<f4", "'many'", s_data)),
        Left("41 rows", Verdict.Refuse, ArrayText.Floats([41, 2], new float[82])),
        Left("three features", Verdict.Refuse, ArrayText.Floats([40, 3], new float[120])),
        Left("objects, pickled", Verdict.Refuse, ArrayText.Npy("|O", "(40, 2)", [0x80, 3, .. "cos\nsystem\n"u8])),
        Left("text", Verdict.Refuse, ArrayText.Npy("<U5", "(40, 2)", new byte[1600])),
        Left("complex numbers", Verdict.Refuse, ArrayText.Npy("<c8", "(40, 2)", new byte[640])),
        Left("dates", Verdict.Refuse, ArrayText.Npy("<M8[ns]", "(40, 2)", new byte[640])),
        Left("a structured type", Verdict.Refuse, ArrayText.WithHeader("{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (40,), }", s_data)),
        Left("a type of size 0", Verdict.Refuse, ArrayText.Npy("<f0", "(40, 2)", s_data)),
        Left("a header that is a program", Verdict.Refuse, ArrayText.WithHeader("__import__('os').system('touch owned')", s_data)),
        Left("a header without a shape", Verdict.Refuse, ArrayText.WithHeader("{'descr': '<f4', 'fortran_order': False, }", s_data)),
        Left("a header of open brackets", Verdict.Refuse, ArrayText.WithHeader(new string('(', 60_000), s_data)),
        Left("a key twice in the header", Verdict.Either, ArrayText.WithHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (80,), 'shape': (40, 2), }", s_data)),
        Left("high byte first", Verdict.Read, ArrayText.Npy(">f4", "(40, 2)", [.. Enumerable.Range(0, 80).SelectMany(i => BitConverter.GetBytes(i / 80f).Reverse())])),
        Left("unsigned 16 bits", Verdict.Read, ArrayText.Npy("<u2", "(40, 2)", [.. Enumerable.Range(0, 80).SelectMany(i => BitConverter.GetBytes((ushort)(i * 800)))])),
        Left("a sample of NaN, which is missing", Verdict.Read, ArrayText.Floats([40, 2], [float.NaN, float.NaN, .. Enumerable.Range(0, 78).Select(i => (float)i)])),
        Left("infinite", Verdict.Refuse, ArrayText.Floats([40, 2], [float.PositiveInfinity, .. new float[79]])),
        Left("1e300 in 64 bits", Verdict.Refuse, ArrayText.Npy("<f8", "(40, 2)", [.. Enumerable.Repeat(1e300, 80).SelectMany(BitConverter.GetBytes)])),
        Labels("halves", ArrayText.Floats([40], Enumerable.Repeat(0.5f, 40))),
        Labels("negative", ArrayText.Longs([40], Enumerable.Range(0, 40).Select(row => (row % 2) - 1L))),
        Labels("a class too many", ArrayText.Longs([40], Enumerable.Range(0, 40).Select(row => row % 3L))),
        Labels("2^63 - 1", ArrayText.Longs([40], Enumerable.Repeat(long.MaxValue, 40))),
        Labels("39 of 40", ArrayText.Longs([39], new long[39])),
        Labels("NaN", ArrayText.Floats([40], Enumerable.Repeat(float.NaN, 40))),
        .. SpecialFiles.InPlaceOf(Plain.Arrays("arrays", "npy"), "arrays/left.npy", folder => Write(folder, "arrays", Plain.Features(0), Plain.Labels)),
        .. SpecialFiles.InPlaceOf(Plain.Arrays("arrays", "npy"), "arrays"),
    ];

    private static IEnumerable<HostileFile> InArchive =>
    [
        Archive("plain", Verdict.Read, path => WritePlain(path)),
        Archive("no entries", Verdict.Refuse, path => ZipFile.Open(path, ZipArchiveMode.Create).Dispose()),
        Archive("cut off", Verdict.Refuse, path => Change(path, bytes => bytes[..^40])),
        Archive("a byte of the data changed", Verdict.Refuse, path => Change(path, bytes => HostileTables.Flipped(bytes, 150))),
        Archive("a name in the directory changed", Verdict.Refuse, path => Change(path, bytes => HostileTables.Flipped(bytes, -50))),
        Archive("an entry twice", Verdict.Refuse, path => ArrayText.Write(path, [("left", Plain.Features(0)), ("left", Plain.Features(2)), ("right", Plain.Features(2)), ("labels", Plain.Labels)])),
        Archive("an entry outside of the folder, which is never unpacked", Verdict.Either, path => ArrayText.Write(path, [("../../left", Plain.Features(0)), ("right", Plain.Features(2)), ("labels", Plain.Labels)])),
        Archive("an entry that is no array", Verdict.Refuse, path => ArrayText.Write(path, [("left", "hello"u8.ToArray()), ("right", Plain.Features(2)), ("labels", Plain.Labels)])),
        Archive("1.2 GB in 1 MB, as declared", Verdict.Refuse, path => WriteBomb(path, "(40, 7500000)")),
        Archive("1.2 GB in 1 MB behind a small header", Verdict.Refuse, path => WriteBomb(path, "(40, 2)")),
        Archive("1.2 GB in 1 MB, rows enough for a year", Verdict.Refuse, path => WriteBomb(path, "(150000000, 2)")),
        Archive("a hundred thousand entries", Verdict.Either, path => ArrayText.Write(path, [("left", Plain.Features(0)), ("right", Plain.Features(2)), ("labels", Plain.Labels), .. Enumerable.Range(0, 100_000).Select(i => ($"k{i}", Array.Empty<byte>()))])),
        Archive("text", Verdict.Refuse, path => File.WriteAllText(path, "a,b,c\n1,2,3\n")),
        .. SpecialFiles.InPlaceOf(Plain.Arrays("data.npz", "npz"), "data.npz"),
    ];

    /// <summary>Writes the plain arrays with other features and labels.</summary>
    public static void Write(string folder, string name, byte[] left, byte[] labels) =>
        ArrayText.Write(Path.Combine(folder, name), [("left", left), ("right", Plain.Features(2)), ("labels", labels)]);

    private static HostileFile Left(string name, Verdict verdict, byte[] npy) =>
        new($"npy: {name}", Plain.Arrays("arrays", "npy"), verdict, folder => Write(folder, "arrays", npy, Plain.Labels));

    private static HostileFile Labels(string name, byte[] npy) =>
        new($"npy labels: {name}", Plain.Arrays("arrays", "npy"), Verdict.Refuse, folder => Write(folder, "arrays", Plain.Features(0), npy));

    private static HostileFile Archive(string name, Verdict verdict, Action<string> make) =>
        new($"npz: {name}", Plain.Arrays("data.npz", "npz"), verdict, folder => make(Path.Combine(folder, "data.npz")));

    private static void WritePlain(string path) => Write(Path.GetDirectoryName(path)!, Path.GetFileName(path), Plain.Features(0), Plain.Labels);

    private static void Change(string path, Func<byte[], byte[]> change)
    {
        WritePlain(path);
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
    }

    private static void WriteBomb(string path, string shape)
    {
        const int Blocks = 1200;
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using (Stream entry = zip.CreateEntry("left.npy", CompressionLevel.Fastest).Open())
        {
            entry.Write(ArrayText.Npy("<f4", shape, []));
            byte[] zeros = new byte[1_000_000];
            for (int block = 0; block < Blocks; block++)
            {
                entry.Write(zeros);
            }
        }

        foreach ((string name, byte[] npy) in ((string, byte[])[])[("right", Plain.Features(2)), ("labels", Plain.Labels)])
        {
            using Stream entry = zip.CreateEntry(name + ".npy").Open();
            entry.Write(npy);
        }
    }
}
