using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Files that were made to be read wrongly, or never to an end. Each is refused in one message of bounded length, soon and without much memory.</summary>
[Collection(ProcessWide.Name)]
public sealed class HostileFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[]> Npy => new()
    {
        { "empty", [] },
        { "only the magic", [0x93, .. "NUMPY"u8] },
        { "text", "a,b\n1,2\n"u8.ToArray() },
        { "a shape whose product overflows", NpyBytes.With("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296), }", new byte[64]) },
        { "a negative length", NpyBytes.With("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -4), }", new byte[32]) },
        { "a length of 30 digits", NpyBytes.With("{'descr': '<f4', 'fortran_order': False, 'shape': (111111111111111111111111111111, 4), }", new byte[32]) },
        { "8 EB", NpyBytes.With(NpyBytes.Dictionary("<f4", [2, (1L << 60) - 1]), new byte[32]) },
        { "2 GB", NpyBytes.With(NpyBytes.Dictionary("<f4", [2, 250_000_000]), new byte[32]) },
        { "text of 4 GB", NpyBytes.With(NpyBytes.Dictionary("<U999999", [2]), new byte[32]) },
        { "text without characters", NpyBytes.With(NpyBytes.Dictionary("<U0", [2]), []) },
        { "a nested header", NpyBytes.With("{'descr': [('a', [('b', '<f4')])], 'fortran_order': False, 'shape': (2, 1)}", new byte[8]) },
        { "a header of brackets", NpyBytes.With(new string('(', 19_000), new byte[8]) },
        { "code", NpyBytes.With("__import__('os').system('true')", new byte[8]) },
        { "a row too few", NpyBytes.Floats([1, 2, 3, 4], 1, 4) },
        { "zero rows", NpyBytes.With(NpyBytes.Dictionary("<f4", [0, 4]), []) },
        { "zero columns", NpyBytes.With(NpyBytes.Dictionary("<f4", [2, 0]), []) },
        { "one dimension", NpyBytes.Floats([1, 2], 2) },
        { "infinite", NpyBytes.Floats([1, float.NegativeInfinity, 3, 4, 5, 6, 7, 8], 2, 4) },
        { "one byte too many", [.. NpyBytes.Floats([1, 2, 3, 4, 5, 6, 7, 8], 2, 4), 0] },
        { "one byte too few", NpyBytes.Floats([1, 2, 3, 4, 5, 6, 7, 8], 2, 4)[..^1] },
        { "Booleans of 2", NpyBytes.Of("|b1", new byte[] { 2, 2, 2, 2, 2, 2, 2, 2 }, 2, 4) },
    };

    [Theory]
    [MemberData(nameof(Npy), DisableDiscoveryEnumeration = true)]
    public void Arrays(string what, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("x.npy"), bytes);
        File.WriteAllBytes(_folder.File("labels.npy"), NpyBytes.Classes(0, 1));
        Refused(what, () => MultimodalDataset.FromNpy(_folder.Path, X));
    }

    [Fact]
    public void What_a_library_quotes_is_one_line_without_control_characters() =>
        Assert.Equal("data.h5: the signature '    ' is none", new DatasetException("the signature '\0\n\u0001 ' is none", "data.h5").Message);

    [Fact]
    public void An_archive_that_unfolds_to_gigabytes_is_compared_with_the_declaration_first()
    {
        string path = _folder.File("bomb.npz");
        using (ZipArchive archive = new(new FileStream(path, FileMode.Create), ZipArchiveMode.Create))
        {
            using (Stream labels = archive.CreateEntry("labels.npy").Open())
            {
                labels.Write(NpyBytes.Classes(0, 1));
            }

            using Stream bomb = archive.CreateEntry("x.npy", CompressionLevel.Fastest).Open();
            bomb.Write(NpyBytes.With(NpyBytes.Dictionary("|u1", [2, 200_000_000]), []));
            byte[] zeros = new byte[1 << 20];
            for (long left = 400_000_000; left > 0; left -= zeros.Length)
            {
                bomb.Write(zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)));
            }
        }

        string message = Refused("400 MB of zeros for 4 features", () => MultimodalDataset.FromNpz(path, X with { Misfit = (_, shape) => shape[1] == 4 ? null : "modality X is declared as [B, 4]" }));
        Assert.Contains("is declared as [B, 4]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_holes_is_compared_with_the_memory_of_the_machine()
    {
        const long Columns = 500_000_000_000;
        using (FileStream file = File.Create(_folder.File("x.npy")))
        {
            file.Write(NpyBytes.With(NpyBytes.Dictionary("|u1", [2, Columns]), []));
            try
            {
                file.SetLength(file.Length + (2 * Columns));
            }
            catch (IOException)
            {
                return;
            }
        }

        File.WriteAllBytes(_folder.File("labels.npy"), NpyBytes.Classes(0, 1));
        Assert.Contains("GB of memory", Refused("a terabyte of nothing", () => MultimodalDataset.FromNpy(_folder.Path, X)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_Parquet_files()
    {
        byte[] whole = await File.ReadAllBytesAsync(FoundFiles.At("parquet/duckdb.parquet"));
        string path = _folder.File("x.parquet");
        Random random = new(1);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. whole];
            if (i < 8)
            {
                damaged = damaged[..(whole.Length * i / 8)];
            }
            else if (i < 14)
            {
                // The length of the footer, 8 bytes before the end.
                BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(damaged.Length - 8), (uint)(i < 11 ? int.MaxValue - i : i));
            }
            else
            {
                // The footer and the headers of the pages claim anything.
                int start = i < 40 ? whole.Length - 1500 : 0;
                for (int n = 0; n < 6; n++)
                {
                    damaged[start + random.Next(1400)] = (byte)random.Next(256);
                }
            }

            await File.WriteAllBytesAsync(path, damaged);
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                using MultimodalDataset data = await MultimodalDataset.FromParquetAsync(path, new TableLayout { Label = "diag", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["X"] = ["a", "emb"] } });
                Assert.InRange(data.Count, 1, 40);
            }
            catch (DatasetException e)
            {
                Assert.InRange(e.Message.Length, 20, 1200);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Damage {i} took {watch.Elapsed}.");
        }
    }

    [Fact]
    public void Damaged_HDF5_files()
    {
        byte[] whole = File.ReadAllBytes(FoundFiles.At("h5py.h5"));
        string path = _folder.File("x.h5");
        Random random = new(2);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = i < 10 ? whole[..(whole.Length * i / 10)] : [.. whole];
            for (int n = 0; i >= 10 && n < 8; n++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, damaged);
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                using MultimodalDataset data = MultimodalDataset.FromHdf5(path, new ArrayLayout { Modalities = new Dictionary<string, string> { ["X"] = "bf2", ["Y"] = "gz" } });
                Assert.Equal(6, data.Count);
            }
            catch (DatasetException e)
            {
                Assert.InRange(e.Message.Length, 20, 1200);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Damage {i} took {watch.Elapsed}.");
        }
    }

    [Fact]
    public void Images_that_claim_to_be_huge()
    {
        byte[] grey = File.ReadAllBytes(FoundFiles.At("images/deep/grey.png"));
        byte[] colour = File.ReadAllBytes(FoundFiles.At("images/im_mixed/a/x.png"));
        byte[] tif = File.ReadAllBytes(FoundFiles.At("images/im_mixed/a/w.tif"));
        (string Name, byte[] Bytes)[] images =
        [
            ("empty.png", []),
            ("text.png", "hello"u8.ToArray()),
            ("grey.png", Sized(grey, 65_000)),
            ("widest.png", Sized(grey, uint.MaxValue)),
            ("nothing.png", Sized(grey, 0)),
            ("colour.png", Sized(colour, 65_000)),
            ("cut16.png", grey[..60]),
            ("cut8.png", colour[..40]),
            ("cut.tif", tif[..20]),
            ("only.tif", "II*\0"u8.ToArray()),
            ("far.tif", [.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0x7F]),
        ];
        foreach ((string name, byte[] bytes) in images)
        {
            string file = _folder.File(name);
            File.WriteAllBytes(file, bytes);
            Refused(name, () =>
            {
                using var data = new MultimodalDataset(
                    [new("X", ImageFolder.Images([file], new ImageLayout { Height = 4, Width = 4 }))], TorchSharp.torch.zeros(1, TorchSharp.torch.ScalarType.Int64));
            });
        }
    }

    [SkippableFact]
    public async Task What_only_looks_like_a_file_is_refused()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The paths are Linux's.");
        string pipe = _folder.File("pipe");
        using (Process process = Process.Start("mkfifo", pipe))
        {
            await process.WaitForExitAsync();
        }

        TableLayout layout = new() { Label = "y", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["X"] = ["x"] } };
        foreach ((string path, string what) in new[] { (pipe, "a pipe"), ("/dev/zero", "a device"), ("/dev/null", "a device"), ("/proc/self/environ", "makes up"), ("/proc/self/status", "makes up") })
        {
            Assert.Contains(what, Refused(path, () => MultimodalDataset.FromCsv(path, new CsvLayout(layout))), StringComparison.Ordinal);
            Assert.Contains(what, Refused(path, () => MultimodalDataset.FromNpz(path)), StringComparison.Ordinal);
            Assert.Contains(what, Refused(path, () => MultimodalDataset.FromHdf5(path)), StringComparison.Ordinal);
            Assert.Contains(what, Refused(path, () => SampleColumn.ReadNpy(path)), StringComparison.Ordinal);
            Assert.Contains(what, Refused(path, () => ImageFolder.Images([path], new ImageLayout { Height = 4, Width = 4 })), StringComparison.Ordinal);
            Assert.Contains(what, (await Assert.ThrowsAsync<DatasetException>(() => MultimodalDataset.FromParquetAsync(path, layout))).Message, StringComparison.Ordinal);
        }

        Assert.Contains("this is a folder", Refused("a folder", () => MultimodalDataset.FromNpz(_folder.Path)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ArrayLayout X { get; } = new() { Modalities = new Dictionary<string, string> { ["X"] = "x" } };

    // Width and height of a PNG image, at 16 and 20.
    private static byte[] Sized(byte[] png, uint side)
    {
        byte[] sized = [.. png];
        BinaryPrimitives.WriteUInt32BigEndian(sized.AsSpan(16), side);
        BinaryPrimitives.WriteUInt32BigEndian(sized.AsSpan(20), side);
        return sized;
    }

    private static string Refused(string what, Action read)
    {
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetTotalAllocatedBytes();
        Exception? e = Record.Exception(read);
        Assert.True(e is DatasetException, $"{what}: {e?.ToString() ?? "it was read"}");
        Assert.True(e!.Message.Length is > 20 and < 1200, $"{what}: {e.Message}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{what} took {watch.Elapsed}.");
        Assert.True(GC.GetTotalAllocatedBytes() - before < 500_000_000, $"{what} took much memory.");
        return e.Message;
    }
}
