using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;
using Onnx;

namespace I2MoE.Dsl.Onnx.Fusions;

/// <summary>
/// The sparse MLP of the switch fusion as a graph: a gate sends every token to the one of R MLPs that it scores best, in the order of the tokens, until that has
/// no room. The tokens of one modality in a batch compete among themselves, as they do in the model.
/// </summary>
internal static class SwitchGraph
{
    // Tenths of the even share that an MLP has room for at inference.
    private const long Capacity = 24;
    private const long Tenths = 10;

    /// <summary>Writes the MLP.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="options">The options of the fusion.</param>
    /// <param name="tokens">The normalised tokens, [B, n * P, D].</param>
    public static string Write(Part part, int modalities, SwitchFusionOptions options, string tokens)
    {
        int routed = options.RoutedExperts;
        string grouped = Group(part, modalities, options.Patches, options.HiddenDim, tokens);
        string scores = part.Softmax(part.Child("gate").LinearOfTokens(grouped));
        string score = part.Add("ReduceMax", [scores], NodeAttribute.Of("axes", [-1]), NodeAttribute.Of("keepdims", 1));
        string chosen = part.Add("ArgMax", [scores], NodeAttribute.Of("axis", -1), NodeAttribute.Of("keepdims", 0));
        string count = part.Length(grouped, axis: 1);
        string capacity = RoomOf(part, routed, count);
        string slot = Slots(part, routed, chosen, capacity);

        string slots = Take(part, grouped, Sources(part, modalities, routed, slot, count, capacity));
        string results = Map(part, part.Reshape(slots, 0, routed, -1, options.HiddenDim));
        string taken = Take(part, part.Reshape(results, 0, -1, options.HiddenDim), slot);
        return Ungroup(part, modalities, options.Patches, options.HiddenDim, part.Times(taken, score));
    }

    // [B, n * P, D] -> [n, B * P, D]
    private static string Group(Part part, int modalities, int patches, int hiddenDim, string tokens) =>
        part.Reshape(part.Transpose(part.Reshape(tokens, -1, modalities, patches, hiddenDim), 1, 0, 2, 3), modalities, -1, hiddenDim);

    private static string Ungroup(Part part, int modalities, int patches, int hiddenDim, string grouped) =>
        part.Reshape(part.Transpose(part.Reshape(grouped, modalities, -1, patches, hiddenDim), 1, 0, 2, 3), -1, modalities * patches, hiddenDim);

    // The tokens that an MLP has room for: 2.4 times the even share of T tokens, rounded up, and at most T.
    private static string RoomOf(Part part, int routed, string count)
    {
        string share = part.Add("Div", [part.Plus(part.Times(count, part.Graph.Whole(Capacity)), part.Graph.Whole((Tenths * routed) - 1)), part.Graph.Whole(Tenths * routed)]);
        return part.Add("Min", [count, share]);
    }

    // The slot of every token, [n, T], from 1: C for each MLP; 0 for a token that is dropped.
    private static string Slots(Part part, int routed, string chosen, string capacity)
    {
        string isChosen = part.Add("OneHot", [chosen, part.Graph.Whole(routed), part.Graph.Wholes(0, 1)], NodeAttribute.Of("axis", -1));
        string number = part.Sum(part.Times(part.Add("CumSum", [isChosen, part.Graph.Whole(1)]), isChosen), axis: 2);
        string isKept = part.Add("LessOrEqual", [number, capacity]);
        return part.Add("Where", [isKept, part.Plus(part.Times(chosen, capacity), number), part.Graph.Whole(0)]);
    }

    // The token of every slot, [n, R * C], from 1; 0 for an empty one.
    private static string Sources(Part part, int modalities, int routed, string slot, string count, string capacity)
    {
        string slots = part.Plus(part.Times(capacity, part.Graph.Whole(routed)), part.Graph.Whole(1));
        string empty = part.Add("ConstantOfShape", [part.Concat([part.Graph.Wholes(modalities), part.Unsqueeze(slots, axis: 0)], axis: 0)], Zero());
        string numbers = part.Add("Range", [part.Graph.Whole(1), part.Plus(count, part.Graph.Whole(1)), part.Graph.Whole(1)]);
        string ofGroup = part.Add("Expand", [numbers, part.Add("Shape", [slot])]);
        string sources = part.Add("ScatterElements", [empty, slot, ofGroup], NodeAttribute.Of("axis", 1));
        return part.Add("Slice", [sources, part.Graph.Wholes(1), part.Graph.Wholes(int.MaxValue), part.Graph.Wholes(1)]);
    }

    // Rows [n, N, D] by number from 1, [n, K]; zeros for 0.
    private static string Take(Part part, string rows, string numbers)
    {
        string padded = part.Add("Pad", [rows, part.Graph.Wholes(0, 1, 0, 0, 0, 0)]);
        return part.Add("GatherND", [padded, part.Unsqueeze(numbers, axis: 2)], NodeAttribute.Of("batch_dims", 1));
    }

    // Every MLP on its slots, [n, R, C, D].
    private static string Map(Part part, string slots)
    {
        string hidden = part.Gelu(Linear(part, "expand", slots));
        return Linear(part, "contract", hidden);
    }

    private static string Linear(Part part, string name, string slots)
    {
        string product = part.Product(slots, part.Weight($"{name}_weight", weight => weight.Transposed()));
        return part.Plus(product, part.Weight($"{name}_bias", bias => bias.As(bias.Shape[0], 1, bias.Shape[1])));
    }

    private static AttributeProto Zero() => new()
    {
        Name = "value",
        Type = AttributeProto.Types.AttributeType.Tensor,
        T = new TensorProto { DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 1 }, Int64Data = { 0 } },
    };
}
