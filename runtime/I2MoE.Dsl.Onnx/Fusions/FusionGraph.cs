using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;

namespace I2MoE.Dsl.Onnx.Fusions;

/// <summary>The fusions of the catalogue as graphs: the embeddings of all modalities to the outputs of one expert, [B, O].</summary>
internal static class FusionGraph
{
    /// <summary>The patches P that a fusion takes of every modality; null of one that takes vectors.</summary>
    /// <param name="options">The options of the fusion.</param>
    public static int? Patches(object options) => options switch
    {
        TransformerFusionOptions fusion => fusion.Patches,
        SwitchFusionOptions fusion => fusion.Patches,
        MoePlusPlusFusionOptions fusion => fusion.Patches,
        EarlyFusionOptions fusion => fusion.Patches,
        LateFusionOptions fusion => fusion.Patches,
        _ => null,
    };

    /// <summary>Writes the fusion of one expert.</summary>
    /// <param name="part">Where it stands, and which expert it is.</param>
    /// <param name="options">The options of the fusion.</param>
    /// <param name="embeddings">The embeddings in the order of the modalities, [B, P, D] or [B, D].</param>
    /// <exception cref="ModelException">The fusion is a class of the user's.</exception>
    public static string Write(Part part, object options, IReadOnlyList<string> embeddings) => options switch
    {
        TransformerFusionOptions fusion => AttentionGraph.Write(
            part,
            new AttentionSizes(embeddings.Count, fusion.Patches, fusion.HiddenDim, fusion.Heads, fusion.Layers, fusion.Block),
            DenseMlp,
            embeddings),
        SwitchFusionOptions fusion => AttentionGraph.Write(
            part,
            new AttentionSizes(embeddings.Count, fusion.Patches, fusion.HiddenDim, fusion.Heads, fusion.Layers, fusion.Block),
            (mlp, tokens) => mlp.Has("gate.weight") ? SwitchGraph.Write(mlp, embeddings.Count, fusion, tokens) : DenseMlp(mlp, tokens),
            embeddings),
        MoePlusPlusFusionOptions fusion => AttentionGraph.Write(
            part,
            new AttentionSizes(embeddings.Count, fusion.Patches, fusion.HiddenDim, fusion.Heads, fusion.Layers, fusion.Block),
            new MoePlusPlusGraph(fusion).Write,
            embeddings),
        EarlyFusionOptions fusion => LastTokenGraph.Write(part, fusion.Layers, fusion.Heads, part.Concat(embeddings, axis: 2)),
        LateFusionOptions fusion => LastTokenGraph.Write(part, fusion.Layers, fusion.Heads, Numbers(part, embeddings)),
        ConcatFusionOptions => part.Mlp(part.Concat(embeddings, axis: 1)),
        LowRankFusionOptions => LowRank(part, embeddings),
        InterpretCcFusionOptions fusion => InterpretCc(part, fusion, embeddings),
        CustomFusionOptions fusion => throw new ModelException(
            $"The fusion is a class of your own, {fusion.Type!.Name}: what it computes is code, and only the fusions of the catalogue can be written as ONNX."),
        _ => throw new ModelException($"The fusion of {options.GetType().Name} cannot be written as ONNX."),
    };

    private static string DenseMlp(Part part, string tokens) => part.Child("contract").LinearOfTokens(part.Gelu(part.Child("expand").LinearOfTokens(tokens)));

    // Every number of the embeddings is a token, [B, n * P * D, 1].
    private static string Numbers(Part part, IReadOnlyList<string> embeddings) => part.Unsqueeze(part.Concat([.. embeddings.Select(embedding => part.Reshape(embedding, 0, -1))], axis: 1), axis: 2);

    private static string LowRank(Part part, IReadOnlyList<string> embeddings)
    {
        string product = embeddings.Select((embedding, modality) => MapByRank(part, $"factor_{modality}", embedding)).Aggregate(part.Times);

        // [R, B, L] -> [B, L]
        string weights = part.Weight("rank_weights", weights => weights.As(weights.Values.Length, 1, 1));
        string latent = part.Plus(part.Sum(part.Times(product, weights), axis: 0), part.Weight("bias"));
        return part.Child("head").Linear(part.Relu(part.Child("hidden").Linear(latent)));
    }

    // [B, D] to [R, B, L]. The row of the constant 1 comes first in a factor [R, D + 1, L].
    private static string MapByRank(Part part, string factor, string embedding)
    {
        StoredTensor factors = part.Read(factor);
        string ofEmbedding = part.Constant(factor, factors.Rows(1, (int)factors.Shape[1] - 1));
        string ofOne = part.Constant($"{factor}/one", factors.Rows(0, 1));
        return part.Plus(part.Product(part.Unsqueeze(embedding, axis: 0), ofEmbedding), ofOne);
    }

    private static string InterpretCc(Part part, InterpretCcFusionOptions options, IReadOnlyList<string> embeddings)
    {
        string[] gated = [.. embeddings.Select((embedding, modality) => part.Times(embedding, Gate(part, options, modality, embedding)))];
        string fused = part.Relu(part.Child("fuse").Linear(part.Concat(gated, axis: 1)));
        return part.Child("head").Linear(part.Relu(part.Child("narrow").Linear(fused)));
    }

    // [B, 1]
    private static string Gate(Part part, InterpretCcFusionOptions options, int modality, string embedding)
    {
        Part output = part.Child("gate_output", modality);
        string logit = output.Linear(output.Relu(part.Child("gate_hidden", modality).Linear(embedding)));
        string soft = output.Add("Sigmoid", [output.Add("Div", [logit, part.Graph.Number(options.Tau)])]);
        return options.Hard ? output.Cast(output.Add("Greater", [soft, part.Graph.Number(options.Threshold)]), part.Graph.FloatType) : soft;
    }
}
