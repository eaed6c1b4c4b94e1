using System.Runtime.InteropServices;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Testing;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Data;

public sealed class NpyFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Token_ids_stay_whole_numbers_and_must_be_some()
    {
        Write("words", NpyBytes.Of("<i4", new int[] { 1, 2, 3, 4 }, 2, 2));
        Write("labels", NpyBytes.Classes(1, 0));
        using MultimodalDataset data = MultimodalDataset.FromNpy(_folder.Path, new ArrayLayout { TokenIds = ["Words"] });
        Assert.Equal(TorchSharp.torch.ScalarType.Int64, data["Words"].dtype);
        Assert.Equal([1, 2, 3, 4], data["Words"].data<long>().ToArray());

        DatasetException unknown = Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.Path, new ArrayLayout { TokenIds = ["Wrods"] }));
        Assert.Contains("Did you mean 'Words'?", unknown.Message, StringComparison.Ordinal);

        Write("words", NpyBytes.Floats([1, 2], 2, 1));
        DatasetException floats = Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.Path, new ArrayLayout { TokenIds = ["Words"] }));
        Assert.Contains("token ids are whole numbers", floats.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_say_what_the_files_are()
    {
        Write("csf_core", NpyBytes.Floats([1, 2, float.NaN, 4], 2, 2));
        Write("Image", NpyBytes.Of("|u1", new byte[] { 0, 255, 3, 4 }, 2, 1, 1, 2));
        Write("labels", NpyBytes.Classes(1, 0));
        _folder.Write("classes.txt", "cat\r\n dog \n\n");
        using MultimodalDataset data = MultimodalDataset.FromNpy(_folder.Path);
        Assert.Equal(["Image", "CsfCore"], data.Modalities);
        Assert.Equal([2L, 1L, 1L, 2L], data["Image"].shape);
        Assert.Equal([0f, 255f, 3f, 4f], data["Image"].data<float>().ToArray());
        Assert.Equal([1f, 2f, float.NaN, 4f], data["CsfCore"].data<float>().ToArray());
        Assert.Equal([1L, 0L], data.Labels.data<long>().ToArray());
        Assert.Equal(["cat", "dog"], data.ClassNames!);
    }

    [Fact]
    public void A_layout_chooses_and_names()
    {
        Write("a", NpyBytes.Floats([1, 2], 2, 1));
        Write("b", NpyBytes.Floats([3, 4], 2, 1));
        Write("c", NpyBytes.Floats([5, 6], 2, 1));
        Write("y", NpyBytes.Floats([0.5f, -2], 2));
        using MultimodalDataset data = MultimodalDataset.FromNpy(
            _folder.Path, new ArrayLayout { Modalities = new Dictionary<string, string> { ["Second"] = "b", ["First"] = "a" }, Labels = "y" });
        Assert.Equal(["Second", "First"], data.Modalities);
        Assert.Equal([3f, 4f], data["Second"].data<float>().ToArray());
        Assert.Equal([0.5f, -2f], data.Labels.data<float>().ToArray());
        Assert.Null(data.ClassNames);
    }

    public static TheoryData<string, byte[]> ElementTypes => new()
    {
        { "<f4", NpyBytes.Of("<f4", new float[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "<f8", NpyBytes.Of("<f8", new double[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "<f2", NpyBytes.Of("<f2", new Half[] { (Half)0, (Half)1, (Half)2, (Half)3, (Half)4, (Half)5 }, 3, 2) },
        { "<i8", NpyBytes.Of("<i8", new long[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "<i4", NpyBytes.Of("<i4", new[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "<i2", NpyBytes.Of("<i2", new short[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "|i1", NpyBytes.Of("|i1", new sbyte[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "|u1", NpyBytes.Of("|u1", new byte[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "<u2", NpyBytes.Of("<u2", new ushort[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "<u4", NpyBytes.Of("<u4", new uint[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { "<u8", NpyBytes.Of("<u8", new ulong[] { 0, 1, 2, 3, 4, 5 }, 3, 2) },
        { ">f4", NpyBytes.Of(">f4", Swapped(new float[] { 0, 1, 2, 3, 4, 5 }), 3, 2) },
        { ">f8", NpyBytes.Of(">f8", Swapped(new double[] { 0, 1, 2, 3, 4, 5 }), 3, 2) },
        { ">i2", NpyBytes.Of(">i2", Swapped(new short[] { 0, 1, 2, 3, 4, 5 }), 3, 2) },
        { ">u8", NpyBytes.Of(">u8", Swapped(new ulong[] { 0, 1, 2, 3, 4, 5 }), 3, 2) },
        { "column order", NpyBytes.With(NpyBytes.Dictionary("|u1", [3, 2], isColumnOrder: true), [0, 2, 4, 1, 3, 5]) },
        { "version 2", NpyBytes.With(NpyBytes.Dictionary("|u1", [3, 2]), [0, 1, 2, 3, 4, 5], version: 2) },
        { "another order of the keys", NpyBytes.With("{'shape':(3,2),'descr':'|u1','fortran_order':False}", [0, 1, 2, 3, 4, 5]) },
    };

    [Theory]
    [MemberData(nameof(ElementTypes), DisableDiscoveryEnumeration = true)]
    public void Every_element_type_becomes_single_precision(string what, byte[] bytes)
    {
        Write("a", bytes);
        Write("labels", NpyBytes.Classes(0, 0, 1));
        using MultimodalDataset data = MultimodalDataset.FromNpy(_folder.Path);
        Assert.Equal((what, torch.ScalarType.Float32), (what, data["A"].dtype));
        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f], data["A"].data<float>().ToArray());
    }

    public static TheoryData<byte[], torch.ScalarType> LabelTypes => new()
    {
        { NpyBytes.Of("|b1", new byte[] { 0, 1, 1 }, 3), torch.ScalarType.Int64 },
        { NpyBytes.Of("<i4", new[] { 0, 1, 1 }, 3), torch.ScalarType.Int64 },
        { NpyBytes.Of("<f8", new double[] { 0, 1, 1 }, 3), torch.ScalarType.Float32 },
        { NpyBytes.Of("|b1", new byte[] { 0, 1, 1, 0, 0, 0 }, 3, 2), torch.ScalarType.Float32 },
        { NpyBytes.Of("<i8", new long[] { 0, 1, 1, 0, 0, 0 }, 3, 2), torch.ScalarType.Float32 },
    };

    [Theory]
    [MemberData(nameof(LabelTypes), DisableDiscoveryEnumeration = true)]
    public void The_type_of_the_labels_says_what_is_predicted(byte[] labels, torch.ScalarType type)
    {
        Write("a", NpyBytes.Floats([1, 2, 3], 3, 1));
        Write("labels", labels);
        using MultimodalDataset data = MultimodalDataset.FromNpy(_folder.Path);
        Assert.Equal(type, data.Labels.dtype);
        Assert.Equal(2, data.Labels.sum().to(torch.ScalarType.Float32).item<float>());
    }

    public static TheoryData<string, byte[]> BadArrays => new()
    {
        { "this is not an .npy file", [] },
        { "this is not an .npy file", "hello, this is text"u8.ToArray() },
        { "the version of the .npy format is 9; allowed: 1 to 3", [0x93, .. "NUMPY"u8, 9, 0, 4, 0, 0, 0] },
        { "the header claims 4294967295 bytes; at most 20000 are allowed", [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255] },
        { "it ends too early", [0x93, .. "NUMPY"u8, 1, 0, 100, 0, 1, 2] },
        { "the header is not a dictionary of 'descr', 'fortran_order' and 'shape'", NpyBytes.With("{'descr': '<f4', 'shape': (2, 1)}", new byte[8]) },
        { "the header is not a dictionary", NpyBytes.With("{'descr': '<f4', 'shape': (2, 1), 'shape': (2, 1), 'fortran_order': False}", new byte[8]) },
        { "the header is not a dictionary", NpyBytes.With("__import__('os')", new byte[8]) },
        { "'fortran_order' is '0'; allowed: True and False", NpyBytes.With("{'descr': '<f4', 'shape': (2, 1), 'fortran_order': '0'}", new byte[8]) },
        { "are Python objects", NpyBytes.With(NpyBytes.Dictionary("|O", [2, 1]), new byte[16]) },
        { "are a structured type", NpyBytes.With("{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (2, 1), }", new byte[16]) },
        { "its elements are of a type ('<c8') that is not supported; allowed: floating-point numbers", NpyBytes.With(NpyBytes.Dictionary("<c8", [2, 1]), new byte[16]) },
        { "every length must be a whole number from 0", NpyBytes.With(NpyBytes.Dictionary("<f4", [-2, 1]), new byte[8]) },
        { "every length must be a whole number from 0", NpyBytes.With("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 1), }", new byte[8]) },
        { "has 33 dimensions", NpyBytes.With(NpyBytes.Dictionary("|u1", [.. Enumerable.Repeat(1L, 33)]), new byte[1]) },
        { "has more bytes than can be counted in 64 bits", NpyBytes.With(NpyBytes.Dictionary("<f4", [1L << 32, 1L << 32]), new byte[8]) },
        { "an array of Float32 [2, 1152921504606846975] needs 92233720368547758", NpyBytes.With(NpyBytes.Dictionary("<f4", [2, (1L << 60) - 1]), new byte[8]) },
        { "it was cut off, or its header is wrong", NpyBytes.With(NpyBytes.Dictionary("<f4", [2, 1]), new byte[7]) },
        { "the file has 1 bytes after its array of Float32 [2, 1]", NpyBytes.With(NpyBytes.Dictionary("<f4", [2, 1]), new byte[9]) },
        { "a Boolean is neither 0 nor 1", NpyBytes.Of("|b1", new byte[] { 0, 7 }, 2, 1) },
        { "the shape is [2]; expected [N, …] with at least two dimensions", NpyBytes.Floats([1, 2], 2) },
        { "the shape is [3, 1], that is 3 samples; the labels ('labels') have 2", NpyBytes.Floats([1, 2, 3], 3, 1) },
        { "row 1 (counted from 0) has a value that is infinite", NpyBytes.Floats([1, float.PositiveInfinity], 2, 1) },
        { "row 0 (counted from 0) has a value that is infinite or too large for 32 bits", NpyBytes.Of("<f8", new[] { 1e39, 1 }, 2, 1) },
    };

    [Theory]
    [MemberData(nameof(BadArrays), DisableDiscoveryEnumeration = true)]
    public void A_bad_array_is_refused_with_its_file(string message, byte[] bytes)
    {
        string file = Write("image", bytes);
        Write("labels", NpyBytes.Classes(0, 1));
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.Path));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(file, e.File);
    }

    public static TheoryData<string, byte[]> BadLabels => new()
    {
        { "row 1 (counted from 0): the class -1 is negative; classes count from 0", NpyBytes.Classes(0, -1) },
        { "row 0 (counted from 0) is NaN, infinite", NpyBytes.Floats([float.NaN, 1], 2) },
        { "row 1 (counted from 0) is NaN, infinite or too large", NpyBytes.Of("<f8", new[] { 1, 1e39 }, 2) },
        { "the shape is [2, 1]; expected [N] for classes or targets", NpyBytes.Of("<i8", new long[] { 0, 1 }, 2, 1) },
        { "the shape is [2, 1, 2]; expected [N]", NpyBytes.Of("<i8", new long[] { 0, 1, 1, 1 }, 2, 1, 2) },
        { "row 1 (counted from 0) has a value other than 0 and 1", NpyBytes.Floats([0, 1, 1, float.NaN], 2, 2) },
    };

    [Theory]
    [MemberData(nameof(BadLabels), DisableDiscoveryEnumeration = true)]
    public void Bad_labels_are_refused_with_their_row(string message, byte[] bytes)
    {
        Write("image", NpyBytes.Floats([1, 2], 2, 1));
        string file = Write("labels", bytes);
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.Path));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(file, e.File);
    }

    [Fact]
    public void Files_that_do_not_exist_are_answered_with_those_that_do()
    {
        Write("image", NpyBytes.Floats([1, 2], 2, 1));
        Assert.Contains("there is no file 'labels', which holds the labels; the files are 'image'.", Message(null), StringComparison.Ordinal);
        Write("label", NpyBytes.Classes(0, 1));
        Assert.Contains("Did you mean 'label'?", Message(null), StringComparison.Ordinal);
        Assert.Contains(
            "there is no file 'imgae', which the modality 'Image' needs; the files are 'image', 'label'. Did you mean 'image'?",
            Message(new ArrayLayout { Labels = "label", Modalities = new Dictionary<string, string> { ["Image"] = "imgae" } }), StringComparison.Ordinal);
        Assert.Contains(
            "holds the labels, which the modality 'Image' must not contain",
            Message(new ArrayLayout { Labels = "label", Modalities = new Dictionary<string, string> { ["Image"] = "label" } }), StringComparison.Ordinal);
        Assert.Contains("no modalities", Message(new ArrayLayout { Labels = "label", Modalities = new Dictionary<string, string>() }), StringComparison.Ordinal);
        Assert.Contains("the folder does not exist", Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.File("no"))).Message, StringComparison.Ordinal);
        Assert.Contains("there is no file", Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.File("image.npy"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_become_one_modality_are_refused()
    {
        Write("a_b", NpyBytes.Floats([1, 2], 2, 1));
        Write("aB", NpyBytes.Floats([1, 2], 2, 1));
        Write("labels", NpyBytes.Classes(0, 1));
        Assert.Contains("the files 'aB', 'a_b' would all be the modality 'AB'", Message(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat\n", null, "row 1 (counted from 0): '1' is not a class; allowed: 'cat', or 0 to 0.")]
    [InlineData("cat\n\ndog\n", 2L, "the line is blank")]
    [InlineData("cat\ndog\ncat", 3L, "the class 'cat' is already on line 1")]
    public void Class_names_that_do_not_fit_are_refused(string names, long? line, string message)
    {
        Write("image", NpyBytes.Floats([1, 2], 2, 1));
        Write("labels", NpyBytes.Classes(0, 1));
        Directory.CreateDirectory(_folder.File("extra"));
        _folder.Write("extra/classes.txt", names);
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.Path));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(line, e.Line);
        using MultimodalDataset declared = MultimodalDataset.FromNpy(_folder.Path, new ArrayLayout { ClassNames = ["no", "yes"] });
        Assert.Equal(["no", "yes"], declared.ClassNames!);
    }

    [SkippableFact]
    public void Published_data_are_read_whole()
    {
        Skip.If(RepositoryFiles.Data is null, "The reference data (../shared/data or I2MOE_DATA) are absent.");
        using MultimodalDataset skin = MultimodalDataset.FromNpy(Path.Combine(RepositoryFiles.Data!, "dermatology"));
        Assert.Equal(["Clinical", "Histopathology"], skin.Modalities);
        Assert.Equal([[366L, 12L], [366L, 22L]], skin.Modalities.Select(modality => skin[modality].shape));
        Assert.Equal(8, skin["Clinical"].isnan().sum().item<long>());
        Assert.Equal([112L, 61L, 72L, 49L, 52L, 20L], skin.Labels.bincount(null).data<long>().ToArray());
        Assert.Equal("lichen planus", skin.ClassNames![2]);

        using MultimodalDataset digits = MultimodalDataset.FromNpy(Path.Combine(RepositoryFiles.Data!, "mfeat_digits"));
        Assert.Equal(["Fourier", "Karhunen", "Morphological", "Pixel", "Profile", "Zernike"], digits.Modalities);
        Assert.Equal(Enumerable.Repeat(200L, 10), digits.Labels.bincount(null).data<long>().ToArray());

        using MultimodalDataset grades = MultimodalDataset.FromNpy(Path.Combine(RepositoryFiles.Data!, "student_grades"));
        Assert.Equal((649, torch.ScalarType.Float32), (grades.Count, grades.Labels.dtype));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Swapped<T>(T[] values)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes<T>(values).ToArray();
        for (int start = 0; start < bytes.Length; start += bytes.Length / values.Length)
        {
            bytes.AsSpan(start, bytes.Length / values.Length).Reverse();
        }

        return bytes;
    }

    private string Message(ArrayLayout? layout) => Assert.Throws<DatasetException>(() => MultimodalDataset.FromNpy(_folder.Path, layout)).Message;

    private string Write(string name, byte[] bytes)
    {
        string file = _folder.File(name + ".npy");
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
