using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;
using Onnx;

namespace I2MoE.Dsl.Onnx.Fusions;

/// <summary>
/// The routed MLPs of the MoE++ fusion of one expert as graphs. Every routed expert computes every token, and counts only where the router chose it: the result is
/// that of the model, which computes the chosen ones alone.
/// </summary>
/// <param name="options">The options of the fusion.</param>
internal sealed class MoePlusPlusGraph(MoePlusPlusFusionOptions options)
{
    private const int ConstantExperts = 2;

    // The router logits of the layer before.
    private string? _before;

    private int CopyExpert => options.RoutedExperts + ConstantExperts;

    private int ZeroExpert => CopyExpert + 1;

    private int Experts => ZeroExpert + 1;

    /// <summary>Writes the next layer.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="tokens">The normalised tokens, [B, S, D].</param>
    public string Write(Part part, string tokens)
    {
        string hidden = part.Add("Tanh", [part.Child("router_hidden").LinearOfTokens(tokens)]);
        string logits = part.Child("router_output").LinearOfTokens(hidden);
        if (_before is not null && part.Has("gating_residual.weight"))
        {
            logits = part.Plus(logits, part.Child("gating_residual").LinearOfTokens(_before));
        }

        _before = logits;
        string gates = Gates(part, part.Softmax(logits));

        // The experts of the reference code read every token doubled, its router does not.
        string inputs = options.Block == AttentionBlock.Reference ? part.Times(tokens, part.Graph.Number(2)) : tokens;
        string result = part.Times(GateOf(part, gates, CopyExpert), inputs);
        for (int index = 0; index < ConstantExperts; index++)
        {
            result = part.Plus(result, part.Times(GateOf(part, gates, options.RoutedExperts + index), Constant(part.Child("constants", index), inputs)));
        }

        return part.Plus(result, SwiGlu(part, gates, inputs));
    }

    // The gate of every expert, [B, S, experts]: those of the K chosen sum to 1, without the zero expert; the others are 0.
    private string Gates(Part part, string probabilities)
    {
        IReadOnlyList<string> best = part.Several("TopK", [probabilities, part.Graph.Wholes(options.TopK)], outputs: 2, NodeAttribute.Of("axis", -1));
        string isZeroExpert = part.Add("Equal", [best[1], part.Graph.Whole(ZeroExpert)]);
        string counted = part.Add("Where", [isZeroExpert, part.Graph.Number(0), best[0]]);
        string shares = part.Unsqueeze(part.Add("Div", [counted, part.Sum(counted, axis: -1, keep: true)]), axis: -1);
        string isChosen = part.Cast(
            part.Add("OneHot", [best[1], part.Graph.Whole(Experts), part.Graph.Wholes(0, 1)], NodeAttribute.Of("axis", -1)),
            TensorProto.Types.DataType.Bool);
        return part.Sum(part.Add("Where", [isChosen, shares, part.Graph.Number(0)]), axis: -2);
    }

    // [B, S, 1]
    private static string GateOf(Part part, string gates, int expert) => part.Add("Gather", [gates, part.Graph.Wholes(expert)], NodeAttribute.Of("axis", -1));

    private static string Constant(Part part, string inputs)
    {
        string mixture = part.Softmax(part.Child("mixture").LinearOfTokens(inputs));
        return part.Plus(part.Times(GateOf(part, mixture, 0), inputs), part.Times(GateOf(part, mixture, 1), part.Weight("constant")));
    }

    // All routed experts at once, [B, F, S, .].
    private string SwiGlu(Part part, string gates, string inputs)
    {
        Part at = part.Child("swiglu");
        string tokens = at.Unsqueeze(inputs, axis: 1);
        string gate = at.Product(tokens, Stacked(at, "up", up => up.Part(0, of: 2)));
        string up = at.Product(tokens, Stacked(at, "up", up => up.Part(1, of: 2)));
        string hidden = at.Times(at.Times(gate, at.Add("Sigmoid", [gate])), up);
        string mapped = at.Product(hidden, Stacked(at, "down", down => down));

        string routed = at.Add("Slice", [gates, part.Graph.Wholes(0), part.Graph.Wholes(options.RoutedExperts), part.Graph.Wholes(-1)]);
        return at.Sum(at.Times(mapped, at.Unsqueeze(at.Transpose(routed, 0, 2, 1), axis: -1)), axis: 1);
    }

    private string Stacked(Part part, string name, Func<StoredTensor, StoredTensor> change) => part.Constant(
        $"{name}/weight",
        StoredTensor.Stack([.. Enumerable.Range(0, options.RoutedExperts).Select(expert => change(part.Child(expert.ToString(System.Globalization.CultureInfo.InvariantCulture)).Read($"{name}.weight")).Transposed())]));
}
