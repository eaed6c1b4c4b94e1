using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.OnnxRuntime;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary><c>export</c> as it is typed.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private const string Experiment = """
        name: Small
        task: { kind: classification, classes: 2 }
        modalities:
          left: { features: 3, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 8 }
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_run_becomes_a_file_that_answers_as_it_does()
    {
        string run = Run();
        (int code, string text) = await ExportAsync(run, "--onnx", "--python");
        Assert.True(code == 0, text);
        Assert.Contains("Small written to " + Path.Combine(run, "model.onnx"), text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run, "python", "model.py")));
        Assert.True(File.Exists(Path.Combine(run, "python", "weights.safetensors")));
        using var predictor = OnnxPredictor.Open(Path.Combine(run, "model.onnx"));
        using TrainedModel<MultimodalModel> trained = TrainedModel.Open(run);
        Dictionary<string, float[]> sample = new() { ["Left"] = [1, float.NaN, 3], ["Right"] = [20, -3] };
        NamedPrediction expected = trained.Predict(sample);
        OnnxAnswer actual = predictor.Predict(sample);
        Assert.Equal(expected.Label, actual.Label);
        Assert.Equal(expected.Probabilities["ill"], actual.Probabilities["ill"], 1e-5);
    }

    [Fact]
    public async Task What_is_wrong_is_said()
    {
        string run = Run();
        await AssertRefusedAsync("error: export takes what is to be written: --onnx, --python, or both.", run);
        await AssertRefusedAsync("error: --precision is 'int8'. Allowed: fp32, fp16.", run, "--onnx", "--precision", "int8");
        await AssertRefusedAsync($"error: --onnx: {_folder.Path} is a folder;", run, "--onnx", _folder.Path);
        await AssertRefusedAsync("error: ", _folder.File("nothing"), "--onnx");
    }

    public void Dispose() => _folder.Dispose();

    private string Run()
    {
        ModelSpecification specification = Declared.Specification(Experiment);
        using var model = new SpecifiedModel(specification, seed: 1);
        var preprocessing = new Preprocessing
        {
            ClassNames = ["well", "ill"],
            Standardiser = Standardiser.From(
                new Dictionary<string, double[]> { ["Left"] = [1, 2, 3], ["Right"] = [10, 20] },
                new Dictionary<string, double[]> { ["Left"] = [1, 2, 3], ["Right"] = [4, 5] }),
        };
        var record = new RunRecord { Experiment = "Small", Device = "cpu", Status = RunStatus.Finished };
        string folder = _folder.File("run");
        using var trained = new TrainedModel<SpecifiedModel>(model, preprocessing, record, YamlExperimentWriter.Write(specification), owned: null);
        trained.Save(folder);
        return folder;
    }

    private static async Task<(int Code, string Text)> ExportAsync(params string[] arguments)
    {
        using StringWriter text = new();
        var commands = new ExperimentCommandLine("Test.", new CompiledExperiments([]), new ProgramConsole(text, text));
        return (await commands.RunAsync(["export", .. arguments]), text.ToString());
    }

    private static async Task AssertRefusedAsync(string message, params string[] arguments)
    {
        (int code, string text) = await ExportAsync(arguments);
        Assert.Equal(1, code);
        Assert.StartsWith(message, text, StringComparison.Ordinal);
    }
}
