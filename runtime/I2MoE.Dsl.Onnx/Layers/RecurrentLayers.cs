using I2MoE.Dsl.Onnx.Graphs;

namespace I2MoE.Dsl.Onnx.Layers;

/// <summary>Recurrent layers over sequences with time in front, [T, B, F].</summary>
internal static class RecurrentLayers
{
    // The gates of torch in the order of ONNX: reset, update, new to update, reset, new; and input, forget, cell, output to input, output, forget, cell.
    private static readonly int[] s_gruGates = [1, 0, 2];
    private static readonly int[] s_lstmGates = [0, 3, 1, 2];

    /// <summary>A gated recurrent unit.</summary>
    /// <returns>The states of all steps, [T, 1, B, D], and the last, [1, B, D].</returns>
    public static (string States, string Last) Gru(this Part part, string input) => Recurrent(part, "GRU", s_gruGates, input, 2, NodeAttribute.Of("linear_before_reset", 1));

    /// <summary>A long short-term memory.</summary>
    /// <returns>The states of all steps, [T, 1, B, D], and the last, [1, B, D].</returns>
    public static (string States, string Last) Lstm(this Part part, string input) => Recurrent(part, "LSTM", s_lstmGates, input, 3);

    /// <summary>The state after some of the steps, [B, D]; zeros where there are none.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="states">The states of all steps, [T, 1, B, D].</param>
    /// <param name="steps">The number of steps of each sample, int64, [B, 1].</param>
    public static string StateAfter(this Part part, string states, string steps)
    {
        // [B, T, D]
        string ofSample = part.Transpose(part.Squeeze(states, 1), 1, 0, 2);
        string last = part.Add("Max", [part.Add("Sub", [steps, part.Graph.Whole(1)]), part.Graph.Whole(0)]);
        string state = part.Add("GatherND", [ofSample, last], NodeAttribute.Of("batch_dims", 1));
        return part.Times(state, part.Cast(part.Add("Min", [steps, part.Graph.Whole(1)]), part.Graph.FloatType));
    }

    private static (string States, string Last) Recurrent(Part part, string operation, int[] gates, string input, int outputs, params global::Onnx.AttributeProto[] attributes)
    {
        StoredTensor ofInput = part.Read("weight_ih_l0").Reordered(gates);
        StoredTensor ofState = part.Read("weight_hh_l0").Reordered(gates);
        var bias = StoredTensor.Concatenate(part.Read("bias_ih_l0").Reordered(gates), part.Read("bias_hh_l0").Reordered(gates));
        IReadOnlyList<string> results = part.Several(
            operation,
            [
                input,
                part.Constant("weight_ih", ofInput.As([1, .. ofInput.Shape])),
                part.Constant("weight_hh", ofState.As([1, .. ofState.Shape])),
                part.Constant("bias", bias.As([1, .. bias.Shape])),
            ],
            outputs,
            [NodeAttribute.Of("hidden_size", ofState.Shape[1]), .. attributes]);
        return (results[0], results[1]);
    }
}
