using System.Globalization;
using I2MoE.Trials.Drawing;

namespace I2MoE.Trials.Hostile;

/// <summary>The plain data that hostile files are made from: 40 samples, two modalities of two features, two classes.</summary>
internal static class Plain
{
    public const int Samples = 40;

    /// <summary>The columns of a table.</summary>
    public const string Header = "a,b,c,d,cls";

    /// <summary>The lines of a table without its header.</summary>
    public static IReadOnlyList<string> Rows { get; } =
    [
        .. Enumerable.Range(0, Samples).Select(row => string.Create(CultureInfo.InvariantCulture, $"{Value(row, 0)},{Value(row, 1)},{Value(row, 2)},{Value(row, 3)},{(row % 2 == 0 ? "well" : "ill")}")),
    ];

    /// <summary>The experiment on a table of those columns.</summary>
    public static string Table(string file, string kind = "csv", string more = "") => Model($"{{ kind: {kind}, path: {file}, label: cls{more} }}") + """

          modalities: { left: [a, b], right: [c, d] }
        """;

    /// <summary>The experiment on arrays.</summary>
    public static string Arrays(string file, string kind) => Model($"{{ kind: {kind}, path: {file} }}");

    /// <summary>The experiment on a table that names pictures.</summary>
    public static string Pictures { get; } = Model("{ kind: csv, path: data.csv, label: cls }").Replace("left: { features: 2, encoder: linear }", "left: { shape: [3, 8, 8], encoder: { kind: cnn2d, channels: [4] } }", StringComparison.Ordinal) + """

          modalities: { left: { images: file }, right: [c, d] }
        """;

    /// <summary>A feature of a sample.</summary>
    public static float Value(int row, int feature) => MathF.Round(MathF.Sin((row * 4) + feature + 1), 4);

    /// <summary>An array of a modality.</summary>
    public static byte[] Features(int first) => ArrayText.Floats([Samples, 2], Enumerable.Range(0, Samples * 2).Select(i => Value(i / 2, first + (i % 2))));

    /// <summary>The array of the labels.</summary>
    public static byte[] Labels { get; } = ArrayText.Longs([Samples], Enumerable.Range(0, Samples).Select(row => row % 2L));

    private static string Model(string source) => $$"""
        name: Hostile
        task: { kind: classification, classes: 2 }
        modalities:
          left: { features: 2, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 4 }
        training: { epochs: 1 }
        data:
          source: {{source}}
        """;
}
