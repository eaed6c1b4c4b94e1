namespace I2MoE.Dsl.Testing.Yaml;

/// <summary>Experiments with one mistake in the data section.</summary>
internal static class WrongData
{
    private const string Table = "source: { kind: csv, path: a.csv, target: t }";
    private const string Columns = "modalities: { a: [\"a*\"], b: [\"b*\"] }";

    public static IReadOnlyList<WrongFile> All { get; } =
    [
        At("data without source", "§data: { standardise: true }", "I2MOE714"),
        At("empty data", "data:§", "I2MOE715"),
        At("shares that leave a part empty", "data: { source: { kind: random, samples: 8 }, split: { kind: random, train: 0.98, validation: §0.01 } }", "I2MOE726"),
        At("misspelt key of data", "data: { source: random, §splits: random }", "I2MOE713"),
        At("unknown source", "data: { source: §excel }", "I2MOE716"),
        At("unknown kind of a source", "data: { source: { kind: §cvs, path: a.csv } }", "I2MOE716"),
        At("source without kind", "data: { source: §{ path: a.csv } }", "I2MOE714"),
        At("source is a list", "data: { source: §[a.csv] }", "I2MOE715"),
        At("option of another source", "data: { source: { kind: npz, path: a.npz, §delimiter: x } }", "I2MOE713"),
        At("unknown split", "data: { source: random, split: §fixed }", "I2MOE716"),
        At("option of another split", "data: { source: random, split: { kind: given, file: a.npy, §train: 0.5 } }", "I2MOE713"),
        At("data modalities is a list", "data: { source: random, modalities: §[a, b] }", "I2MOE715"),
        At("array is a number", "data: { source: { kind: npz, path: a.npz }, modalities: { a: §3 } }", "I2MOE715"),
        At("array is empty", "data: { source: { kind: npz, path: a.npz }, modalities: { a: §} }", "I2MOE715"),
        At("column is a truth value", $"data: {{ {Table}, modalities: {{ a: [x, §true], b: [\"b*\"] }} }}", "I2MOE715"),
        At("column is a list", $"data: {{ {Table}, modalities: {{ a: [x, §[y]], b: [\"b*\"] }} }}", "I2MOE715"),
        At("pictures without column", $"data: {{ {Table}, modalities: {{ a: §{{}}, b: [\"b*\"] }} }}", "I2MOE714"),
        At("pictures misspelt", $"data: {{ {Table}, modalities: {{ a: {{ images: x, §image: x }}, b: [\"b*\"] }} }}", "I2MOE713").WithPictures(),
        At("pictures of two columns", $"data: {{ {Table}, modalities: {{ a: {{ images: §[x, y] }}, b: [\"b*\"] }} }}", "I2MOE715"),
        At("modality of data with a hyphen", "data: { source: random, modalities: { §a-b: x } }", "I2MOE718"),
        At("modality of data twice", "data: { source: random, modalities: { a: x, §a: y } }", "I2MOE711"),
        At("text for a fraction", "data: { source: random, split: { kind: random, train: §most } }", "I2MOE715"),
        At("per cent", "data: { source: random, split: { kind: random, train: §70 } }", "I2MOE001"),
        At("no path", "data: { source: §npz }", "I2MOE601"),
        At("no path in a mapping", "data: { source: { kind: §npz, labels: y } }", "I2MOE601"),
        At("empty path", "data: { source: { kind: npz, path: §\"\" } }", "I2MOE602"),
        At("empty column", $"data: {{ {Table}, modalities: {{ §a: [\"a*\", \" \"], b: [\"b*\"] }} }}", "I2MOE602"),
        At("path of another source", "data: { source: { kind: npz, path: §a.parquet } }", "I2MOE603"),
        At("label of a regression", $"data: {{ source: {{ kind: csv, path: a.csv, label: §t }}, {Columns} }}", "I2MOE604"),
        At("nothing to predict", $"data: {{ source: {{ kind: §csv, path: a.csv }}, {Columns} }}", "I2MOE604"),
        At("two things to predict", $"data: {{ source: {{ kind: parquet, path: a.parquet, target: t, labels: §[u] }}, {Columns} }}", "I2MOE604"),
        At("class names of a regression", "data: { source: { kind: npz, path: a.npz, class_names: §[low, high] } }", "I2MOE606"),
        At("a long delimiter", $"data: {{ source: {{ kind: csv, path: a.csv, target: t, delimiter: §\"; \" }}, {Columns} }}", "I2MOE609"),
        At("unknown encoding", $"data: {{ source: {{ kind: csv, path: a.csv, target: t, encoding: §utf8 }}, {Columns} }}", "I2MOE629"),
        At("a digit as a decimal separator", $"data: {{ source: {{ kind: csv, path: a.csv, target: t, decimal: §\"1\" }}, {Columns} }}", "I2MOE630"),
        At("one mark for two", $"data: {{ source: {{ kind: csv, path: a.csv, target: t, thousands: §\".\" }}, {Columns} }}", "I2MOE631"),
        At("missing is a truth value", $"data: {{ source: {{ kind: csv, path: a.csv, target: t, missing: [x, §true] }}, {Columns} }}", "I2MOE715"),
        At("unknown modality", "data: { source: { kind: npz, path: a.npz }, modalities: { §aa: x } }", "I2MOE610"),
        At("modality under two names", "data: { source: { kind: npz, path: a.npz }, modalities: { a: x, §A: y } }", "I2MOE611"),
        At("modality without columns", $"data: {{ {Table}, §modalities: {{ a: [\"a*\"] }} }}", "I2MOE612"),
        At("no columns", $"data: {{ {Table}, modalities: {{ §a: [], b: [\"b*\"] }} }}", "I2MOE613"),
        At("two arrays", "data: { source: { kind: npz, path: a.npz }, modalities: { §a: [x, y] } }", "I2MOE614"),
        At("pictures in arrays", "data: { source: { kind: hdf5, path: a.h5 }, modalities: { §a: { images: x } } }", "I2MOE615"),
        At("pictures as a vector", $"data: {{ {Table}, modalities: {{ §a: {{ images: x }}, b: [\"b*\"] }} }}", "I2MOE616"),
        At("too few columns", $"data: {{ {Table}, modalities: {{ §a: [x, y], b: [\"b*\"] }} }}", "I2MOE617"),
        At("a column twice", $"data: {{ {Table}, modalities: {{ a: [\"a*\", x], §b: [\"b*\", x] }} }}", "I2MOE618"),
        At("a feature that is predicted", $"data: {{ {Table}, modalities: {{ a: [\"a*\"], §b: [\"b*\", t] }} }}", "I2MOE618"),
        At("labels as a modality", "data: { source: { kind: npz, path: a.npz }, modalities: { §a: labels } }", "I2MOE618"),
        At("categories in arrays", "data: { source: { kind: npz, path: a.npz }, modalities: { §a: { categories: x } } }", "I2MOE797"),
        At("a level twice", $"data: {{ {Table}, modalities: {{ §a: {{ numbers: \"a*\", categories: {{ x: [u, u] }} }}, b: [\"b*\"] }} }}", "I2MOE798"),
        At("categories as a picture", $"data: {{ {Table}, modalities: {{ §a: {{ categories: x }}, b: [\"b*\"] }} }}", "I2MOE799").WithPictures(),
        At("categories as a number", $"data: {{ {Table}, modalities: {{ a: {{ categories: §3 }}, b: [\"b*\"] }} }}", "I2MOE715"),
        At("an unknown key beside categories", $"data: {{ {Table}, modalities: {{ a: {{ categories: x, §number: y }}, b: [\"b*\"] }} }}", "I2MOE713"),
        At("too many levels", $"data: {{ {Table}, modalities: {{ §a: {{ categories: {{ x: [q, r, s, t, u, v, w] }} }}, b: [\"b*\"] }} }}", "I2MOE617"),
        At("text in arrays", "data: { source: { kind: npz, path: a.npz }, modalities: { §a: { text: x } } }", "I2MOE783").WithText(),
        At("text of features", $"data: {{ {Table}, modalities: {{ §a: {{ text: x }}, b: [\"b*\"] }} }}", "I2MOE784"),
        At("another length", $"data: {{ {Table}, modalities: {{ a: {{ text: x, tokenizer: {{ kind: words, length: §4 }} }}, b: [\"b*\"] }} }}", "I2MOE785").WithText(),
        At("no file of tokens", $"data: {{ {Table}, modalities: {{ a: {{ text: x, tokenizer: §wordpiece }}, b: [\"b*\"] }} }}", "I2MOE786").WithText(),
        At("another padding", $"data: {{ {Table}, modalities: {{ §a: {{ text: x }}, b: [\"b*\"] }} }}", "I2MOE787").WithText(", padding_id: 3"),
        At("an unknown tokenizer", $"data: {{ {Table}, modalities: {{ a: {{ text: x, tokenizer: §letters }}, b: [\"b*\"] }} }}", "I2MOE716").WithText(),
        At("text as a list", $"data: {{ {Table}, modalities: {{ a: {{ text: §[x, y] }}, b: [\"b*\"] }} }}", "I2MOE715").WithText(),
        At("an unknown key beside text", $"data: {{ {Table}, modalities: {{ a: {{ text: x, §length: 8 }}, b: [\"b*\"] }} }}", "I2MOE713").WithText(),
        At("lengths of vectors", $"data: {{ {Table}, modalities: {{ §a: {{ columns: \"a*\", length: n }}, b: [\"b*\"] }} }}", "I2MOE763"),
        At("lengths without columns", $"data: {{ {Table}, modalities: {{ a: §{{ length: n }}, b: [\"b*\"] }} }}", "I2MOE714"),
        At("lengths as a list", $"data: {{ {Table}, modalities: {{ a: {{ columns: \"a*\", length: §[n] }}, b: [\"b*\"] }} }}", "I2MOE715"),
        At("an unknown key beside columns", $"data: {{ {Table}, modalities: {{ a: {{ columns: \"a*\", §lengths: n }}, b: [\"b*\"] }} }}", "I2MOE713"),
        At("a network without file", $"data: {{ {Table}, modalities: {{ a: {{ images: x, §network: {{ size: [3, 8, 8] }} }}, b: [\"b*\"] }} }}", "I2MOE788"),
        At("a network of one size", $"data: {{ {Table}, modalities: {{ a: {{ images: x, §network: {{ path: n.onnx, size: [224] }} }}, b: [\"b*\"] }} }}", "I2MOE788"),
        At("features as a picture", $"data: {{ {Table}, modalities: {{ a: {{ images: x, §network: {{ path: n.onnx, size: [3, 8, 8] }} }}, b: [\"b*\"] }} }}", "I2MOE789").WithPictures(),
        At("a network as a text", $"data: {{ {Table}, modalities: {{ a: {{ images: x, network: §n.onnx }}, b: [\"b*\"] }} }}", "I2MOE715"),
        At("sources as a list", $"data: {{ {Table}, {Columns}, sources: §[b.csv] }}", "I2MOE715"),
        At("a source of no kind", $"data: {{ source: {{ kind: csv, path: a.csv, target: t, id: i }}, sources: {{ b: §{{ path: b.csv }} }}, modalities: {{ a: [\"a*\"] }} }}", "I2MOE714"),
        At("a source of no modality", $"data: {{ source: {{ kind: csv, path: a.csv, target: t, id: i }}, sources: {{ §bb: {{ kind: csv, path: b.csv, id: i }} }}, {Columns} }}", "I2MOE790"),
        At("a source under two keys", "data: { source: { kind: csv, path: a.csv, target: t, id: i }, sources: { b: { kind: csv, path: b.csv, id: i }, §B: { kind: csv, path: c.csv, id: i } }, modalities: { a: [\"a*\"] } }", "I2MOE791"),
        At("a source without ids", "data: { source: { kind: csv, path: a.csv, target: t, id: i }, sources: { §b: { kind: csv, path: b.csv } }, modalities: { a: [\"a*\"] } }", "I2MOE792"),
        At("ids in two places", "data: { source: { kind: csv, path: a.csv, target: t, id: i }, sources: { b: { kind: csv, path: b.csv, id: i, ids: §b.txt } }, modalities: { a: [\"a*\"] } }", "I2MOE793"),
        At("a label in a joined source", "data: { source: { kind: csv, path: a.csv, target: t, id: i }, sources: { b: { kind: csv, path: b.csv, id: i, target: §t } }, modalities: { a: [\"a*\"] } }", "I2MOE794"),
        At("random data joined", "data: { source: { kind: csv, path: a.csv, target: t, id: i }, sources: { §b: random }, modalities: { a: [\"a*\"] } }", "I2MOE795"),
        At("joined to nothing", $"data: {{ {Table}, {Columns}, join: §left }}", "I2MOE796"),
        At("a joined source without path", "data: { source: { kind: csv, path: a.csv, target: t, id: i }, sources: { §b: { kind: csv, id: i } }, modalities: { a: [\"a*\"] } }", "I2MOE601"),
        At("the id as a feature", "data: { source: { kind: csv, path: a.csv, target: t, id: i }, modalities: { a: [\"a*\"], §b: [\"b*\", i] } }", "I2MOE618"),
        At("feature names as a list", "data: { source: random, feature_names: §[a, b] }", "I2MOE715"),
        At("feature names as a text", "data: { source: random, feature_names: §names.txt }", "I2MOE715"),
        At("a feature name that is a number", "data: { source: random, feature_names: { a: [x, §1] } }", "I2MOE715"),
        At("no file of feature names", "data: { source: random, feature_names: { a: §} }", "I2MOE715"),
        At("feature names of a modality with a hyphen", "data: { source: random, feature_names: { §a-b: x.txt } }", "I2MOE718"),
        At("an empty feature name", "data: { source: random, feature_names: { §a: [\"\", b, c, d, e, f, g, h] } }", "I2MOE602"),
        At("feature names of no modality", "data: { source: random, feature_names: { §aa: x.txt } }", "I2MOE624"),
        At("feature names under two keys", "data: { source: random, feature_names: { a: x.txt, §A: y.txt } }", "I2MOE625"),
        At("two names for eight features", "data: { source: random, feature_names: { §a: [x, y] } }", "I2MOE626"),
        At("feature names of a table", $"data: {{ {Table}, {Columns}, feature_names: {{ §a: x.txt }} }}", "I2MOE627"),
        At("no test part", "data: { source: random, split: { kind: random, train: §0.85 } }", "I2MOE619"),
        At("split by nothing", "data: { source: { kind: npz, path: a.npz }, split: §given }", "I2MOE620"),
        At("file of no known format", "data: { source: { kind: npz, path: a.npz }, split: { kind: given, file: §split.txt } }", "I2MOE621"),
        At("file without column", "data: { source: { kind: npz, path: a.npz }, split: { kind: group, file: §split.csv } }", "I2MOE621"),
        At("random data by group", "data: { source: random, split: { kind: group, column: §patient } }", "I2MOE622"),
        At("shares of a regression", "data: { source: random, split: { kind: random, stratify: §true } }", "I2MOE623"),
        At("a fold too far", "data: { source: random, split: { kind: random, folds: 3, fold: §3 } }", "I2MOE760"),
        At("a part for training beside folds", "data: { source: random, split: { kind: random, folds: 5, train: §0.5 } }", "I2MOE762"),
        At("two folds and half", "data: { source: random, split: { kind: random, validation: 0.5, folds: §2 } }", "I2MOE761"),
        At("two names for three classes", "data: { source: { kind: npz, path: a.npz, class_names: §[x, y] } }", "I2MOE605").WithTask("{ kind: classification, classes: 3 }"),
        At("a name for two classes", "data: { source: { kind: npz, path: a.npz, class_names: §[x, x] } }", "I2MOE607").WithTask("classification"),
        At("similar class names", "data: { source: { kind: npz, path: a.npz, class_names: §[ill, Ill] } }", "I2MOE628").WithTask("classification"),
        At("a class that is missing", $"data: {{ source: {{ kind: csv, path: a.csv, label: k, class_names: [a, \"-9\"], missing: §[-9.0] }}, {Columns} }}", "I2MOE632").WithTask("classification"),
        At("three columns for two labels", $"data: {{ source: {{ kind: csv, path: a.csv, labels: §[x, y, z] }}, {Columns} }}", "I2MOE608").WithTask("multi_label"),
    ];

    // The mark stands where the mistake is to be reported.
    private static WrongFile At(string what, string marked, string id)
    {
        string text = WrongFiles.Experiment(marked);
        int offset = text.IndexOf('§', StringComparison.Ordinal);
        int line = text[..offset].Count(c => c == '\n') + 1;
        return new WrongFile(what, text.Remove(offset, 1), id, line, offset - text.LastIndexOf('\n', offset));
    }

    private static WrongFile WithTask(this WrongFile file, string task) =>
        file with { Text = file.Text.Replace("task: regression", $"task: {task}", StringComparison.Ordinal) };

    private static WrongFile WithText(this WrongFile file, string more = "") =>
        file with { Text = file.Text.Replace("a: { features: 8, encoder: linear }", $"a: {{ shape: [8], encoder: {{ kind: text, vocabulary: 9{more} }} }}", StringComparison.Ordinal) };

    private static WrongFile WithPictures(this WrongFile file) =>
        file with { Text = file.Text.Replace("a: { features: 8, encoder: linear }", "a: { shape: [3, 8, 8], encoder: cnn2d }", StringComparison.Ordinal) };
}
