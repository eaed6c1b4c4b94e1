using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace I2MoE.Dsl.Onnx.Graphs;

/// <summary>Collects the nodes, the constants, the inputs and the outputs of a graph. A value is known by its name, and each name is given once.</summary>
internal sealed class GraphWriter
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);

    /// <summary>Begins a graph.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isHalf">Whether its nodes compute in half precision.</param>
    public GraphWriter(string name, bool isHalf)
    {
        IsHalf = isHalf;
        Graph = new GraphProto { Name = name };
    }

    /// <summary>Whether the nodes compute in half precision, and not in single.</summary>
    public bool IsHalf { get; }

    /// <summary>The type of the numbers that nodes compute with.</summary>
    public DataType FloatType => IsHalf ? DataType.Float16 : DataType.Float;

    /// <summary>The graph so far.</summary>
    public GraphProto Graph { get; }

    /// <summary>Takes a name, or the next free one like it.</summary>
    public string Name(string wanted)
    {
        string name = wanted;
        for (int number = 2; !_names.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number}");
        }

        return name;
    }

    /// <summary>Adds a node, whose results are named as it is.</summary>
    /// <param name="operation">What it does, as the ONNX standard calls it.</param>
    /// <param name="wanted">Its name; a number is added where it is taken.</param>
    /// <param name="inputs">The names of its inputs; empty for one that is left out.</param>
    /// <param name="outputs">The number of results; a result that nobody reads is named, too.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The names of its results.</returns>
    public IReadOnlyList<string> Add(string operation, string wanted, IReadOnlyList<string> inputs, int outputs, params IReadOnlyList<AttributeProto> attributes)
    {
        string name = Name(wanted);
        var node = new NodeProto { Name = name, OpType = operation };
        node.Input.AddRange(inputs);
        node.Output.Add(name);
        for (int output = 1; output < outputs; output++)
        {
            node.Output.Add(Name(string.Create(CultureInfo.InvariantCulture, $"{name}:{output}")));
        }

        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return node.Output;
    }

    /// <summary>A constant of the numbers that nodes compute with.</summary>
    public string Constant(string wanted, StoredTensor tensor) => IsHalf
        ? Constant(wanted, DataType.Float16, tensor.Shape, MemoryMarshal.AsBytes<Half>(Array.ConvertAll(tensor.Values, value => (Half)value)))
        : Constant(wanted, DataType.Float, tensor.Shape, MemoryMarshal.AsBytes<float>(tensor.Values));

    /// <summary>A constant in double precision.</summary>
    public string Constant(string wanted, double[] values, params long[] shape) => Constant(wanted, DataType.Double, shape, MemoryMarshal.AsBytes<double>(values));

    /// <summary>A constant of truth values.</summary>
    public string Constant(string wanted, bool[] values, params long[] shape) => Constant(wanted, DataType.Bool, shape, MemoryMarshal.AsBytes<bool>(values));

    /// <summary>One number that nodes compute with; the same number is the same constant.</summary>
    public string Number(double value)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"constants/{value:R}");
        return Shared(name, () => Constant(name, new StoredTensor([(float)value], [])));
    }

    /// <summary>One whole number; the same number is the same constant.</summary>
    public string Whole(long value)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"constants/int64/{value}");
        return Shared(name, () => Constant(name, DataType.Int64, [], MemoryMarshal.AsBytes<long>([value])));
    }

    /// <summary>Whole numbers, for example a shape; the same numbers are the same constant.</summary>
    public string Wholes(params long[] values)
    {
        string name = $"constants/int64/[{string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]";
        return Shared(name, () => Constant(name, DataType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values)));
    }

    /// <summary>Adds an input.</summary>
    /// <param name="name">Its name, taken before.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="batch">What its first dimension, which is open, is called.</param>
    /// <param name="shape">The other dimensions.</param>
    public void Input(string name, DataType type, string batch, IEnumerable<int> shape) => Graph.Input.Add(Value(name, type, batch, shape));

    /// <summary>Adds an output.</summary>
    /// <param name="name">Its name, taken before.</param>
    /// <param name="value">The value that it is.</param>
    /// <param name="shape">Its dimensions after that of the batch.</param>
    public void Output(string name, string value, params int[] shape)
    {
        var node = new NodeProto { Name = $"outputs/{name}", OpType = "Identity" };
        node.Input.Add(value);
        node.Output.Add(name);
        Graph.Node.Add(node);
        Graph.Output.Add(Value(name, DataType.Float, "batch", shape));
    }

    private static ValueInfoProto Value(string name, DataType type, string batch, IEnumerable<int> shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = batch });
        dimensions.Dim.AddRange(shape.Select(length => new TensorShapeProto.Types.Dimension { DimValue = length }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } } };
    }

    private string Shared(string key, Func<string> create)
    {
        if (!_constants.TryGetValue(key, out string? name))
        {
            name = create();
            _constants.Add(key, name);
        }

        return name;
    }

    private string Constant(string wanted, DataType type, IEnumerable<long> shape, ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("ONNX files are written on little-endian machines only.");
        }

        string name = Name(wanted);
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        Graph.Initializer.Add(tensor);
        return name;
    }
}
