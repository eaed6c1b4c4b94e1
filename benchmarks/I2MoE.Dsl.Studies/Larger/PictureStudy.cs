using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using SkiaSharp;

namespace I2MoE.Dsl.Studies.Larger;

/// <summary>
/// <c>pictures</c>: features of ResNet18, which was trained on photographs, against convolutions from scratch, without and with augmentation, on the
/// pictures of emoji beside small grey ones of the same; and whether a second run takes the features from the cache.
/// </summary>
internal static class PictureStudy
{
    private const string Package = "microsoft.ml.dnnimagefeaturizer.resnet18/0.23.1/tools/DnnImageModels";
    private const int Side = 16;

    private static readonly (string Name, string Modality, string Data)[] s_ways =
    [
        ("ResNet18", "{ features: 512, encoder: linear }", "{ images: file, network: { path: [NETWORKS], size: [3, 224, 224], scale: 255 } }"),
        ("cnn2d from scratch", "{ shape: [3, 16, 16], encoder: { kind: cnn2d, channels: [32, 64] } }", "{ images: file }"),
        ("cnn2d, augmented", "{ shape: [3, 16, 16], augment: { crop: 0.125, jitter: 0.2 }, encoder: { kind: cnn2d, channels: [32, 64] } }", "{ images: file }"),
    ];

    /// <summary>Writes the table; 1 where ResNet18 is not better than the convolutions.</summary>
    public static int Report(StudyOptions options)
    {
        string root = Path.GetFullPath(options.File ?? Path.Combine(Path.GetTempPath(), "i2moe-pictures"));
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string networks = Path.Combine(packages, Package);
        if (!Directory.Exists(networks))
        {
            throw new ArgumentException($"{networks} is not there; I2MOE_PUBLISH=1 dotnet restore brings it.");
        }

        WritePictures(root, RealDataFolder());
        Dictionary<string, List<double>> accuracies = [];
        List<double> seconds = [];
        foreach ((string name, string modality, string data) in s_ways)
        {
            string paths = $"{Path.Combine(networks, "ResNetPrepOnnx", "ResNetPreprocess.onnx")}, {Path.Combine(networks, "ResNet18Onnx", "ResNet18.onnx")}";
            string file = WriteExperiment(root, modality, data.Replace("NETWORKS", paths, StringComparison.Ordinal));
            accuracies[name] = [];
            for (int split = 0; split < options.Splits; split++)
            {
                (double took, double accuracy) = Measure(file, split);
                seconds.Add(took);
                accuracies[name].Add(accuracy);
            }
        }

        Console.WriteLine($"| way | accuracy, {options.Splits} splits |\n|---|---|");
        foreach ((string name, List<double> found) in accuracies)
        {
            Console.WriteLine($"| {name} | {MeanAndDeviation.From([.. found])} |");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Training with ResNet18: {seconds[0]:0} s for the first time, {seconds[Math.Min(1, options.Splits - 1)]:0} s with the features of the cache."));
        return accuracies[s_ways[0].Name].Average() > accuracies[s_ways[1].Name].Average() ? 0 : 1;
    }

    private static (double Seconds, double Accuracy) Measure(string file, int split)
    {
        string run = Path.Combine(Path.GetDirectoryName(file)!, "run");
        string metrics = Path.Combine(run, "metrics.json");
        (double seconds, _) = StudyProcess.Start(file, "train", "--quiet", "--force", "--out", run, "--set", string.Create(CultureInfo.InvariantCulture, $"data.split.seed={split}"));
        StudyProcess.Start(file, "evaluate", "--run", run, "--out", metrics);
        return (seconds, (double)JsonNode.Parse(File.ReadAllText(metrics))!["metrics"]!["accuracy"]!);
    }

    private static string RealDataFolder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "shared", "data", "emoji_image_text")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is null ? throw new ArgumentException("There is no shared/data/emoji_image_text above the program.") : Path.Combine(folder, "shared", "data", "emoji_image_text");
    }

    private static string WriteExperiment(string root, string modality, string data)
    {
        string file = Path.Combine(root, "pictures.i2moe.yaml");
        File.WriteAllText(file, $$"""
            name: Pictures
            task: { kind: classification, classes: 9 }
            modalities:
              photo: {{modality}}
              grey: { shape: [1, 8, 8], encoder: { kind: cnn2d, channels: [8] } }
            fusion: { kind: concat, layers: 2, hidden_dim: 64 }
            training: { epochs: 40, batch_size: 64, best: { metric: accuracy } }
            data:
              source: { kind: csv, path: pictures.csv, label: group }
              modalities: { photo: {{data}}, grey: { images: grey } }
              split: { kind: random, train: 0.6, validation: 0.15 }
            """);
        return file;
    }

    private static void WritePictures(string root, string data)
    {
        string folder = Path.Combine(root, "pictures");
        string table = Path.Combine(root, "pictures.csv");
        if (File.Exists(table))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        using MultimodalDataset emoji = MultimodalDataset.FromNpy(data, new ArrayLayout { Modalities = new Dictionary<string, string> { ["Image"] = "image" } });
        float[] pixels = emoji["Image"].contiguous().data<float>().ToArray();
        long[] groups = emoji.Labels.data<long>().ToArray();
        StringBuilder text = new("file,grey,group\n");
        for (int sample = 0; sample < emoji.Count; sample++)
        {
            using SKBitmap bitmap = new(Side, Side);
            for (int pixel = 0; pixel < Side * Side; pixel++)
            {
                byte Channel(int channel) => (byte)Math.Clamp(MathF.Round(255 * pixels[(((sample * 3) + channel) * Side * Side) + pixel]), 0, 255);
                bitmap.SetPixel(pixel % Side, pixel / Side, new SKColor(Channel(0), Channel(1), Channel(2)));
            }

            string name = string.Create(CultureInfo.InvariantCulture, $"pictures/{sample}.png");
            using (SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100))
            using (FileStream file = File.Create(Path.Combine(root, name)))
            {
                png.SaveTo(file);
            }

            text.Append(CultureInfo.InvariantCulture, $"{name},{name},{groups[sample]}\n");
        }

        File.WriteAllText(table, text.ToString());
    }
}
