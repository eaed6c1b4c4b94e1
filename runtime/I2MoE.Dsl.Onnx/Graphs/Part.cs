using System.Globalization;
using Onnx;

namespace I2MoE.Dsl.Onnx.Graphs;

/// <summary>A part of a model, for example one layer of one expert: where its nodes stand in the graph and its tensors in the model.</summary>
/// <param name="graph">The graph.</param>
/// <param name="tensors">The tensors of the model.</param>
/// <param name="path">What the names of the nodes begin with, for example <c>experts/Synergy/blocks/0</c>.</param>
/// <param name="prefix">What the names of the tensors begin with, for example <c>experts.fusion.blocks.0.</c></param>
/// <param name="expert">The expert, where the tensors are stacked by expert.</param>
internal sealed class Part(GraphWriter graph, ModelTensors tensors, string path, string prefix, int? expert)
{
    /// <summary>The graph.</summary>
    public GraphWriter Graph { get; } = graph;

    /// <summary>A part of this part.</summary>
    /// <param name="name">Its name, with dots between those of several levels.</param>
    public Part Child(string name) => new(Graph, tensors, $"{path}/{name.Replace('.', '/')}", $"{prefix}{name}.", expert);

    /// <summary>A part of this part that has a number.</summary>
    public Part Child(string name, int number) => Child(string.Create(CultureInfo.InvariantCulture, $"{name}.{number}"));

    /// <summary>How many parts of a name there are, counted from 0.</summary>
    public int Count(string name, string tensor) => Enumerable.Range(0, int.MaxValue).First(number => !Has(string.Create(CultureInfo.InvariantCulture, $"{name}.{number}.{tensor}")));

    /// <summary>Whether this part has a tensor of a name.</summary>
    public bool Has(string tensor) => tensors.Has(prefix + tensor);

    /// <summary>The numbers of a tensor, those of the part's expert.</summary>
    public StoredTensor Read(string tensor) => tensors.Read(prefix + tensor, expert);

    /// <summary>A tensor as a constant of the graph, as it is or changed.</summary>
    public string Weight(string tensor, Func<StoredTensor, StoredTensor>? change = null)
    {
        StoredTensor read = Read(tensor);
        return Constant(tensor, change is null ? read : change(read));
    }

    /// <summary>A constant of this part.</summary>
    public string Constant(string name, StoredTensor tensor) => Graph.Constant($"{path}/{name}", tensor);

    /// <summary>Adds a node that has one result.</summary>
    /// <param name="operation">What it does, as the ONNX standard calls it.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    public string Add(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<AttributeProto> attributes) => Several(operation, inputs, 1, attributes)[0];

    /// <summary>Adds a node that has several results.</summary>
    public IReadOnlyList<string> Several(string operation, IReadOnlyList<string> inputs, int outputs, params IReadOnlyList<AttributeProto> attributes) =>
        Graph.Add(operation, $"{path}/{operation}", inputs, outputs, attributes);

    /// <summary>The sum of two tensors.</summary>
    public string Plus(string left, string right) => Add("Add", [left, right]);

    /// <summary>The product of two tensors, number by number.</summary>
    public string Times(string left, string right) => Add("Mul", [left, right]);

    /// <summary>The product of two tensors of matrices.</summary>
    public string Product(string left, string right) => Add("MatMul", [left, right]);

    /// <summary>A tensor in another shape: 0 for a dimension that stays, -1 for the rest.</summary>
    public string Reshape(string input, params long[] shape) => Add("Reshape", [input, Graph.Wholes(shape)]);

    /// <summary>A tensor with its dimensions in another order.</summary>
    public string Transpose(string input, params long[] order) => Add("Transpose", [input], NodeAttribute.Of("perm", order));

    /// <summary>Tensors one after the other along a dimension.</summary>
    public string Concat(IReadOnlyList<string> inputs, long axis) => inputs.Count == 1 ? inputs[0] : Add("Concat", inputs, NodeAttribute.Of("axis", axis));

    /// <summary>A tensor with a dimension of 1 more.</summary>
    public string Unsqueeze(string input, long axis) => Add("Unsqueeze", [input, Graph.Wholes(axis)]);

    /// <summary>A tensor without a dimension of 1.</summary>
    public string Squeeze(string input, long axis) => Add("Squeeze", [input, Graph.Wholes(axis)]);

    /// <summary>The sum along a dimension, which goes away unless it is kept.</summary>
    public string Sum(string input, long axis, bool keep = false) => Add("ReduceSum", [input, Graph.Wholes(axis)], NodeAttribute.Of("keepdims", keep ? 1 : 0));

    /// <summary>The mean along a dimension, which goes away.</summary>
    public string Mean(string input, long axis) => Add("ReduceMean", [input], NodeAttribute.Of("axes", [axis]), NodeAttribute.Of("keepdims", 0));

    /// <summary>The softmax along the last dimension.</summary>
    public string Softmax(string input) => Add("Softmax", [input], NodeAttribute.Of("axis", -1));

    /// <summary>A tensor of another type.</summary>
    public string Cast(string input, TensorProto.Types.DataType type) => Add("Cast", [input], NodeAttribute.Of("to", (long)type));

    /// <summary>The length of a dimension, as a whole number of no dimensions.</summary>
    public string Length(string input, long axis) => Add("Gather", [Add("Shape", [input]), Graph.Whole(axis)]);
}
