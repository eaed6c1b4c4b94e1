using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Arrays that other programs wrote are read as those programs read them.</summary>
public class FoundArraysTests
{
    // numpy.arange(12).reshape(6, 2), from which each array of numpy.npz and h5py.h5 is computed.
    private static readonly double[] s_index = [.. Enumerable.Range(0, 12)];

    public static TheoryData<string, double, double> NumPyArrays => new()
    {
        { "f2", 0.75, -2 }, { "f4", 0.75, -2 }, { "f8", 0.75, -2 }, { "bf2", 0.75, -2 }, { "bf4", 0.75, -2 }, { "bf8", 0.75, -2 },
        { "f4_columns", 0.75, -2 }, { "bf8_columns", 0.75, -2 },
        { "u2", 5461, 0 }, { "u4", 300000000, 0 }, { "u8", 1e17, 0 }, { "bu2", 5461, 0 }, { "bu8", 1e17, 0 },
        { "i1", 1, -6 }, { "bi2", 1000, -6000 }, { "bi4", 100000, -600000 }, { "bi8", 1e12, -6 },
    };

    [Theory]
    [MemberData(nameof(NumPyArrays))]
    public void Values_are_those_that_NumPy_wrote(string array, double factor, double summand)
    {
        using MultimodalDataset data = MultimodalDataset.FromNpz(FoundFiles.At("numpy.npz"), Only(array));
        Assert.Equal(s_index.Select(i => (float)((i * factor) + summand)), data["X"].data<float>().ToArray());
        Assert.Equal([6L, 2L], data["X"].shape);
    }

    [Theory]
    [InlineData("f2", 0.75, -2)]
    [InlineData("bf2", 0.75, -2)]
    [InlineData("bf8", 0.75, -2)]
    [InlineData("gz", 0.75, -2)]
    [InlineData("bi4", 1, -6)]
    [InlineData("bu2", 5461, 0)]
    public void Values_are_those_that_h5py_wrote(string dataSet, double factor, double summand)
    {
        using MultimodalDataset data = MultimodalDataset.FromHdf5(FoundFiles.At("h5py.h5"), Only(dataSet));
        Assert.Equal(s_index.Select(i => (float)((i * factor) + summand)), data["X"].data<float>().ToArray());
    }

    [Fact]
    public void Booleans_are_0_and_1()
    {
        using MultimodalDataset numpy = MultimodalDataset.FromNpz(FoundFiles.At("numpy.npz"), Only("b"));
        Assert.Equal(s_index.Select(i => i % 3 == 0 ? 1f : 0f), numpy["X"].data<float>().ToArray());
        using MultimodalDataset h5py = MultimodalDataset.FromHdf5(FoundFiles.At("h5py.h5"), Only("flag"));
        Assert.Equal(s_index.Select(i => i % 2 == 0 ? 1f : 0f), h5py["X"].data<float>().ToArray());
    }

    [Fact]
    public void Text_names_classes_parts_and_groups()
    {
        string path = FoundFiles.At("numpy.npz");
        using MultimodalDataset data = MultimodalDataset.FromNpz(path, Only("f4"));
        Assert.Equal(["a", "grön", "grün"], data.ClassNames!);
        Assert.Equal([2L, 1L, 2L, 0L, 0L, 0L], data.Labels.data<long>().ToArray());
        using MultimodalDataset bytes = MultimodalDataset.FromNpz(path, Only("f4") with { Labels = "labels_S" });
        Assert.Equal(["ill", "well"], bytes.ClassNames!);
        using MultimodalDataset swapped = MultimodalDataset.FromNpz(path, Only("f4") with { Labels = "labels_bU", ClassNames = ["yes", "no"] });
        Assert.Equal([1L, 0L, 1L, 0L, 1L, 0L], swapped.Labels.data<long>().ToArray());
        using DataSplits words = data.SplitBy(SampleColumn.ReadNpz(path, "split"));
        Assert.Equal([2, 3, 1], [words.Train.Count, words.Validation.Count, words.Test.Count]);
        using DataSplits numbers = data.SplitBy(SampleColumn.ReadNpz(path, "split3"));
        Assert.Equal([3, 2, 1], [numbers.Train.Count, numbers.Validation.Count, numbers.Test.Count]);
        using DataSplits groups = data.SplitByGroup(SampleColumn.ReadNpz(path, "group"), seed: 0);
        Assert.Equal([2, 2, 2], [groups.Train.Count, groups.Validation.Count, groups.Test.Count]);
        using MultimodalDataset fixedLength = MultimodalDataset.FromHdf5(FoundFiles.At("h5py.h5"), Only("f2") with { Labels = "fixed" });
        Assert.Equal(["no", "yes"], fixedLength.ClassNames!);
    }

    [Theory]
    [InlineData("when", "its elements are of a type ('<M8[D]') that is not supported")]
    [InlineData("obj", "its elements are Python objects, which only Python can read; allowed: floating-point numbers")]
    [InlineData("cplx", "its elements are of a type ('<c8') that is not supported")]
    [InlineData("scalar", "the shape is []; expected [N, …]")]
    [InlineData("empty", "the shape is [0, 3]; expected at least one value")]
    [InlineData("labels_S", "its elements are text; allowed")]
    public void What_is_no_modality_is_refused_by_name(string array, string message)
    {
        string found = Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpz(FoundFiles.At("numpy.npz"), Only(array))).Message;
        Assert.Contains($"numpy.npz: the array '{array}': {message}", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ragged", "its elements are of the type VariableLength")]
    [InlineData("cpl", "its elements are of the type Compound")]
    [InlineData("empty", "expected [N, …]")]
    [InlineData("text1", "its elements are text")]
    public void Data_sets_that_are_no_modality_are_refused_by_name(string dataSet, string message)
    {
        string found = Assert.Throws<DatasetException>(() => MultimodalDataset.FromHdf5(FoundFiles.At("h5py.h5"), Only(dataSet))).Message;
        Assert.Contains($"h5py.h5: the data set '{dataSet}': ", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Unsigned_and_big_endian_features_of_a_folder_become_single_precision()
    {
        using MultimodalDataset unsigned = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npy_u2"));
        Assert.Equal([199f, 84f, 135f, 57f], unsigned["A"].flatten()[0..4].data<float>().ToArray());
        using MultimodalDataset bigEndian = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npy_f4be"));
        Assert.Equal([186.4959f, 185.8834f, 160.03851f, 79.22109f], bigEndian["A"].flatten()[0..4].data<float>().ToArray());
        Assert.Equal(torch.ScalarType.Float32, bigEndian["A"].dtype);
    }

    [Fact]
    public void A_folder_s_texts_and_single_values_are_no_modalities()
    {
        using MultimodalDataset data = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npy_extra"));
        Assert.Equal(["A", "B"], data.Modalities);
        using DataSplits splits = data.SplitBy(SampleColumn.ReadNpy(FoundFiles.At("arrays/npy_extra/split.npy")));
        Assert.Equal([20, 5, 5], [splits.Train.Count, splits.Validation.Count, splits.Test.Count]);
    }

    [Theory]
    [InlineData("npy_split_str")]
    [InlineData("npy_split3_part")]
    public void Parts_are_words_or_three_numbers(string name)
    {
        using MultimodalDataset data = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npy_extra"));
        using DataSplits splits = data.SplitBy(SampleColumn.ReadNpy(FoundFiles.At($"arrays/{name}.npy")));
        Assert.Equal([20, 5, 5], [splits.Train.Count, splits.Validation.Count, splits.Test.Count]);
    }

    [Fact]
    public void Groups_are_words()
    {
        IReadOnlyList<string> groups = SampleColumn.ReadNpy(FoundFiles.At("arrays/npy_group_str.npy"));
        Assert.Equal(10, groups.Distinct().Count());
        Assert.All(groups.GroupBy(group => group), group => Assert.Equal(3, group.Count()));
    }

    [Fact]
    public void Labels_of_a_folder_are_what_they_say()
    {
        using MultimodalDataset text = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npylab_str"));
        Assert.Equal(["ill", "well"], text.ClassNames!);
        Assert.Equal([0L, 1L, 0L, 1L], text.Labels[0..4].data<long>().ToArray());
        using MultimodalDataset zeroOne = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npylab_f4"), FoundFiles.AandB with { ClassNames = ["neg", "pos"] });
        Assert.Equal([1L, 0L, 0L, 1L], zeroOne.Labels[0..4].data<long>().ToArray());
        using MultimodalDataset signs = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npylab_m1"), FoundFiles.AandB with { ClassNames = ["-1", "1"] });
        Assert.Equal([1L, 1L, 1L, 1L], signs.Labels[0..4].data<long>().ToArray());
        using MultimodalDataset fromOne = MultimodalDataset.FromNpy(FoundFiles.At("arrays/npylab_one"), FoundFiles.AandB with { ClassNames = ["1", "2", "3"] });
        Assert.Equal([2L, 1L, 1L, 2L], fromOne.Labels[0..4].data<long>().ToArray());
        Assert.Contains("class_names", Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(FoundFiles.At("arrays/npylab_m1"))).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("h_bef4")]
    [InlineData("h_f2")]
    public void Big_endian_and_half_precision_data_sets_are_read(string file)
    {
        using MultimodalDataset data = MultimodalDataset.FromHdf5(FoundFiles.At($"hdf5/{file}.h5"));
        Assert.Equal(["Image", "Text"], data.Modalities);
        Assert.True(data["Image"].abs().amax([0, 1]).item<float>() < 1000);
    }

    [Fact]
    public void A_compression_that_cannot_be_read_is_named_with_the_rewriting() => Assert.Contains(
        "h_lzf.h5: the data set 'image': it is compressed with lzf, which cannot be read here. Rewrite the file with 'h5repack -f GZIP=4 old.h5 new.h5'",
        Assert.Throws<DatasetException>(() => MultimodalDataset.FromHdf5(FoundFiles.At("hdf5/h_lzf.h5"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_of_an_HDF5_file_names_classes_parts_and_samples()
    {
        using MultimodalDataset labels = MultimodalDataset.FromHdf5(FoundFiles.At("hdf5/h_strlab.h5"));
        Assert.Equal(["ill", "well"], labels.ClassNames!);
        Assert.Equal([1L, 0L, 1L, 0L], labels.Labels[0..4].data<long>().ToArray());
        string path = FoundFiles.At("hdf5/h_strs.h5");
        using MultimodalDataset data = MultimodalDataset.FromHdf5(path);
        Assert.Equal(["Image", "Text"], data.Modalities);
        foreach (string column in new[] { "part", "vpart" })
        {
            using DataSplits splits = data.SplitBy(SampleColumn.ReadHdf5(path, column));
            Assert.Equal([20, 5, 5], [splits.Train.Count, splits.Validation.Count, splits.Test.Count]);
        }

        Assert.Equal(["s0", "s1", "s2"], SampleColumn.ReadHdf5(path, "ids").Take(3));
    }

    [SkippableFact]
    public void Links_to_files_are_read_as_the_files()
    {
        Skip.If(OperatingSystem.IsWindows(), "Making links needs a right there.");
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "a", "b", "labels" })
        {
            File.CreateSymbolicLink(folder.File(name + ".npy"), FoundFiles.At($"arrays/npy_u2/{name}.npy"));
        }

        using MultimodalDataset arrays = MultimodalDataset.FromNpy(folder.Path);
        Assert.Equal(30, arrays.Count);
        File.CreateSymbolicLink(folder.File("x.h5"), FoundFiles.At("h5py.h5"));
        using MultimodalDataset sets = MultimodalDataset.FromHdf5(folder.File("x.h5"), Only("gz"));
        Assert.Equal(6, sets.Count);
    }

    private static ArrayLayout Only(string array) => new() { Modalities = new Dictionary<string, string> { ["X"] = array } };
}
