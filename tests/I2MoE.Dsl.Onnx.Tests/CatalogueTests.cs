using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>Every encoder with every fusion and every task of the catalogue gives in ONNX Runtime what the model gives.</summary>
public sealed class CatalogueTests
{
    private const double Tolerance = 1e-5;

    private static readonly Dictionary<string, string> s_tasks = new()
    {
        ["classification"] = "{ kind: classification, classes: 3 }",
        ["multi_label"] = "{ kind: multi_label, labels: 2 }",
        ["regression"] = "{ kind: regression }",
        ["count"] = "{ kind: count }",
        ["ordinal"] = "{ kind: ordinal, classes: 3 }",
        ["survival"] = "{ kind: survival, intervals: 4 }",
    };

    private static readonly Dictionary<string, string> s_fusions = new()
    {
        ["transformer"] = "{ kind: transformer, layers: 2, heads: 2, hidden_dim: 8, patches: 3 }",
        ["switch"] = "{ kind: switch, layers: 2, heads: 2, hidden_dim: 8, patches: 2, routed_experts: 3 }",
        ["moepp"] = "{ kind: moepp, layers: 2, heads: 2, hidden_dim: 8, patches: 2, routed_experts: 3, top_k: 2 }",
        ["early"] = "{ kind: early, layers: 2, heads: 3, embed_dim: 9, feed_forward_dim: 12, hidden_dim: 8, patches: 2 }",
        ["late"] = "{ kind: late, layers: 1, heads: 3, embed_dim: 9, feed_forward_dim: 12, hidden_dim: 8, patches: 2 }",
        ["concat"] = "{ kind: concat, layers: 2, hidden_dim: 8 }",
        ["low_rank"] = "{ kind: low_rank, hidden_dim: 8, rank: 3, fused_dim: 6 }",
        ["interpretcc"] = "{ kind: interpretcc, hidden_dim: 8 }",
    };

    private static readonly Dictionary<string, string> s_vectors = new()
    {
        ["linear"] = "features: 5, encoder: linear",
        ["mlp"] = "features: 4, encoder: { kind: mlp, layers: 3, hidden_dim: 6 }",
        ["maxout"] = "features: 6, encoder: { kind: maxout, layers: 2, hidden_dim: 6, pieces: 3 }",
        ["pretrained"] = "features: 7, encoder: pretrained",
        ["same"] = "features: 8, encoder: pretrained",
        ["cnn1d"] = "shape: [9, 3], encoder: { kind: cnn1d, channels: [4, 5], kernel_size: 4, pool: 2 }",
    };

    private static readonly Dictionary<string, string> s_others = new()
    {
        ["cnn2d"] = "shape: [2, 11, 10], encoder: { kind: cnn2d, channels: [3, 4], kernel_size: 3, pool: 2 }",
        ["cnn3d"] = "shape: [1, 24, 24, 24], encoder: cnn3d",
        ["gru"] = "shape: [5, 2], encoder: { kind: gru, layers: 2 }",
        ["lstm"] = "shape: [6, 3], encoder: { kind: lstm, layers: 2 }",
        ["text"] = "shape: [6], encoder: { kind: text, vocabulary: 5, token_dim: 4, pooling: gru }",
        ["mean"] = "shape: [6], encoder: { kind: text, vocabulary: 5, token_dim: 4, pooling: mean }",
    };

    public static IEnumerable<object[]> All => from fusion in s_fusions.Keys from task in s_tasks.Keys select new object[] { fusion, task };

    /// <summary>Experiments that have every encoder, every fusion and every task in all.</summary>
    public static IEnumerable<string> EveryPart =>
    [
        .. s_fusions.Values.Zip([.. s_tasks.Values, .. s_tasks.Values, .. s_tasks.Values], (fusion, task) => Yaml(fusion, task, s_vectors)),
        .. s_tasks.Values.Zip([s_fusions["transformer"], s_fusions["concat"], s_fusions["late"], s_fusions["early"], s_fusions["low_rank"], s_fusions["switch"]], (task, fusion) => Yaml(fusion, task, s_others)),
        Yaml(s_fusions["early"], s_tasks["classification"], new() { ["patch"] = "features: 7, encoder: patch", ["even"] = "features: 6, encoder: patch" }),
        Yaml(s_fusions["concat"], s_tasks["regression"], Photo("[3, 32, 36]")) + "reweighting: { scope: global, temperature: 0.5 }\n",
        Yaml(s_fusions["moepp"].Replace(" }", ", block: reference }", StringComparison.Ordinal), s_tasks["classification"], s_vectors),
        .. Optional,
        .. OwnLengths,
        .. Levels,
    ];

    /// <summary>Levels of categories for which vectors are learned, beside numbers and alone, of samples that may lack them, too.</summary>
    public static IEnumerable<string> Levels =>
        from fusion in (string[])["transformer", "concat"]
        select Yaml(s_fusions[fusion], s_tasks["classification"], new()
        {
            ["linear"] = "features: 11, levels: [4, 5], embedding: 2, encoder: linear",
            ["mlp"] = "features: 7, levels: [7], embedding: 3, optional: true, encoder: { kind: mlp, layers: 2, hidden_dim: 6 }",
            ["maxout"] = "features: 5, levels: [3], embedding: 1, encoder: { kind: maxout, layers: 1, hidden_dim: 6, pieces: 2 }",
        });

    /// <summary>Sequences with lengths of their own, of samples that may lack them, too.</summary>
    public static IEnumerable<string> OwnLengths =>
        from fusion in (string[])["transformer", "concat"]
        select Yaml(s_fusions[fusion], s_tasks["classification"], new()
        {
            ["cnn1d"] = "own_length: true, " + s_vectors["cnn1d"],
            ["odd"] = "own_length: true, shape: [7, 2], encoder: { kind: cnn1d, channels: [4], kernel_size: 3, pool: 2, batch_norm: false }",
            ["gru"] = "own_length: true, optional: true, " + s_others["gru"],
            ["lstm"] = "own_length: true, " + s_others["lstm"],
        }) + "missing: { replacement: mean }\n";

    /// <summary>Optional modalities of vectors, pictures and token ids, with each replacement, in patches and in vectors; one of them with experts of pairs.</summary>
    public static IEnumerable<string> Optional =>
        from fusion in (string[])["transformer", "concat"]
        from replacement in (string[])["learned", "mean", "zero"]
        select Yaml(s_fusions[fusion], s_tasks["classification"], new()
        {
            ["linear"] = "optional: true, " + s_vectors["linear"],
            ["picture"] = "optional: true, shape: [1, 6, 6], encoder: { kind: cnn2d, channels: [3], kernel_size: 3, pool: 2 }",
            ["note"] = "optional: true, shape: [5], encoder: { kind: text, vocabulary: 9, token_dim: 4 }",
        }) + $"missing: {{ replacement: {replacement} }}\n" + (replacement == "zero" ? "experts: { synergy: pairs, redundancy: pairs }\n" : "");

    [Fact]
    public void The_cases_are_the_whole_catalogue()
    {
        Assert.Equal(OptionCatalogue.Fusions.Select(fusion => fusion.Kind).Except(["custom"]).Order(), s_fusions.Keys.Order());
        Assert.Equal(OptionCatalogue.Tasks.Select(task => task.Kind).Order(), s_tasks.Keys.Order());
        Assert.Empty(OptionCatalogue.Encoders.Select(encoder => encoder.Kind).Except([.. s_vectors.Keys, .. s_others.Keys, "patch", "vgg11", "custom"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_fusion_and_task(string fusion, string task) => AssertEqual(fusion, task, new() { ["linear"] = s_vectors["linear"], ["mlp"] = s_vectors["mlp"] });

    [Fact]
    public void Sequences_end_where_their_values_do() => Assert.All(OwnLengths, AssertEqual);

    [Fact]
    public void Levels_are_embedded() => Assert.All(Levels, AssertEqual);

    [Theory]
    [InlineData("transformer")]
    [InlineData("concat")]
    public void Every_encoder(string fusion)
    {
        AssertEqual(fusion, "classification", s_vectors);
        AssertEqual(fusion, "regression", s_others);
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Every_encoder_with_every_fusion_and_task(string fusion, string task)
    {
        LongTests.RunWhereWanted();
        AssertEqual(fusion, task, s_vectors);
        AssertEqual(fusion, task, s_others);
        AssertEqual(fusion, task, Photo("[3, 32, 36]"));
    }

    [Theory]
    [InlineData("transformer")]
    [InlineData("switch")]
    [InlineData("moepp")]
    [InlineData("early")]
    [InlineData("late")]
    public void Patches_of_features(string fusion) =>
        AssertEqual(fusion, "classification", new() { ["patch"] = "features: 7, encoder: patch", ["even"] = "features: 6, encoder: patch" });

    [Theory]
    [InlineData("concat", "classification", "[3, 32, 32]")]
    [InlineData("transformer", "regression", "[1, 40, 33]")]
    public void Vgg11(string fusion, string task, string shape) => AssertEqual(fusion, task, Photo(shape));

    [Theory]
    [InlineData("block: reference", "transformer")]
    [InlineData("block: reference", "moepp")]
    [InlineData("tau: 0.5, hard: false", "interpretcc")]
    public void Other_options_of_fusions(string options, string fusion) => AssertEqual(
        Yaml(s_fusions[fusion].Replace(" }", $", {options} }}", StringComparison.Ordinal), s_tasks["classification"], new() { ["linear"] = s_vectors["linear"], ["mlp"] = s_vectors["mlp"] }));

    [Theory]
    [InlineData("reweighting: { scope: global, temperature: 0.5 }")]
    [InlineData("reweighting: { layers: 3, hidden_dim: 5, temperature: 2 }")]
    [InlineData("experts: { uniqueness_of: [linear, mlp], synergy: false }")]
    [InlineData("experts: { synergy: pairs, redundancy: pairs }")]
    public void Other_options_of_experts(string options) => AssertEqual(Yaml(s_fusions["concat"], s_tasks["classification"], s_vectors) + options + Environment.NewLine);

    [Theory]
    [InlineData("switch", "multi_label")]
    [InlineData("late", "regression")]
    public void Baselines(string fusion, string task)
    {
        using VanillaModel model = SpecifiedModel.CreateBaseline(Declared.Specification(Yaml(s_fusions[fusion], s_tasks[task], s_vectors)), seed: 3);
        Samples.Disturb(model);
        Assert.InRange(OnnxRun.Difference(model), 0, Tolerance);
    }

    private static Dictionary<string, string> Photo(string shape) =>
        new() { ["linear"] = "features: 5, encoder: linear", ["photo"] = $"shape: {shape}, encoder: {{ kind: vgg11, head_dim: 4 }}" };

    private static void AssertEqual(string fusion, string task, Dictionary<string, string> modalities) => AssertEqual(Yaml(s_fusions[fusion], s_tasks[task], modalities));

    private static void AssertEqual(string yaml)
    {
        using SpecifiedModel model = Declared.Model(yaml);
        Assert.InRange(OnnxRun.Difference(model), 0, Tolerance);
    }

    private static string Yaml(string fusion, string task, Dictionary<string, string> modalities) => $"""
        name: Case
        task: {task}
        modalities:
        {string.Join(Environment.NewLine, modalities.Select(pair => $"  {pair.Key}: {{ {pair.Value} }}"))}
        fusion: {fusion}

        """;
}
