namespace I2MoE.Dsl.Testing.Yaml;

/// <summary>Experiments in which nothing is wrong.</summary>
public static class Accepted
{
    /// <summary>An experiment with every section.</summary>
    public const string Emoji = """
        name: EmojiModel
        namespace: Emoji
        task: { kind: classification, classes: 9 }
        modalities:
          image: { shape: [3, 16, 16], encoder: { kind: cnn2d } }
          keywords: { features: 506, encoder: linear }
        fusion: { kind: transformer, layers: 2, heads: 4, hidden_dim: 64, patches: 4 }
        experts: { interaction_loss_weight: 0.5 }
        reweighting: { layers: 2, hidden_dim: 64, temperature: 2 }
        training: { epochs: 30 }
        """;

    /// <summary>The same task in other words: blocks, anchors, lists, choices, comments, and a section that is read later.</summary>
    public const string Blocks = """
        # yaml-language-server: $schema=https://example.org/i2moe.schema.json
        name: Blocks
        accessibility: internal
        task:
          kind: classification
          classes: 3
          class_weights: [0.5, 1, 2e0]
        modalities:
          heart_rate:
            shape:
              - 12
            encoder: &mlp
              kind: mlp
              layers: 2
          Blood: { features: 4, encoder: *mlp }
        fusion: concat
        experts:
          masking: zero
          uniqueness_of: [heart_rate, Blood]
          synergy: false
        data:
          source:
            kind: csv
            path: data/blood.csv
            label: outcome
            class_names: [stable, "yes", '3']
            delimiter: "\t"
          modalities:
            heart_rate: [rate, "rate of *"]
            Blood: [sodium, potassium, "pH", 'iron (*)']
          split: { kind: group, column: patient, train: 0.6 }
          standardise: false
        """;

    /// <summary>Tables with pictures, labels of several columns, and one column by name alone.</summary>
    public const string Pictures = """
        name: Pictures
        task: { kind: multi_label, labels: 3 }
        modalities:
          cover: { shape: [3, 32, 32], encoder: vgg11 }
          year: { features: 1, encoder: linear }
        fusion: concat
        data:
          source: { kind: parquet, path: films.parquet, labels: "is *" }
          modalities: { cover: { images: file }, year: year }
          split: { kind: given, file: split.npy }
        """;

    /// <summary>Data drawn at random, and what each source can say.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        "random",
        "{ source: random }",
        "{ source: { kind: random, samples: 64, seed: 3 }, split: { kind: random, stratify: false } }",
        "{ source: { kind: npy, path: data }, split: random }",
        "{ source: { kind: npz, path: ../data.npz, labels: y }, modalities: { a: x1 } }",
        "{ source: { kind: hdf5, path: data.h5 }, modalities: { a: scans/t1, b: [scans/t2] }, split: { kind: given, column: part, validation: 0.2, seed: 1 } }",
        "{ source: { kind: csv, path: a.csv, target: grade }, modalities: { a: x, b: [y, z] }, split: { kind: group, file: groups.csv, column: patient } }",
    ];

    /// <summary>A regression with every default.</summary>
    public const string Short = "name: Short\ntask: regression\nmodalities: { a: { features: 1, encoder: linear }, b: { features: 2, encoder: linear } }\nfusion: concat\n";

    public static TheoryData<string> All => [Emoji, Blocks, Short, Pictures, .. Sources.Select(source => $"{Short}data: {source}\n")];
}
