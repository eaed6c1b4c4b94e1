using System.Buffers.Binary;
using System.Text;
using I2MoE.Dsl.SafeTensors;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Interchange;

public sealed class HostileSafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""[]""", 0, "the header is a JSON array; expected an object")]
    [InlineData("""null""", 0, "the header is a JSON null; expected an object")]
    [InlineData("", 0, "the header is not valid JSON")]
    [InlineData("""{"a":""", 0, "the header is not valid JSON")]
    [InlineData("""{} {}""", 0, "the header is not valid JSON")]
    [InlineData("""{"a":[[[[[[]]]]]]}""", 0, "the header is not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "the header is not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "'a'")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}}""", 1, "'dtype'")]
    [InlineData("""{"a":7}""", 0, "tensor 'a' is a JSON number; expected an object")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "tensor 'a' has no dtype")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "tensor 'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "tensor 'a' has no data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"strides":[1]}}""", 4, "unknown field 'strides'; allowed: dtype, shape, data_offsets")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "the dtype 'F8_E4M3'; allowed: F64, F32")]
    [InlineData("""{"a":{"dtype":3,"shape":[1],"data_offsets":[0,1]}}""", 1, "a dtype that is a JSON number")]
    [InlineData("""{"a":{"dtype":"F32","shape":4,"data_offsets":[0,4]}}""", 4, "a shape that is a JSON number; expected an array")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "number -1 in its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "number 1.5 in its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "string \"1\" in its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}""", 4, "number 99999999999999999999 in its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "more bytes than a 64-bit number can count")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", 0, "more bytes than a 64-bit number can count")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "tensor 'a' (F32 [2]) needs 8 bytes, but its data_offsets give it 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,4]}}""", 4, "needs 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "the data_offsets [4, 0]; expected [begin, end] with begin <= end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}""", 4, "the data_offsets [4]; expected [begin, end]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "number -4 in its data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "tensor 'a' ends at byte 8 of the data, but the file has only 4 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}""", 4, "only 4 bytes of data; it may be truncated")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "tensor 'b' overlaps tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "a hole of 4 bytes between tensor 'a' and tensor 'b'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "a hole of 4 bytes between the header and tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 7, "3 bytes after tensor 'a' that belong to no tensor")]
    [InlineData("""{"__metadata__":[]}""", 0, "'__metadata__' is a JSON array; expected an object of strings")]
    [InlineData("""{"__metadata__":{"epoch":3}}""", 0, "the metadata 'epoch' is a JSON number; expected a string")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", 2, "bytes other than 0 and 1")]
    public void A_malformed_header_is_refused(string header, int dataBytes, string message)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        AssertRefused([.. Length(json.Length), .. json, .. Enumerable.Repeat((byte)7, dataBytes)], message);
    }

    [Fact]
    public void A_shape_of_too_many_dimensions_is_refused()
    {
        byte[] json = Encoding.UTF8.GetBytes($$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(",", Enumerable.Repeat(1, 65))}}}],"data_offsets":[0,1]}}""");
        AssertRefused([.. Length(json.Length), .. json, 0], "65 numbers; at most 64 are allowed");
    }

    [Fact]
    public void A_file_that_ends_early_or_is_something_else_is_refused()
    {
        AssertRefused([], "the file has 0 bytes");
        AssertRefused([1, 0, 0], "the file has 3 bytes");
        AssertRefused([.. Length(10), .. "{}"u8], "the header claims 10 bytes, but only 2 follow");
        AssertRefused([.. Length(100_000_001), .. "{}"u8], "at most 100000000 are allowed");
        AssertRefused([.. Length(-1), .. "{}"u8], "the header claims 18446744073709551615 bytes");
        AssertRefused([.. Length(7), .. "{\""u8, 0xFF, .. "\":1}"u8], "not valid UTF-8");
        Assert.Contains("is a folder", Assert.Throws<ModelException>(() => SafeTensorsFile.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Read(_folder.File("missing")));
    }

    [Fact]
    public void A_message_does_not_grow_with_the_file()
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{"{{new string('a', 100_000)}}":7}""");
        string message = AssertRefused([.. Length(json.Length), .. json], "tensor 'aaa");
        Assert.InRange(message.Length, 1, 1_000);
    }

    [Fact]
    public void An_empty_file_and_empty_tensors_anywhere_are_fine()
    {
        byte[] json = """{"z":{"dtype":"F32","shape":[0],"data_offsets":[2,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"I64","shape":[3,0],"data_offsets":[0,0]}}  """u8.ToArray();
        File.WriteAllBytes(_folder.File("a"), [.. Length(json.Length), .. json, 5, 6]);
        using SafeTensorsFile file = SafeTensorsFile.Read(_folder.File("a"));
        Assert.Equal([5, 6], file.Tensors["b"].data<byte>().ToArray());
        Assert.Equal([3L, 0L], file.Tensors["a"].shape);

        File.WriteAllBytes(_folder.File("b"), [.. Length(2), .. "{}"u8]);
        using SafeTensorsFile empty = SafeTensorsFile.Read(_folder.File("b"));
        Assert.Empty(empty.Tensors);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        using (NewDisposeScope())
        {
            Tensor flags = tensor(new[] { true, false, true });
            SafeTensorsFile.Write(
                _folder.File("valid"),
                new Dictionary<string, Tensor> { ["weight"] = rand(2, 3), ["labels"] = arange(4, int64), ["flags"] = flags, ["none"] = zeros(0) },
                new Dictionary<string, string> { ["seed"] = "0" });
        }

        byte[] valid = File.ReadAllBytes(_folder.File("valid"));
        Random random = new(20250101);
        int refused = 0;
        for (int i = 0; i < 2_000; i++)
        {
            File.WriteAllBytes(_folder.File("mutated"), Mutate(valid, random));
            try
            {
                using SafeTensorsFile file = SafeTensorsFile.Read(_folder.File("mutated"));
                Assert.All(file.Tensors.Values, tensor => Assert.False(tensor.IsInvalid));
            }
            catch (ModelException)
            {
                refused++;
            }
        }

        // Both outcomes occur: a change of the data is not noticed, a change of the structure is.
        Assert.InRange(refused, 1_000, 1_999);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Mutate(byte[] valid, Random random)
    {
        List<byte> bytes = [.. valid];
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int position = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[position] = (byte)"0123456789[]{},:\"-e."[random.Next(20)];
                    break;
                case 2:
                    bytes.RemoveAt(position);
                    break;
                case 3:
                    bytes.Insert(position, bytes[random.Next(bytes.Count)]);
                    break;
                default:
                    bytes.RemoveRange(position, Math.Min(random.Next(1, 30), bytes.Count - position));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Length(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private string AssertRefused(byte[] content, string message)
    {
        File.WriteAllBytes(_folder.File("hostile"), content);
        ModelException e = Assert.Throws<ModelException>(() => SafeTensorsFile.Read(_folder.File("hostile")));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder.File("hostile"), e.Message, StringComparison.Ordinal);
        return e.Message;
    }
}
