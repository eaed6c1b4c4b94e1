using System.Buffers.Binary;
using System.Text;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Interchange;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<ScalarType> Types =>
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64,
        ScalarType.Int32, ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_comes_back_as_it_was(ScalarType type)
    {
        Dictionary<string, Tensor> tensors = new()
        {
            ["matrix"] = tensor(new float[] { 0, 1, 2, 3, 1, 100 }, [2, 3]).to(type),
            ["scalar"] = tensor(1f).to(type),
            ["empty"] = zeros([0, 4], type),
            ["transposed"] = tensor(new float[] { 0, 1, 2, 3, 0, 4 }, [2, 3]).to(type).t(),
        };
        SafeTensorsFile.Write(_folder.File("a"), tensors);
        using SafeTensorsFile file = SafeTensorsFile.Read(_folder.File("a"));
        Assert.Equal(tensors.Keys.Order(), file.Tensors.Keys.Order());
        Assert.Empty(file.Metadata);
        foreach ((string name, Tensor expected) in tensors)
        {
            Assert.Equal(type, file.Tensors[name].dtype);
            Assert.Equal(expected.shape, file.Tensors[name].shape);
            Assert.True(expected.eq(file.Tensors[name]).all().item<bool>(), name);
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        SafeTensorsFile.Write(
            _folder.File("a"),
            new Dictionary<string, Tensor> { ["flag"] = tensor(new[] { true, false }), ["b"] = tensor(new[] { 1f }), ["é"] = tensor(new[] { -2f }) },
            new Dictionary<string, string> { ["z"] = "\"last\"", ["a"] = "first" });
        byte[] bytes = File.ReadAllBytes(_folder.File("a"));
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);

        // Large elements first, then by name; the header is padded so that the data is aligned.
        Assert.Equal(
            """{"__metadata__":{"a":"first","z":"\"last\""},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"é":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"flag":{"dtype":"BOOL","shape":[2],"data_offsets":[8,10]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal(0, length % 8);
        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 1, 0], bytes[(8 + length)..]);

        using SafeTensorsFile file = SafeTensorsFile.Read(_folder.File("a"));
        Assert.Equal("\"last\"", file.Metadata["z"]);
        Assert.Equal(-2f, file.Tensors["é"].item<float>());
    }

    [Fact]
    public void Equal_content_gives_equal_bytes_in_any_order()
    {
        (string, Tensor)[] tensors = [("b", ones(3)), ("a", zeros(2)), ("c", ones(1, int64))];
        foreach ((string file, IEnumerable<(string Name, Tensor Tensor)> order) in new[] { ("x", tensors), ("y", tensors.Reverse()) })
        {
            SafeTensorsFile.Write(_folder.File(file), order.Select(item => KeyValuePair.Create(item.Name, item.Tensor)));
        }

        Assert.Equal(File.ReadAllBytes(_folder.File("x")), File.ReadAllBytes(_folder.File("y")));
    }

    [Fact]
    public void Tensors_outlive_scopes_until_the_file_is_disposed()
    {
        SafeTensorsFile.Write(_folder.File("a"), [new("a", ones(3).requires_grad_())]);
        SafeTensorsFile file;
        using (NewDisposeScope())
        {
            file = SafeTensorsFile.Read(_folder.File("a"));
        }

        Tensor kept = file.Tensors["a"];
        Assert.Equal(3f, kept.sum().item<float>());
        file.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        string path = _folder.File("a");
        SafeTensorsFile.Write(path, [new("a", ones(3))]);
        byte[] before = File.ReadAllBytes(path);

        // A tensor of the meta device has a shape but no memory to copy, so that writing fails half way.
        Assert.ThrowsAny<Exception>(() => SafeTensorsFile.Write(path, [new("a", zeros(100)), new("b", zeros([3], device: META))]));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));

        SafeTensorsFile.Write(path, [new("a", zeros(100))]);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        Assert.NotEqual(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        string path = _folder.File("a");
        Assert.Contains("tensor 'c' has the type ComplexFloat32", Assert.Throws<ModelException>(() => SafeTensorsFile.Write(path, [new("c", zeros(1, complex64))])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be called '__metadata__'", Assert.Throws<ModelException>(() => SafeTensorsFile.Write(path, [new("__metadata__", zeros(1))])).Message, StringComparison.Ordinal);
        Assert.Contains("two tensors called 'a'", Assert.Throws<ModelException>(() => SafeTensorsFile.Write(path, [new("a", zeros(1)), new("a", zeros(1))])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => SafeTensorsFile.Write(_folder.File("no/such"), [new("a", zeros(1))]));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [SkippableFact]
    public void A_file_of_the_reference_implementation_is_read_and_written_again()
    {
        Skip.If(RepositoryFiles.Golden is null, "The reference numbers are not on this machine (see I2MOE_GOLDEN).");
        using SafeTensorsFile golden = SafeTensorsFile.Read(Path.Combine(RepositoryFiles.Golden!, "transformer_multiclass.safetensors"));
        Assert.NotEmpty(golden.Metadata);
        Assert.Equal(ScalarType.Int64, golden.Tensors["labels"].dtype);
        Tensor weights = golden.Tensors["expert_weights"];
        Assert.True(weights.sum(dim: 1L).sub(1).abs().max().item<float>() < 1e-5);

        SafeTensorsFile.Write(_folder.File("copy"), golden.Tensors, golden.Metadata);
        using SafeTensorsFile copy = SafeTensorsFile.Read(_folder.File("copy"));
        Assert.Equal(golden.Metadata.OrderBy(pair => pair.Key), copy.Metadata.OrderBy(pair => pair.Key));
        Assert.All(golden.Tensors, pair => Assert.True(pair.Value.eq(copy.Tensors[pair.Key]).all().item<bool>(), pair.Key));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }
}
