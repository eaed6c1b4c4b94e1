using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Python;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Testing;
using TorchSharp;
using Xunit.Abstractions;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>Every encoder and every fusion as a PyTorch module, run by the PyTorch that is there.</summary>
public sealed class PythonExportTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public async Task PyTorch_computes_the_same()
    {
        WholeTests.RunWhereWanted("ONNX Runtime computes what is exported.");
        string? python = await PythonRun.FindAsync("torch");
        Skip.If(python is null, "There is no Python with torch.");
        string[] folders = [.. CatalogueTests.EveryPart.Select((yaml, number) => Write($"{number}", yaml))];
        string script = Path.Combine(RepositoryFiles.Root, "tests", "I2MoE.Dsl.Onnx.Tests", "Python", "compare.py");
        (int exitCode, string text) = (await PythonRun.RunAsync(python!, [script, .. folders]))!.Value;
        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
    }

    // Without torch the modules cannot be run, but read.
    [SkippableFact]
    public async Task Python_reads_every_module()
    {
        WholeTests.RunWhereWanted("ONNX Runtime computes what is exported.");
        string? python = await PythonRun.FindAsync("ast");
        Skip.If(python is null, "There is no Python.");
        string[] files = [.. CatalogueTests.EveryPart.Select((yaml, number) => Path.Combine(Write($"{number}", yaml), "model.py"))];
        (int exitCode, string text) = (await PythonRun.RunAsync(python!, ["-c", "import ast, sys\nfor file in sys.argv[1:]: ast.parse(open(file, encoding='utf-8').read(), file)", .. files]))!.Value;
        Assert.True(exitCode == 0, text);
    }

    [SkippableFact]
    public async Task The_checker_of_ONNX_finds_nothing()
    {
        WholeTests.RunWhereWanted("ONNX Runtime computes what is exported.");
        string? python = await PythonRun.FindAsync("onnx");
        Skip.If(python is null, "There is no Python with onnx.");
        List<string> files = [];
        foreach (string yaml in CatalogueTests.EveryPart)
        {
            using SpecifiedModel model = Declared.Model(yaml);
            foreach (OnnxPrecision precision in Enum.GetValues<OnnxPrecision>())
            {
                files.Add(_folder.File($"{files.Count}.onnx"));
                OnnxExport.Save(model, Preprocessing(model), files[^1], new OnnxOptions { Precision = precision });
            }
        }

        string script = Path.Combine(RepositoryFiles.Root, "tests", "I2MoE.Dsl.Onnx.Tests", "Python", "check.py");
        (int exitCode, string text) = (await PythonRun.RunAsync(python!, [script, .. files]))!.Value;
        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
    }

    [Fact]
    public void Classes_of_the_users_are_refused_by_name()
    {
        using SpecifiedModel model = Declared.Model(CatalogueTests.EveryPart.First().Replace("encoder: linear", $"encoder: {{ kind: custom, type: {typeof(OwnEncoder).FullName} }}", StringComparison.Ordinal));
        Assert.Equal(
            "Modality Linear has an encoder of your own: what it computes is C#, and only the encoders of the catalogue can be written as Python.",
            Assert.Throws<ExperimentException>(() => PythonExport.Save(model, new Preprocessing(), _folder.File("a"))).Message);
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string yaml)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ModelSpecification specification = Declared.Specification(yaml);
        using MultimodalModel model = name.EndsWith('0') ? SpecifiedModel.CreateBaseline(specification, seed: 3) : new SpecifiedModel(specification, seed: 3);
        Samples.Disturb(model);
        Preprocessing preprocessing = Preprocessing(model);
        model.TargetScaling = TargetScaling.For(model.Description.Task, preprocessing.Standardiser);
        model.OutputTemperature = model.Description.PredictsNumber ? null : 0.6;
        string folder = _folder.File(name);
        PythonExport.Save(model, preprocessing, folder);

        MultimodalBatch raw = Samples.Batch(model.Description, samples: 5);
        using MultimodalDataset data = new(model.Description.Modalities.Select(modality => KeyValuePair.Create(modality.Name, raw.Inputs[modality.Index])), torch.zeros(5, torch.ScalarType.Int64))
        {
            HasLabels = false,
            OwnLengths = DeclaredShapes.OwnLengths(model.Description),
            KeptLevels = DeclaredShapes.KeptLevels(model.Description),
        };
        using MultimodalDataset standardised = preprocessing.Standardiser!.Apply(data);
        MultimodalBatch batch = standardised.ToBatch(model.Description.ModalityNames, [0, 1, 2, 3, 4]);
        Dictionary<string, torch.Tensor> run = model.Description.Modalities.ToDictionary(modality => $"inputs.{modality.Name}", modality => raw.Inputs[modality.Index].to_type(torch.ScalarType.Float32));
        if (model is InteractionModel)
        {
            torch.Tensor presence = torch.ones(5, model.Description.Modalities.Count, dtype: torch.ScalarType.Bool);
            presence[1, 0] = torch.tensor(false);
            presence[2].fill_(false);
            batch = batch with { Presence = presence };
            run["presence"] = presence.to_type(torch.ScalarType.Float32);
        }

        using ModelOutput expected = model.Infer(batch);
        run["expected.outputs"] = expected.Prediction;
        run["expected.prediction"] = model.Description.Task switch
        {
            TaskKind.Regression => expected.Prediction,
            TaskKind.Count => expected.Prediction.exp(),
            _ => expected.Probabilities,
        };
        if (expected is InteractionOutput interaction)
        {
            run["expected.weights"] = interaction.AllWeights;
            run["expected.experts"] = interaction.AllLogits.transpose(0, 1).contiguous();
        }

        SafeTensorsFile.Write(Path.Combine(folder, "run.safetensors"), run);
        JsonNode[] tokens = [.. model.Description.Modalities.Where(modality => modality.Vocabulary is not null).Select(modality => (JsonNode)modality.Name)];
        File.WriteAllText(Path.Combine(folder, "tokens.json"), new JsonArray(tokens).ToJsonString());
        return folder;
    }

    private static Preprocessing Preprocessing(MultimodalModel model)
    {
        Dictionary<string, int> features = model.Description.Modalities
            .Where(modality => modality.Vocabulary is null)
            .ToDictionary(modality => modality.Name, modality => modality.Shape.Aggregate(1, (product, length) => product * length));
        return new Preprocessing
        {
            ClassNames = model.Description.PredictsNumber ? null : [.. Enumerable.Range(0, model.Description.Outputs).Select(output => $"\"{output}\" \\ ä")],
            Standardiser = Standardiser.From(
                features.ToDictionary(pair => pair.Key, pair => Enumerable.Range(0, pair.Value).Select(i => 0.1 * Math.Sin(i)).ToArray()),
                features.ToDictionary(pair => pair.Key, pair => Enumerable.Range(0, pair.Value).Select(i => 1 + (0.1 * Math.Cos(i))).ToArray()),
                model.Description.PredictsNumber ? TargetScaling.From(12, 3) : null),
        };
    }
}
