using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;
using Onnx;

namespace I2MoE.Dsl.Onnx.Encoders;

/// <summary>The text encoder as a graph: token ids [B, T] to [B, D], in which padding has no part.</summary>
internal static class TextGraph
{
    /// <summary>Writes the encoder.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="options">Its options.</param>
    /// <param name="length">The number T of tokens.</param>
    /// <param name="input">The token ids.</param>
    public static string Write(Part part, TextEncoderOptions options, int length, string input)
    {
        string isReal = part.Cast(part.Add("Not", [part.Add("Equal", [input, part.Graph.Whole(options.PaddingId)])]), TensorProto.Types.DataType.Int64);
        string count = part.Sum(isReal, axis: 1, keep: true);
        return options.Pooling == TextPooling.Gru ? LastState(part, length, input, isReal, count) : MeanOfTokens(part, input, isReal, count);
    }

    private static string MeanOfTokens(Part part, string ids, string isReal, string count)
    {
        string kept = part.Unsqueeze(part.Cast(isReal, part.Graph.FloatType), axis: 2);
        string sum = part.Sum(part.Times(Embed(part, ids), kept), axis: 1);
        string divisor = part.Cast(part.Add("Max", [count, part.Graph.Whole(1)]), part.Graph.FloatType);
        return part.Child("projection").Linear(part.Add("Div", [sum, divisor]));
    }

    // The real tokens move to the front in their order; the state after the last of them counts, and zeros where there is none.
    private static string LastState(Part part, int length, string ids, string isReal, string count)
    {
        string places = part.Graph.Wholes([.. Enumerable.Range(0, length).Select(place => (long)place)]);
        string key = part.Add("Sub", [places, part.Times(isReal, part.Graph.Whole(length))]);
        string order = part.Several("TopK", [key, part.Graph.Wholes(length)], outputs: 2, NodeAttribute.Of("axis", 1), NodeAttribute.Of("largest", 0), NodeAttribute.Of("sorted", 1))[1];
        string sorted = part.Add("GatherElements", [ids, order], NodeAttribute.Of("axis", 1));
        (string states, _) = part.Child("gru.gru").Gru(part.Transpose(Embed(part, sorted), 1, 0, 2));
        return part.StateAfter(states, count);
    }

    private static string Embed(Part part, string ids) => part.Add("Gather", [part.Weight("embeddings"), ids], NodeAttribute.Of("axis", 0));
}
