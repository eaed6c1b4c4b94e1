using Google.Protobuf;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Pretrained;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using Onnx;
using SkiaSharp;
using TorchSharp;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>Networks that were trained elsewhere make features of pictures: those of the file, once, and told where it does not fit.</summary>
public sealed class PretrainedNetworkTests : IDisposable
{
    private const int Samples = 24;
    private const string ResNetPackage = "microsoft.ml.dnnimagefeaturizer.resnet18/0.23.1/tools/DnnImageModels";

    private static readonly ImageLayout s_size = new() { Height = 4, Width = 4 };

    private readonly TemporaryFolder _folder = new();

    public PretrainedNetworkTests() => PretrainedNetworks.Use();

    [Fact]
    public void Features_are_those_of_the_network()
    {
        string[] pictures = [Picture(0), Picture(1), Picture(2)];
        string network = Network("means.onnx", factor: 2);

        // Twice the mean of each channel, of pixels that were made (255 x - 5) / 10.
        float[] expected = [.. Enumerable.Range(0, 3).SelectMany(number => Colour(number)).Select(value => 2 * (value - 5) / 10f)];
        float[] features = Features(pictures, new NetworkFile([network], "", 255, [5, 5, 5], [10, 10, 10], _folder.File("cache")));
        Assert.Equal(expected, features, new Within(1e-4f));

        // A value within the network, and one network behind another that takes one sample at a time.
        Assert.Equal(expected.Select(value => value / 2), Features(pictures, new NetworkFile([network], "within", 255, [5, 5, 5], [10, 10, 10], _folder.File("cache"))), new Within(1e-4f));
        string negative = Negative("negative.onnx");
        Assert.Equal(expected.Select(value => -value), Features(pictures, new NetworkFile([network, negative], "", 255, [5, 5, 5], [10, 10, 10], _folder.File("cache"))), new Within(1e-4f));
    }

    [Fact]
    public void Features_are_computed_once_for_the_same_content()
    {
        string[] pictures = [Picture(0), Picture(1)];
        var network = new NetworkFile([Network("means.onnx", factor: 1)], "", 1, [], [], _folder.File("cache"));
        float[] first = Features(pictures, network);
        PictureNetworks.Use((_, _) => throw new InvalidOperationException("It is run."));
        Assert.Equal(first, Features(pictures, network));

        // Another order, another picture, another network and another scale are other features.
        Assert.Throws<InvalidOperationException>(() => Features([pictures[1], pictures[0]], network));
        Assert.Throws<InvalidOperationException>(() => Features(pictures, network with { Scale = 2 }));
        Network("means.onnx", factor: 3);
        Assert.Throws<InvalidOperationException>(() => Features(pictures, network));
        Network("means.onnx", factor: 1);
        File.Copy(Picture(2), pictures[0], overwrite: true);
        Assert.Throws<InvalidOperationException>(() => Features(pictures, network));
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        string[] pictures = [Picture(0)];
        string network = Network("means.onnx", factor: 1);
        File.WriteAllText(_folder.File("none.onnx"), "no network");
        Assert.Contains("cannot be opened as a network in ONNX", Refused(pictures, _folder.File("none.onnx"), ""), StringComparison.Ordinal);
        Assert.Contains("has no value 'featurs'; its outputs are 'features'. Did you mean 'features'?", Refused(pictures, network, "featurs"), StringComparison.Ordinal);
        var layout = new ImageLayout { Height = 5, Width = 4 };
        Assert.Contains("the network takes Single [any, 3, 4, 4], but 'size' says pictures [3, 5, 4]", Assert.Throws<DatasetException>(
            () => new NetworkFeatures(new NetworkFile([network], "", 1, [], [], _folder.File("cache")), layout).Of(pictures, new TensorPlace(TensorStorage.Memory, "x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_learns_from_features_of_pictures()
    {
        Network("means.onnx", factor: 1);
        await File.WriteAllTextAsync(_folder.File("small.csv"), "file,x,kind\n" + string.Concat(Enumerable.Range(0, Samples).Select(row => $"{Path.GetFileName(Picture(row))},{row % 5},{row % 2}\n")));
        await RunAsync(0, features: 3, "train", "--quiet", "--out", "run");
        Assert.Single(Directory.GetFiles(_folder.File(".cache"), "features-*.f32"));
        await RunAsync(0, features: 3, "predict", "--run", "run", "--split", "all", "--out", "predictions.csv");
        Assert.Equal(Samples + 1, (await File.ReadAllLinesAsync(_folder.File("predictions.csv"))).Length);
        Assert.Single(Directory.GetFiles(_folder.File(".cache"), "features-*.f32"));

        // What was learned from the features of one network is not for those of another, even where their features are kept.
        Network("means.onnx", factor: 2);
        Assert.Contains("another file than when the run was trained. Put the file back that was there", await RunAsync(1, features: 3, "evaluate", "--run", "run"), StringComparison.Ordinal);
        await RunAsync(0, features: 3, "train", "--quiet", "--out", "second");
        Assert.Contains("network that makes the features of Photo", await RunAsync(1, features: 3, "predict", "--run", "run", "--split", "all", "--out", "other.csv"), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("other.csv")));
        Network("means.onnx", factor: 1);
        await RunAsync(0, features: 3, "evaluate", "--run", "run");

        string error = await RunAsync(1, features: 3, "train", "--quiet", "--out", "other", "--set", "data.modalities.photo.network.mean=[1,2]");
        Assert.Contains("'mean' has 2 numbers, but 'size' has 3 channels", error, StringComparison.Ordinal);
        Assert.Contains("the data have [24, 3]", await RunAsync(1, features: 5, "train", "--quiet", "--out", "other"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ResNet18_tells_drawings_apart()
    {
        string root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string folder = Path.Combine(root, ResNetPackage);
        Skip.IfNot(Directory.Exists(folder), "The package Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1 is not among those of this machine; I2MOE_PUBLISH=1 dotnet restore brings it.");
        string[] networks = [Path.Combine(folder, "ResNetPrepOnnx", "ResNetPreprocess.onnx"), Path.Combine(folder, "ResNet18Onnx", "ResNet18.onnx")];
        string[] pictures = [.. Enumerable.Range(0, 6).Select(Drawing)];
        float[] features = Features(pictures, new NetworkFile(networks, "", 255, [], [], _folder.File("cache")), new ImageLayout { Height = 224, Width = 224 });
        float[][] rows = [.. features.Chunk(features.Length / pictures.Length)];
        Assert.Equal(512, rows[0].Length);

        // Circles are nearer to circles of another colour and place than to stripes, and the other way about.
        for (int first = 0; first < rows.Length; first++)
        {
            int nearest = Enumerable.Range(0, rows.Length).Where(other => other != first).MaxBy(other => Cosine(rows[first], rows[other]));
            Assert.Equal(first % 2, nearest % 2);
        }
    }

    public void Dispose()
    {
        PretrainedNetworks.Use();
        _folder.Dispose();
    }

    private static float[] Features(string[] pictures, NetworkFile network, ImageLayout? size = null)
    {
        using torch.Tensor features = new NetworkFeatures(network, size ?? s_size).Of(pictures, new TensorPlace(TensorStorage.Memory, "photo"));
        Assert.Equal(pictures.Length, features.shape[0]);
        return features.data<float>().ToArray();
    }

    private string Refused(string[] pictures, string network, string output) =>
        Assert.Throws<DatasetException>(() => Features(pictures, new NetworkFile([network], output, 1, [], [], _folder.File("cache")))).Message;

    private static byte[] Colour(int number) => [(byte)(40 * (number % 5)), (byte)(200 - (60 * (number % 3))), (byte)(number % 2 == 0 ? 10 : 250)];

    private string Picture(int number)
    {
        byte[] colour = Colour(number);
        using SKBitmap bitmap = new(4, 4);
        bitmap.Erase(new SKColor(colour[0], colour[1], colour[2]));
        return Save(bitmap, $"picture{number}.png");
    }

    private string Drawing(int number)
    {
        using SKBitmap bitmap = new(160, 160);
        using SKCanvas canvas = new(bitmap);
        using SKPaint paint = new() { Color = new SKColor((byte)(60 * number), 90, (byte)(255 - (50 * number))) };
        canvas.Clear(SKColors.White);
        if (number % 2 == 0)
        {
            canvas.DrawCircle(70 + (5 * number), 80, 50, paint);
        }
        else
        {
            for (int stripe = 0; stripe < 8; stripe++)
            {
                canvas.DrawRect((20 * stripe) + number, 0, 8, 160, paint);
            }
        }

        return Save(bitmap, $"drawing{number}.png");
    }

    private string Save(SKBitmap bitmap, string name)
    {
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(_folder.File(name), data.ToArray());
        return _folder.File(name);
    }

    private static double Cosine(float[] first, float[] second) =>
        first.Zip(second).Sum(pair => (double)pair.First * pair.Second) / Math.Sqrt(first.Sum(value => (double)value * value) * second.Sum(value => (double)value * value));

    // The mean of each channel, times a factor.
    private string Network(string name, float factor) => Write(name, ["batch", 3, 4, 4], [
        Node("GlobalAveragePool", "pictures", "pooled"), Node("Flatten", "pooled", "within"), Node("Mul", "within", "features", "factor")],
        new TensorProto { Name = "factor", DataType = 1, FloatData = { factor } });

    private string Negative(string name) => Write(name, [1, 3], [Node("Neg", "pictures", "features")]);

    private string Write(string name, object[] shape, NodeProto[] nodes, params TensorProto[] constants)
    {
        TensorShapeProto dimensions = new();
        dimensions.Dim.AddRange(shape.Select(length => length is int size ? new TensorShapeProto.Types.Dimension { DimValue = size } : new TensorShapeProto.Types.Dimension { DimParam = (string)length }));
        ModelProto model = new()
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = 17 } },
            Graph = new GraphProto
            {
                Name = "means",
                Node = { nodes },
                Initializer = { constants },
                Input = { new ValueInfoProto { Name = "pictures", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = dimensions } } } },
                Output = { new ValueInfoProto { Name = "features", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } } } },
            },
        };
        File.WriteAllBytes(_folder.File(name), model.ToByteArray());
        return _folder.File(name);
    }

    private static NodeProto Node(string type, string input, string output, params string[] more) => new() { OpType = type, Input = { new[] { input }.Concat(more) }, Output = { output } };

    private async Task<string> RunAsync(int expected, int features, params string[] arguments)
    {
        ModelSpecification specification = Declared.Specification($$"""
            name: Small
            task: { kind: classification, classes: 2 }
            modalities:
              photo: { features: {{features}}, encoder: linear }
              x: { features: 1, encoder: linear }
            fusion: { kind: concat, layers: 1, hidden_dim: 8 }
            training: { epochs: 2, batch_size: 8 }
            data:
              source: { kind: csv, path: small.csv, label: kind }
              modalities: { photo: { images: file, network: { path: means.onnx, output: within, size: [3, 4, 4] } }, x: [x] }
            """);
        ExperimentDefinition definition = new()
        {
            Name = "Small",
            Yaml = YamlExperimentWriter.Write(specification),
            CreateModel = seed => new SpecifiedModel(specification, seed),
            CreateBaseline = seed => SpecifiedModel.CreateBaseline(specification, seed),
        };
        using StringWriter text = new();
        int code = await new ExperimentCommandLine("Test.", new CompiledExperiments([definition]), new ProgramConsole(text, text) { Folder = _folder.Path }).RunAsync(arguments);
        Assert.True(code == expected, text.ToString());
        return string.Join(' ', text.ToString().Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class Within(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float first, float second) => Math.Abs(first - second) <= tolerance;

        public int GetHashCode(float value) => 0;
    }
}
