using System.IO.Compression;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Arrays_are_read_packed_and_unpacked(CompressionLevel level)
    {
        string path = Write(level, ("sound_track", NpyBytes.Floats([1, 2, 3, 4], 2, 2)), ("labels", NpyBytes.Classes(1, 0)));
        using MultimodalDataset data = MultimodalDataset.FromNpz(path, new ArrayLayout { ClassNames = ["no", "yes"] });
        Assert.Equal(["SoundTrack"], data.Modalities);
        Assert.Equal([1f, 2f, 3f, 4f], data["SoundTrack"].data<float>().ToArray());
        Assert.Equal([1L, 0L], data.Labels.data<long>().ToArray());
        Assert.Equal(["no", "yes"], data.ClassNames!);
    }

    [Fact]
    public void A_layout_names_the_arrays()
    {
        string path = Write(CompressionLevel.Fastest, ("a", NpyBytes.Floats([1, 2], 2, 1)), ("b", NpyBytes.Floats([3, 4], 2, 1)), ("y", NpyBytes.Classes(1, 0)));
        using MultimodalDataset data = MultimodalDataset.FromNpz(path, new ArrayLayout { Labels = "y", Modalities = new Dictionary<string, string> { ["Only"] = "b" } });
        Assert.Equal(["Only"], data.Modalities);
        Assert.Equal([3f, 4f], data["Only"].data<float>().ToArray());
        Assert.Contains("a.npz: there is no array 'labels', which holds the labels; the arrays are 'a', 'b', 'y'.", Message(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_array_is_named()
    {
        string path = Write(CompressionLevel.Optimal, ("a", NpyBytes.With(NpyBytes.Dictionary("<f4", [1L << 40, 2]), new byte[8])), ("labels", NpyBytes.Classes(1, 0)));
        Assert.Contains("a.npz: the array 'a': the file has", Message(path), StringComparison.Ordinal);
        Assert.Contains("it was cut off, or its header is wrong", Message(path), StringComparison.Ordinal);
        path = Write(CompressionLevel.Optimal, ("a", NpyBytes.Floats([1, 2], 2, 1)), ("a", NpyBytes.Floats([1, 2], 2, 1)));
        Assert.Contains("the array 'a': the file contains it twice", Message(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        Assert.Contains("the file cannot be read as a zip archive of arrays", Message(_folder.Write("text.npz", "hello")), StringComparison.Ordinal);
        Assert.Contains("does not exist", Message(_folder.File("no.npz")), StringComparison.Ordinal);

        string path = Write(CompressionLevel.Optimal, ("a", NpyBytes.Floats([1, 2], 2, 1)), ("labels", NpyBytes.Classes(1, 0)));
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpz(path));
        }
    }

    [Fact]
    public void A_bit_that_flipped_is_no_number()
    {
        string path = Write(CompressionLevel.NoCompression, ("a", NpyBytes.Floats([1, 2], 2, 1)), ("labels", NpyBytes.Classes(1, 0)));
        byte[] whole = File.ReadAllBytes(path);
        int place = whole.AsSpan().IndexOf(BitConverter.GetBytes(1f)) + 1;
        whole[place] ^= 4;
        File.WriteAllBytes(path, whole);
        Assert.Contains("the array 'a': its compressed bytes are damaged: they are not what was archived", Message(path), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_claims_too_much_is_refused()
    {
        string path = Write(CompressionLevel.Optimal, ("a", NpyBytes.With(NpyBytes.Dictionary("|u1", [2, 1_000_000_000]), new byte[1000])), ("labels", NpyBytes.Classes(1, 0)));
        byte[] bytes = File.ReadAllBytes(path);
        // The uncompressed size in the central directory, 24 bytes after its signature.
        int directory = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(2_000_000_000).CopyTo(bytes, directory + 24);
        File.WriteAllBytes(path, bytes);
        Assert.Contains("it claims 2000000000 bytes, which", Message(path), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Message(string path) => Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpz(path)).Message;

    private string Write(CompressionLevel level, params (string Name, byte[] Bytes)[] arrays)
    {
        string path = _folder.File("a.npz");
        using FileStream file = new(path, FileMode.Create);
        using ZipArchive archive = new(file, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in arrays)
        {
            using Stream entry = archive.CreateEntry(name + ".npy", level).Open();
            entry.Write(bytes);
        }

        return path;
    }
}
