using I2MoE.Dsl.Experiments.Inputs;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>What of a draft's model the number of samples decides.</summary>
/// <param name="Fusion">The fusion, as YAML.</param>
/// <param name="Training">What training says beside its pace, as YAML that goes on a mapping.</param>
/// <param name="Comment">Why; null where nothing is to be said.</param>
internal sealed record DraftModel(string Fusion, string Training, string? Comment)
{
    /// <summary>For everything that <see cref="Linear"/> is not for.</summary>
    public static DraftModel Transformer { get; } = new("{ kind: transformer, layers: 1, heads: 4, hidden_dim: 64, patches: 4 }", "", null);

    /// <summary>For tables with few samples for their features.</summary>
    public static DraftModel Linear { get; } = new(
        LinearFusionAdvice.Fusion,
        $", weight_decay: {LinearFusionAdvice.WeightDecay}",
        $"Samples are few for the features of these tables, and a linear fusion often does better on such data. It cannot see what only a product of features tells; to compare: --set 'fusion={Transformer.Fusion}'");
}
