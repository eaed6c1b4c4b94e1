using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Onnx;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>A prediction of one sample by the model and by its ONNX file in turn: the MOSI experiment of the paper with its encoders.</summary>
internal static class OnnxBenchmark
{
    private const string Experiment = "transformer.i2moe.yaml";

    public static void Run(BenchmarkOptions options)
    {
        ProcessMemory.Prepare();
        using var model = new SpecifiedModel(Mosi());
        string path = Path.Combine(Path.GetTempPath(), $"i2moe-benchmark-{Environment.ProcessId}.onnx");
        try
        {
            model.SaveOnnx(path);
            using var session = new InferenceSession(path);
            Measure(model, session, options);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Measure(SpecifiedModel model, InferenceSession session, BenchmarkOptions options)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[] inputs = [.. model.Description.Modalities.Select(modality => torch.randn([1, .. modality.Shape.Select(length => (long)length)]))];
        var batch = new MultimodalBatch(inputs, Labels: null);
        Dictionary<string, OrtValue> values = model.Description.Modalities.ToDictionary(
            modality => modality.Name,
            modality => OrtValue.CreateTensorValueFromMemory(inputs[modality.Index].data<float>().ToArray(), inputs[modality.Index].shape));
        string[] outputs = [.. session.OutputMetadata.Keys];
        using RunOptions run = new();
        double[][] times = Timing.Interleave(20 * options.Repeats, 5 * options.WarmUp, () => model.Infer(batch).Dispose(), () => session.Run(run, values, outputs).Dispose());
        (double ratio, double least, double greatest) = Timing.Ratio(times[0], times[1]);
        Console.WriteLine("| case | fusion | batch | Infer, ms | ONNX Runtime, ms | Infer / ONNX Runtime (spread) |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| mosi, with encoders | transformer | 1 | {Timing.Median(times[0]):0.00} | {Timing.Median(times[1]):0.00} | {ratio:0.00} ({least:0.00} to {greatest:0.00}) |"));
    }

    /// <summary>The experiment of the paper.</summary>
    public static ModelSpecification Mosi() =>
        YamlExperiment.Read(Experiment, File.ReadAllText(Path.Combine(Folder(), Experiment)), file => File.ReadAllText(Path.Combine(Folder(), Path.GetFileName(file)))).Specification;

    private static string Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string presets = Path.Combine(folder.FullName, "examples", "PaperPresets", "mosi");
            if (Directory.Exists(presets))
            {
                return presets;
            }
        }

        throw new ArgumentException("The benchmark runs within the repository: it reads examples/PaperPresets/mosi.");
    }
}
