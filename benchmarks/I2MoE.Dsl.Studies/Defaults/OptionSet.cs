namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>Options that are tried on every data set. What is not written is the default.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Training">The mapping of training, without its braces.</param>
/// <param name="Fusion">The mapping of the fusion, without its braces.</param>
/// <param name="Experts">The mapping of the experts, without its braces.</param>
internal sealed record OptionSet(string Name, string Training, string Fusion = OptionSet.Transformer, string Experts = "interaction_loss_weight: 0.5")
{
    /// <summary>A transformer that a small machine trains.</summary>
    public const string Transformer = "kind: transformer, layers: 1, heads: 4, hidden_dim: 64, patches: 4";

    /// <summary>One linear map of all embeddings.</summary>
    public const string Linear = "kind: concat, layers: 1, hidden_dim: 64";

    private const string Cosine = "optimizer: { kind: adamw, weight_decay: 0.01 }, schedule: { kind: cosine, warmup: 0.1 }";

    /// <summary>The sets among which defaults are chosen, each one step from one before.</summary>
    public static IReadOnlyList<OptionSet> Candidates { get; } =
    [
        new("before", "epochs: 30, learning_rate: 0.0001, best: { metric: score }"),
        new("score", "epochs: 30, learning_rate: 0.001, best: { metric: score }"),
        new("loss", "epochs: 30, learning_rate: 0.001, best: { metric: loss }"),
        new("cosine", $"epochs: 30, learning_rate: 0.001, best: {{ metric: loss }}, {Cosine}"),
        new("ema", $"epochs: 30, learning_rate: 0.001, best: {{ metric: loss }}, {Cosine}, average: {{ kind: ema, decay: 0.98 }}"),
        new("tokens", $"epochs: 30, learning_rate: 0.001, best: {{ metric: loss }}, {Cosine}") { Encoders = Encoding.Linear },
        new("concat", $"epochs: 30, learning_rate: 0.001, best: {{ metric: loss }}, {Cosine}", "kind: concat, layers: 2, hidden_dim: 64") { Encoders = Encoding.Linear },
        new("linear-score", "epochs: 30, learning_rate: 0.001, best: { metric: score }", Linear) { Encoders = Encoding.Flat },
        new("linear", "epochs: 30, learning_rate: 0.001, best: { metric: loss }", Linear) { Encoders = Encoding.Flat },
        new("linear-cosine", $"epochs: 30, learning_rate: 0.001, best: {{ metric: loss }}, {Cosine}", Linear) { Encoders = Encoding.Flat },
        new("linear-decay", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", Linear) { Encoders = Encoding.Flat },
        new("linear-ema", "epochs: 30, learning_rate: 0.001, best: { metric: loss }, average: { kind: ema, decay: 0.98 }", Linear) { Encoders = Encoding.Flat },
        new("linear-both", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", Linear, "interaction_loss_weight: 0.1") { Encoders = Encoding.Flat },
        new("linear-mean", "epochs: 30, learning_rate: 0.001, best: { metric: loss }", Linear, "masking: mean") { Encoders = Encoding.Flat },
        new("linear-narrow", "epochs: 30, learning_rate: 0.001, best: { metric: loss }", "kind: concat, layers: 1, hidden_dim: 16") { Encoders = Encoding.Flat },
        new("linear-fast", "epochs: 30, learning_rate: 0.003, best: { metric: loss }", Linear) { Encoders = Encoding.Flat },
        new("mixed", "epochs: 30, learning_rate: 0.001, best: { metric: loss }", Linear) { Encoders = Encoding.Linear },
        new("mixed-decay", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", Linear) { Encoders = Encoding.Linear },
        new("mixed-long", "epochs: 90, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", Linear) { Encoders = Encoding.Linear },
        new("mixed-slow", "epochs: 90, learning_rate: 0.0003, weight_decay: 0.01, best: { metric: loss }", Linear) { Encoders = Encoding.Linear },
        new("mixed-ema", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }, average: { kind: ema, decay: 0.98 }", Linear) { Encoders = Encoding.Linear },
        new("mixed-score", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: score }", Linear) { Encoders = Encoding.Linear },
        new("mixed-deep", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", "kind: concat, layers: 2, hidden_dim: 64") { Encoders = Encoding.Linear },
        new("mixed-weak", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", Linear, "interaction_loss_weight: 0.1") { Encoders = Encoding.Linear },
        new("mixed-stop", "epochs: 200, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }, stop: { patience: 10 }", Linear) { Encoders = Encoding.Linear },
        new("mixed-measured", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", Linear, "objective: measured, interaction_loss_weight: 1") { Encoders = Encoding.Linear },
        new("perceptron", "epochs: 30, learning_rate: 0.001, weight_decay: 0.01, best: { metric: loss }", Linear) { Encoders = Encoding.Perceptron },
        new("linear-weak", "epochs: 30, learning_rate: 0.001, best: { metric: loss }", Linear, "interaction_loss_weight: 0.1") { Encoders = Encoding.Flat },
    ];

    /// <summary>What the study proposes: the linear fusion with a weight decay, and otherwise the defaults.</summary>
    public static OptionSet Chosen { get; } = new("I2MoE", "weight_decay: 0.01", Linear, "") { Encoders = Encoding.Linear };

    /// <summary>The same with the objective <c>Measured</c>.</summary>
    public static OptionSet Measured { get; } = new("measured", "weight_decay: 0.01", Linear, "objective: measured, interaction_loss_weight: 1") { Encoders = Encoding.Linear };

    /// <summary>How tables, and pictures and sounds, are encoded.</summary>
    public Encoding Encoders { get; init; }

    /// <summary>Whether every sample of a modality is one row of numbers.</summary>
    public bool IsFlat => Encoders == Encoding.Flat;

    /// <summary>The experiment on a data set.</summary>
    public string Yaml(RealData data) => $$"""
        name: Study
        task: { kind: classification, classes: {{data.Classes}} }
        modalities:
        {{string.Join('\n', data.Modalities.Select(it => $"  {it.Name}: {{ {Input(it.Shape)}, encoder: {EncoderOf(it.Shape, it.Encoder)} }}"))}}
        fusion: { {{Fusion}} }
        experts: { {{Experts}} }
        training: { {{Training}} }

        """;

    private string EncoderOf(int[] shape, string own) => Encoders switch
    {
        Encoding.Flat => "linear",
        Encoding.Linear when shape.Length == 1 => "linear",
        Encoding.Perceptron when shape.Length == 1 => "{ kind: mlp, hidden_dim: 64 }",
        _ => own,
    };

    private string Input(int[] shape) => IsFlat || shape.Length == 1
        ? FormattableString.Invariant($"features: {shape.Aggregate(1, (product, size) => product * size)}")
        : $"shape: [{string.Join(", ", shape)}]";
}
