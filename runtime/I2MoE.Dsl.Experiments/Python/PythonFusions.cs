using I2MoE.Dsl.Runs;
using static System.FormattableString;

namespace I2MoE.Dsl.Experiments.Python;

/// <summary>The fusions of the catalogue in Python, for all experts at once.</summary>
internal static class PythonFusions
{
    /// <summary>The fusion.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <exception cref="ExperimentException">The fusion is a class of the user's.</exception>
    public static PythonPart Of(object? options, int experts, int modalities, int outputs) => options switch
    {
        TransformerFusionOptions fusion => Attention(experts, modalities, outputs, (fusion.Patches, fusion.HiddenDim, fusion.Heads, fusion.Layers, fusion.Block), "attention", _ => Dense(experts, fusion.HiddenDim)),
        SwitchFusionOptions fusion => Attention(
            experts,
            modalities,
            outputs,
            (fusion.Patches, fusion.HiddenDim, fusion.Heads, fusion.Layers, fusion.Block),
            "switch",
            layer => layer == 0 ? Invariant($"SwitchMlp({experts}, {modalities}, {fusion.HiddenDim}, routed={fusion.RoutedExperts})") : Dense(experts, fusion.HiddenDim)),
        MoePlusPlusFusionOptions fusion => Attention(
            experts,
            modalities,
            outputs,
            (fusion.Patches, fusion.HiddenDim, fusion.Heads, fusion.Layers, fusion.Block),
            "moepp",
            layer => Invariant($"MoePlusPlusMlp({experts}, {fusion.HiddenDim}, routed={fusion.RoutedExperts}, top_k={fusion.TopK}, reference={PythonText.Of(fusion.Block == AttentionBlock.Reference)}, first={PythonText.Of(layer == 0)})")),
        EarlyFusionOptions fusion => LastToken(experts, late: false, modalities * fusion.HiddenDim, outputs, (fusion.Layers, fusion.Heads, fusion.EmbedDim, fusion.FeedForwardDim)),
        LateFusionOptions fusion => LastToken(experts, late: true, features: 1, outputs, (fusion.Layers, fusion.Heads, fusion.EmbedDim, fusion.FeedForwardDim)),
        ConcatFusionOptions fusion => new(
            $"ConcatFusion({PythonText.Of(experts)}, widths={PythonText.Of([modalities * fusion.HiddenDim, .. Enumerable.Repeat(fusion.HiddenDim, fusion.Layers - 1), outputs])})", "concat"),
        LowRankFusionOptions fusion => new(
            Invariant($"LowRankFusion({experts}, modalities={modalities}, outputs={outputs}, hidden={fusion.HiddenDim}, rank={fusion.Rank}, fused={fusion.FusedDim})"), "low_rank"),
        InterpretCcFusionOptions fusion => new(
            Invariant($"InterpretCcFusion({experts}, modalities={modalities}, outputs={outputs}, hidden={fusion.HiddenDim}, tau={PythonText.Of(fusion.Tau)}, hard={PythonText.Of(fusion.Hard)}, threshold={PythonText.Of(fusion.Threshold)})"),
            "interpretcc"),
        _ => throw new ExperimentException("The fusion is a class of your own: what it computes is C#, and only the fusions of the catalogue can be written as Python."),
    };

    private static PythonPart Attention(
        int experts, int modalities, int outputs, (int Patches, int Hidden, int Heads, int Layers, AttentionBlock Block) sizes, string component, Func<int, string> mlp)
    {
        string mlps = string.Join(", ", Enumerable.Range(0, sizes.Layers).Select(mlp));
        string reference = PythonText.Of(sizes.Block == AttentionBlock.Reference);
        return new PythonPart(
            Invariant($"AttentionFusion({experts}, modalities={modalities}, outputs={outputs}, patches={sizes.Patches}, hidden={sizes.Hidden}, heads={sizes.Heads}, reference={reference}, mlps=[{mlps}])"),
            ["attention", .. component == "attention" ? Array.Empty<string>() : [component]]);
    }

    private static string Dense(int experts, int hidden) => Invariant($"DenseMlp({experts}, {hidden})");

    private static PythonPart LastToken(int experts, bool late, int features, int outputs, (int Layers, int Heads, int Width, int FeedForward) sizes) => new(
        Invariant($"LastTokenFusion({experts}, late={PythonText.Of(late)}, features={features}, outputs={outputs}, layers={sizes.Layers}, heads={sizes.Heads}, width={sizes.Width}, feed_forward={sizes.FeedForward})"),
        "lasttoken");
}
