using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Images that other programs wrote.</summary>
public sealed class FoundImagesTests : IDisposable
{
    private static readonly ImageLayout s_layout = new() { Height = 8, Width = 8 };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Sixteen_bits_are_kept()
    {
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(FoundFiles.At("images/im_grey16"), s_layout with { Channels = 1 });
        float[] values = data["Image"][0].flatten().data<float>().ToArray();
        Assert.Equal(Enumerable.Range(0, 64).Select(i => i * 60 / 65535f), values);
    }

    [Theory]
    [InlineData("grey.png")]
    [InlineData("grey.tif")]
    public void Sixteen_bits_are_those_that_were_written(string name)
    {
        float[] values = new float[12];
        ImagePixels.Read(FoundFiles.At($"images/deep/{name}"), new ImageLayout { Channels = 1, Height = 3, Width = 4 }, values);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i * 5957 / 65535f), values);
        float[] colours = new float[3 * 2];
        ImagePixels.Read(FoundFiles.At($"images/deep/{name}"), new ImageLayout { Channels = 3, Height = 1, Width = 2 }, colours);
        Assert.Equal(5957 * 4.5f / 65535, colours[0], 1e-6f);
        Assert.Equal(colours[0..2], colours[4..6]);
    }

    [Fact]
    public void No_changed_byte_makes_another_picture_of_sixteen_bits()
    {
        byte[] whole = File.ReadAllBytes(FoundFiles.At("images/deep/grey.png"));
        int start = whole.AsSpan().IndexOf("IDAT"u8);
        int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(start - 4));
        for (int place = start + 4; place < start + 8 + length; place++)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 4;
            File.WriteAllBytes(_folder.File("changed.png"), changed);
            FormatException e = Assert.Throws<FormatException>(() => ImagePixels.Read(_folder.File("changed.png"), new ImageLayout { Channels = 1, Height = 3, Width = 4 }, new float[12]));
            Assert.Contains("the image is damaged: its bytes are not what was written", e.Message, StringComparison.Ordinal);
        }
    }

    // Stored as 1 2 3 over 4 5 6.
    [Theory]
    [InlineData(1, "123 456")]
    [InlineData(2, "321 654")]
    [InlineData(3, "654 321")]
    [InlineData(4, "456 123")]
    [InlineData(5, "14 25 36")]
    [InlineData(6, "41 52 63")]
    [InlineData(7, "63 52 41")]
    [InlineData(8, "36 25 14")]
    [InlineData(9, "123 456")]
    public void Every_kind_of_file_is_turned_as_it_says(int orientation, string seen)
    {
        string[] rows = seen.Split(' ');
        float[] expected = [.. rows.SelectMany(row => row.Select(sign => (sign - '0') * 40 / 255f))];
        foreach (int bits in (int[])[8, 16])
        {
            File.WriteAllBytes(_folder.File("a.tif"), TurnedImage.Tiff(orientation, bits));
            File.WriteAllBytes(_folder.File("a.png"), TurnedImage.Png(orientation, bits));
            foreach (string file in (string[])["a.tif", "a.png"])
            {
                float[] values = new float[6];
                ImagePixels.Read(_folder.File(file), new ImageLayout { Channels = 1, Height = rows.Length, Width = rows[0].Length }, values);
                Assert.Equal(expected, values.Select((value, place) => Math.Abs(value - expected[place]) < 1e-3f ? expected[place] : value));
            }
        }
    }

    [Fact]
    public void An_image_is_turned_as_its_camera_was()
    {
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(FoundFiles.At("images/im_exif6"), s_layout);
        using torch.Tensor image = data["Image"][0];
        Assert.True(image[0, 0..3].mean().item<float>() > 0.8f && image[2, 0..3].mean().item<float>() < 0.2f, "The upper half is red.");
        Assert.True(image[2, 5..8].mean().item<float>() > 0.8f && image[0, 5..8].mean().item<float>() < 0.2f, "The lower half is blue.");
    }

    [Fact]
    public void Png_webp_bmp_and_tif_are_read()
    {
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(FoundFiles.At("images/im_mixed"), s_layout);
        Assert.Equal([0L, 0L, 0L, 0L, 1L], data.Labels.data<long>().ToArray());
        torch.Tensor means = data["Image"].mean([2, 3]);
        Assert.True(means[0..4].std(0, unbiased: false).max().item<float>() < 0.03f, "The four files of class a show the same.");
    }

    [Fact]
    public void Images_in_deeper_folders_are_asked_for_or_refused()
    {
        string folder = FoundFiles.At("images/im_nested");
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromImageFolder(folder, s_layout));
        Assert.Contains("z.png: the image lies in a folder within that of its class, which is not searched. Set Descends", e.Message, StringComparison.Ordinal);
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(folder, s_layout with { Descends = true });
        Assert.Equal([0L, 0L, 1L], data.Labels.data<long>().ToArray());
    }

    [Fact]
    public void What_operating_systems_leave_is_passed_over()
    {
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(FoundFiles.At("images/im_hidden"), s_layout);
        Assert.Equal([0L, 1L], data.Labels.data<long>().ToArray());
    }

    [Fact]
    public void Images_that_are_not_read_are_refused_by_name()
    {
        Directory.CreateDirectory(_folder.File("a"));
        File.Copy(FoundFiles.At("images/im_nested/a/x.png"), _folder.File("a/x.png"));
        _folder.Write("a/y.gif", "GIF89a");
        Assert.Contains("y.gif: images of this kind (.gif) are not read; expected .png", Assert.Throws<DatasetException>(() => MultimodalDataset.FromImageFolder(_folder.Path, s_layout)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Links_that_lead_back_end_the_search()
    {
        Skip.If(OperatingSystem.IsWindows(), "Making links needs a right there.");
        Directory.CreateDirectory(_folder.File("a/b"));
        File.Copy(FoundFiles.At("images/im_nested/a/x.png"), _folder.File("a/x.png"));
        Directory.CreateSymbolicLink(_folder.File("a/b/loop"), _folder.File("a"));
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(_folder.Path, s_layout with { Descends = true });
        Assert.Equal(1, data.Count);
    }

    public void Dispose() => _folder.Dispose();
}
