using I2MoE.Dsl.Data;
using PureHDF;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Data;

public sealed class Hdf5DatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Data_sets_of_the_root_are_modalities()
    {
        string path = Write(new H5File
        {
            ["sound_track"] = new float[,] { { 1, 2 }, { float.NaN, 4 } },
            ["image"] = new byte[,,] { { { 1 }, { 255 } }, { { 3 }, { 4 } } },
            ["labels"] = new long[] { 1, 0 },
            ["group"] = new H5Group { ["ignored"] = new float[] { 1 } },
        });
        using MultimodalDataset data = MultimodalDataset.FromHdf5(path, new ArrayLayout { ClassNames = ["no", "yes"] });
        Assert.Equal(["Image", "SoundTrack"], data.Modalities);
        Assert.Equal([2L, 2L, 1L], data["Image"].shape);
        Assert.Equal([1f, 255f, 3f, 4f], data["Image"].data<float>().ToArray());
        Assert.Equal([1f, 2f, float.NaN, 4f], data["SoundTrack"].data<float>().ToArray());
        Assert.Equal([1L, 0L], data.Labels.data<long>().ToArray());
    }

    [Fact]
    public void A_layout_reaches_into_groups()
    {
        string path = Write(new H5File
        {
            ["train"] = new H5Group { ["x"] = new double[,] { { 1.5 }, { 2 } }, ["y"] = new float[] { 0.5f, -1 } },
        });
        using MultimodalDataset data = MultimodalDataset.FromHdf5(path, new ArrayLayout { Modalities = new Dictionary<string, string> { ["X"] = "train/x" }, Labels = "train/y" });
        Assert.Equal([1.5f, 2f], data["X"].data<float>().ToArray());
        Assert.Equal(torch.ScalarType.Float32, data.Labels.dtype);
    }

    public static TheoryData<object> ElementTypes => new(
        new float[,] { { 1 }, { 2 } },
        new double[,] { { 1 }, { 2 } },
        new sbyte[,] { { 1 }, { 2 } },
        new byte[,] { { 1 }, { 2 } },
        new short[,] { { 1 }, { 2 } },
        new ushort[,] { { 1 }, { 2 } },
        new int[,] { { 1 }, { 2 } },
        new uint[,] { { 1 }, { 2 } },
        new long[,] { { 1 }, { 2 } },
        new ulong[,] { { 1 }, { 2 } });

    // As h5py writes Booleans, but for their sign, which the library cannot write.
    private enum Flag : byte
    {
        False,
        True,
    }

    [Fact]
    public void Booleans_are_classes()
    {
        using MultimodalDataset data = MultimodalDataset.FromHdf5(Write(new H5File { ["a"] = new float[,] { { 1 }, { 2 } }, ["labels"] = new[] { Flag.True, Flag.False } }));
        Assert.Equal([1L, 0L], data.Labels.data<long>().ToArray());
    }

    [Theory]
    [MemberData(nameof(ElementTypes), DisableDiscoveryEnumeration = true)]
    public void Every_element_type_becomes_single_precision(object values)
    {
        using MultimodalDataset data = MultimodalDataset.FromHdf5(Write(new H5File { ["a"] = values, ["labels"] = new byte[] { 1, 0 } }));
        Assert.Equal([1f, 2f], data["A"].data<float>().ToArray());
        Assert.Equal([1L, 0L], data.Labels.data<long>().ToArray());
    }

    public static TheoryData<string, object> BadValues => new()
    {
        { "the data set 'image': the shape is [3, 1], that is 3 samples; the labels ('labels') have 2", new float[,] { { 1 }, { 2 }, { 3 } } },
        { "the data set 'image': the shape is [2]; expected [N, …]", new float[] { 1, 2 } },
        { "the data set 'image': row 1 (counted from 0) has a value that is infinite", new double[,] { { 1 }, { 1e300 } } },
        { "the data set 'image': its elements are of the type Compound", new (int, int)[,] { { (1, 2) }, { (3, 4) } } },
    };

    [Theory]
    [MemberData(nameof(BadValues), DisableDiscoveryEnumeration = true)]
    public void A_bad_data_set_is_named(string message, object values) =>
        Assert.Contains("a.h5: " + message, Message(Write(new H5File { ["image"] = values, ["labels"] = new long[] { 1, 0 } })), StringComparison.Ordinal);

    [Fact]
    public void Data_sets_that_do_not_exist_are_answered_with_those_that_do()
    {
        string path = Write(new H5File { ["image"] = new float[,] { { 1 } }, ["label"] = new long[] { 0 } });
        Assert.Contains("there is no data set 'labels', which holds the labels; the data sets are 'image', 'label'. Did you mean 'label'?", Message(path), StringComparison.Ordinal);
        Assert.Contains("does not exist", Message(_folder.File("no.h5")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        Assert.Contains("the file cannot be read as HDF5", Message(_folder.Write("text.h5", "hello")), StringComparison.Ordinal);
        string path = Write(new H5File { ["image"] = new float[,] { { 1 }, { 2 } }, ["labels"] = new long[] { 1, 0 } });
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length - 200; length += 101)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<DatasetException>(() => MultimodalDataset.FromHdf5(path));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Message(string path) => Assert.Throws<DatasetException>(() => MultimodalDataset.FromHdf5(path)).Message;

    private string Write(H5File file)
    {
        string path = _folder.File("a.h5");
        file.Write(path);
        return path;
    }
}
