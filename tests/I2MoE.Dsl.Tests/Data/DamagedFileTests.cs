using System.IO.Compression;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Files that are damaged, cut off or of another kind: what is said of them is said in our own words, with what to do, and not in those of a library.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Kinds => new()
    {
        { "a.parquet", "hello, world", "the file cannot be read as Parquet: it does not begin with the mark PAR1, so it is no Parquet file. Name another file, or write one, in Python with df.to_parquet('new.parquet')." },
        { "a.parquet", "PAR1 and no more", "the file cannot be read as Parquet: it does not end with the mark PAR1, so it was cut off. Copy it again, or write it anew, in Python with df.to_parquet('new.parquet')." },
        { "a.parquet", "PAR1 and \0\0\0\0PAR1", "the file cannot be read as Parquet: what it says of its own columns is damaged. Copy it again, or write it anew, in Python with df.to_parquet('new.parquet')." },
        { "a.parquet", "PAR1 and \0\0\0\0PARE", "the file cannot be read as Parquet: it is encrypted, which is not read. Write it without encryption, in Python with df.to_parquet('new.parquet')." },
        { "a.parquet", "", "the file cannot be read as Parquet: it does not begin with the mark PAR1, so it is no Parquet file." },
        { "a.npz", "hello", "the file cannot be read as a zip archive of arrays: it does not begin as one does. Name another file, or write one, in Python with numpy.savez_compressed('new.npz', …)." },
        { "a.npz", "PK and no more", "the file cannot be read as a zip archive of arrays: its list of arrays is damaged, or it was cut off. Copy it again, or write it anew, in Python with numpy.savez_compressed('new.npz', …)." },
        { "a.h5", "hello", "the file cannot be read as HDF5: it does not begin as an HDF5 file does. Name another file, or write one, in Python with h5py.File('new.h5', 'w')." },
        { "a.csv", "a,b,label\n1,\"2\"x,0\n", "a.csv, line 2: the file cannot be read as CSV: a record here cannot be split into cells. Put a cell that has a quote, the delimiter or a line break in it in quotes, and double the quotes within." },
    };

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public async Task A_file_of_another_kind_is_told_what_it_is_and_what_to_do(string name, string text, string message) =>
        Assert.Contains(message, (await RefusedAsync(_folder.Write(name, text)))!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("parquet/arrow.parquet")]
    [InlineData("parquet/lz4.parquet")]
    [InlineData("h5py.h5")]
    [InlineData("numpy.npz")]
    public async Task Damage_anywhere_is_told_in_our_words(string found)
    {
        byte[] whole = await File.ReadAllBytesAsync(FoundFiles.At(found));
        string path = _folder.File("damaged" + Path.GetExtension(found));
        int refused = 0;
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. whole];
            damaged[(int)((long)whole.Length * i / 60)] ^= 0x55;
            await File.WriteAllBytesAsync(path, i % 3 == 0 ? damaged[..(whole.Length * i / 60)] : damaged);
            DatasetException? e = await RefusedAsync(path);
            refused += e is null ? 0 : 1;
            AssertOwnWords(e);
        }

        Assert.InRange(refused, 20, 60);
    }

    [Fact]
    public async Task A_column_that_cannot_be_read_is_named_with_its_codec()
    {
        byte[] whole = await File.ReadAllBytesAsync(FoundFiles.At("parquet/lz4.parquet"));
        string path = _folder.File("a.parquet");
        DatasetException? ofColumn = null;
        for (int i = 4; i < 400 && ofColumn is null; i += 3)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x55;
            await File.WriteAllBytesAsync(path, damaged);
            DatasetException? e = await RefusedAsync(path);
            ofColumn = e?.Column is null || !e.Message.Contains("cannot be read", StringComparison.Ordinal) ? null : e;
        }

        Assert.NotNull(ofColumn);
        Assert.Matches(
            @"^.*a\.parquet, column '\w+': its values \(\w+, compressed with Lz4\w*\) cannot be read: they are damaged, or packed in a way that is not known here\. Copy the file again, or rewrite it, in Python with df\.to_parquet\('new\.parquet', compression='snappy'\)\.$",
            ofColumn.Message);
    }

    [Fact]
    public void A_damaged_compression_of_an_array_is_told_in_our_words()
    {
        string path = _folder.File("a.npz");
        using (ZipArchive archive = new(new FileStream(path, FileMode.Create), ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry("a.npy", CompressionLevel.Optimal).Open();
            entry.Write(NpyBytes.Floats([.. Enumerable.Range(0, 512).Select(i => i * 0.37f)], 64, 8));
        }

        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(60, 200).Fill(0xFF);
        File.WriteAllBytes(path, bytes);
        Assert.EndsWith(
            "the array 'a': its bytes are damaged, or compressed in a way that is not known here. Copy the file again, or write it anew, in Python with numpy.savez_compressed('new.npz', …).",
            Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpz(path, new ArrayLayout { LabelsAreOptional = true })).Message);
    }

    [Fact]
    public async Task A_damaged_gzip_file_is_told_in_our_words()
    {
        byte[] whole = await File.ReadAllBytesAsync(FoundFiles.At("tables/plain.csv.gz"));
        string path = _folder.File("a.csv.gz");
        await File.WriteAllBytesAsync(path, whole[..(whole.Length / 2)]);
        Assert.EndsWith("the compressed file is damaged, or was cut off. Copy it again, or compress it anew with gzip.", (await RefusedAsync(path))!.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // What a library said stays within, for who looks for it; what the system says of a file may be repeated.
    private static void AssertOwnWords(DatasetException? e)
    {
        for (Exception? inner = e?.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is not (IOException or FormatException or DatasetException) && inner.Message.Length > 10)
            {
                Assert.DoesNotContain(inner.Message.TrimEnd('.'), e!.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(e is null || e.Message.Length < 1000, e?.Message);
    }

    private static async Task<DatasetException?> RefusedAsync(string path)
    {
        try
        {
            using MultimodalDataset data = Path.GetExtension(path) switch
            {
                ".parquet" => await MultimodalDataset.FromParquetAsync(path, new TableLayout { Label = "diag", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["X"] = ["a", "h", "n", "emb"] } }),
                ".h5" => MultimodalDataset.FromHdf5(path, new ArrayLayout { LabelsAreOptional = true }),
                ".npz" => MultimodalDataset.FromNpz(path, new ArrayLayout { LabelsAreOptional = true }),
                _ => MultimodalDataset.FromCsv(path, new CsvLayout { Label = "label", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["X"] = ["a", "b"] } }),
            };
            return null;
        }
        catch (DatasetException e)
        {
            return e;
        }
    }
}
