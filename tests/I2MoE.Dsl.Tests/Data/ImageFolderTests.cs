using I2MoE.Dsl.Data;
using SkiaSharp;

namespace I2MoE.Dsl.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly ImageLayout s_layout = new() { Height = 2, Width = 3 };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Folders_are_classes()
    {
        WriteImage("dog/b.png", 3, 2, SKColors.Red);
        WriteImage("dog/a.png", 6, 4, SKColors.Blue);
        WriteImage("cat/c.PNG", 1, 1, new SKColor(51, 102, 153));
        _folder.Write("dog/notes.txt", "");
        Directory.CreateDirectory(_folder.File(".hidden"));
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(_folder.Path, s_layout);
        Assert.Equal(["cat", "dog"], data.ClassNames!);
        Assert.Equal([0L, 1L, 1L], data.Labels.data<long>().ToArray());
        Assert.Equal([3L, 3L, 2L, 3L], data["Image"].shape);
        Assert.Equal([0.2f, 0.4f, 0.6f, 0f, 0f, 1f, 1f, 0f, 0f], data["Image"].mean([2, 3]).data<float>().ToArray().Select(value => MathF.Round(value, 5)));
    }

    // torchvision 714 and 2831: 1, 10, 2, and a notebook's .ipynb_checkpoints among the classes.
    [Fact]
    public void Folders_that_are_numbers_have_their_order()
    {
        foreach (string name in (string[])["10", "2", "1", "-3", ".ipynb_checkpoints", "1.5"])
        {
            WriteImage($"{name}/a.png", 3, 2, SKColors.Red);
        }

        using MultimodalDataset data = MultimodalDataset.FromImageFolder(_folder.Path, s_layout);
        Assert.Equal(["-3", "1", "1.5", "2", "10"], data.ClassNames!);
    }

    [Fact]
    public void Pixels_keep_their_places_and_transparency_becomes_white()
    {
        Directory.CreateDirectory(_folder.File("a"));
        using SKBitmap bitmap = new(3, 2, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(SKColors.Black);
        bitmap.SetPixel(2, 0, SKColors.White);
        bitmap.SetPixel(0, 1, SKColors.Transparent);
        bitmap.SetPixel(1, 1, new SKColor(255, 0, 0));
        Save("a/a.png", bitmap, SKEncodedImageFormat.Png);
        using MultimodalDataset grey = MultimodalDataset.FromImageFolder(_folder.Path, s_layout with { Channels = 1, Modality = "Grey" });
        Assert.Equal([1L, 1L, 2L, 3L], grey["Grey"].shape);
        Assert.Equal([0f, 0f, 1f, 1f, 0.299f, 0f], grey["Grey"].data<float>().ToArray().Select(value => MathF.Round(value, 5)));
        using MultimodalDataset colour = MultimodalDataset.FromImageFolder(_folder.Path, s_layout);
        Assert.Equal([0f, 0f, 1f, 1f, 1f, 0f], colour["Image"][0, 0].flatten().data<float>().ToArray());
        Assert.Equal([0f, 0f, 1f, 1f, 0f, 0f], colour["Image"][0, 2].flatten().data<float>().ToArray());
    }

    [Fact]
    public void A_list_names_files_and_classes()
    {
        WriteImage("x/1.jpg", 8, 8, SKColors.White);
        WriteImage("2.png", 8, 8, SKColors.Black);
        _folder.Write("list.csv", "label,file\nyes,2.png\nno,x/1.jpg\nyes,2.png\n");
        using MultimodalDataset data = MultimodalDataset.FromImageFolder(_folder.Path, s_layout with { List = "list.csv" });
        Assert.Equal(["no", "yes"], data.ClassNames!);
        Assert.Equal([1L, 0L, 1L], data.Labels.data<long>().ToArray());
        Assert.Equal([0f, 1f, 0f], data["Image"].mean([1, 2, 3]).data<float>().ToArray());
        using MultimodalDataset declared = MultimodalDataset.FromImageFolder(_folder.Path, s_layout with { List = "list.csv", ClassNames = ["yes", "no"] });
        Assert.Equal([0L, 1L, 0L], declared.Labels.data<long>().ToArray());
    }

    [Theory]
    [InlineData("file,label\n3.png,a\n", "list.csv, line 2, column 'file': the image '3.png' does not exist")]
    [InlineData("file,label\n2.png,\n", "list.csv, line 2, column 'label': the label is missing")]
    [InlineData("name,label\n2.png,a\n", "list.csv, line 1, column 'file': there is no such column")]
    [InlineData("file,label\n", "list.csv: the file has a header but no rows")]
    [InlineData("file,label\nlist.csv,a\n", "list.csv: this is not a PNG, JPEG, WebP, BMP or TIFF image")]
    public void A_bad_list_is_refused_with_its_place(string list, string message)
    {
        WriteImage("2.png", 8, 8, SKColors.Black);
        _folder.Write("list.csv", list);
        Assert.Contains(message, Message(s_layout with { List = "list.csv" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_folders_and_layouts_are_refused()
    {
        Assert.Contains("there are no folders in it", Message(s_layout), StringComparison.Ordinal);
        WriteImage("dog/a.png", 6, 4, SKColors.Blue);
        Assert.Contains("there is a folder 'dog', which is not a class; allowed: 'cat', 'dogs'. Did you mean 'dogs'?", Message(s_layout with { ClassNames = ["cat", "dogs"] }), StringComparison.Ordinal);
        Assert.Contains("cat: the folder does not exist", Message(s_layout with { ClassNames = ["cat", "dog"] }), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("cat"));
        Assert.Contains("cat: there are no images of the class 'cat'", Message(s_layout), StringComparison.Ordinal);
        Assert.Contains("Channels = 4; allowed: 1 (grey) and 3", Message(s_layout with { Channels = 4 }), StringComparison.Ordinal);
        Assert.Contains("Width = 0; allowed: 1 to 4096", Message(s_layout with { Width = 0 }), StringComparison.Ordinal);
        Assert.Contains("Height = 5000; allowed: 1 to 4096", Message(s_layout with { Height = 5000 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/a.png")]
    [InlineData("a/a.jpg")]
    public void A_damaged_image_is_named(string name)
    {
        string path = WriteImage(name, 64, 64, SKColors.Blue);
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 5, 30, whole.Length / 2 })
        {
            File.WriteAllBytes(path, whole[..length]);
            DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromImageFolder(_folder.Path, s_layout));
            Assert.Equal(path, e.File);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Message(ImageLayout layout) => Assert.Throws<DatasetException>(() => MultimodalDataset.FromImageFolder(_folder.Path, layout)).Message;

    private string WriteImage(string name, int width, int height, SKColor color)
    {
        using SKBitmap bitmap = new(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(color);
        return Save(name, bitmap, Path.GetExtension(name) == ".jpg" ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png);
    }

    private string Save(string name, SKBitmap bitmap, SKEncodedImageFormat format)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream stream = File.Create(path);
        Assert.True(bitmap.Encode(stream, format, 90));
        return path;
    }
}
