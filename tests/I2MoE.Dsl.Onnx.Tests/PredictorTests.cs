using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.OnnxRuntime;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>A trained model as a file with its preprocessing, and the predictor that answers from it without libtorch.</summary>
public sealed class PredictorTests : IDisposable
{
    private const string Modalities = """
        modalities:
          left: { features: 3, encoder: linear }
          right: { features: 2, encoder: linear }
          note: { shape: [4], encoder: { kind: text, vocabulary: 6, padding_id: 1, token_dim: 4, pooling: mean } }
        fusion: { kind: concat, layers: 1, hidden_dim: 8 }
        training: { epochs: 2 }
        """;

    private static readonly float[][] s_left = [[1000, 3, 0], [1010, float.NaN, -2], [990, 2, 5]];
    private static readonly float[][] s_right = [[0.1f, 20], [0.3f, 21], [0.2f, 25]];
    private static readonly float[][] s_notes = [[2, 3, 1, 1], [5, 1, 1, 1], [1, 1, 1, 1]];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("{ kind: classification, classes: 3 }")]
    [InlineData("{ kind: classification, classes: 2 }")]
    [InlineData("{ kind: multi_label, labels: 3 }")]
    [InlineData("{ kind: regression }")]
    [InlineData("{ kind: count }")]
    [InlineData("{ kind: ordinal, classes: 3 }")]
    [InlineData("{ kind: survival, intervals: 3 }")]
    public void It_answers_what_the_trained_model_answers_from_rows_as_they_were_read(string task)
    {
        using SpecifiedModel model = Declared.Model($"name: Trained\ntask: {task}\n{Modalities}");
        using TrainedModel<SpecifiedModel> trained = Trained(model, task.Contains("regression", StringComparison.Ordinal));
        trained.SaveOnnx(_folder.File("model.onnx"));
        using var predictor = OnnxPredictor.Open(_folder.File("model.onnx"));
        Assert.Equal(["Left", "Right", "Note"], predictor.Info.Modalities.Select(modality => modality.Name));
        Assert.True(predictor.Info.Standardises);
        Assert.Equal(trained.Thresholds, predictor.Info.Thresholds);

        IReadOnlyList<OnnxAnswer> answers = predictor.Predict([.. Enumerable.Range(0, 3).Select(Sample)]);
        for (int sample = 0; sample < 3; sample++)
        {
            NamedPrediction expected = trained.Predict(Sample(sample));
            AssertSame(expected, answers[sample]);
            AssertSame(expected, predictor.Predict(Sample(sample)));
        }
    }

    [Fact]
    public void What_is_said_by_every_expert_sums_to_the_answer()
    {
        using OnnxPredictor predictor = Small();
        OnnxAnswer answer = predictor.Predict(Sample(0));
        for (int output = 0; output < 3; output++)
        {
            Assert.Equal(answer.Outputs[output], answer.Experts.Sum(expert => answer.Weights[expert.Key] * expert.Value[output]), 1e-4f);
        }
    }

    [Fact]
    public void A_modality_that_is_left_out_is_absent()
    {
        using OnnxPredictor predictor = Small();
        Dictionary<string, float[]> sample = Sample(0);
        sample.Remove("Note");
        IReadOnlyList<OnnxAnswer> answers = predictor.Predict([sample, Sample(0)]);
        Assert.Equal(0, answers[0].Weights["UniqueNote"]);
        Assert.NotEqual(0, answers[1].Weights["UniqueNote"]);
        Assert.Equal(answers[1].Weights["UniqueNote"], predictor.Predict(Sample(0)).Weights["UniqueNote"], 1e-6f);
    }

    [Fact]
    public void It_answers_many_threads_at_once()
    {
        using OnnxPredictor predictor = Small();
        float[] expected = [predictor.Predict(Sample(0)).Outputs[0], predictor.Predict(Sample(2)).Outputs[0]];
        Parallel.For(0, 200, i => Assert.Equal(expected[i % 2], predictor.Predict(Sample(2 * (i % 2))).Outputs[0]));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using OnnxPredictor predictor = Small();
        AssertRefused("Sample 0: Trained has no modality 'left'; it has Left, Right, Note.", predictor, ("left", [1, 2, 3]));
        AssertRefused("Sample 0: modality Left has 3 values, [3], but 2 were given.", predictor, ("Left", [1, 2]));
        AssertRefused("Sample 0: value 1 of modality Left is NaN, which the model cannot take.", predictor, ("Left", [1, float.NaN, 2]));
        AssertRefused("Sample 0: value 3 of modality Note is 6; expected a token id, a whole number from 0 to 5.", predictor, ("Note", [0, 0, 0, 6]));
        AssertRefused("Sample 0: value 0 of modality Note is 0.5; expected a token id, a whole number from 0 to 5.", predictor, ("Note", [0.5f, 0, 0, 6]));
        Assert.Empty(predictor.Predict([]));
    }

    [Fact]
    public void What_is_no_such_file_is_named()
    {
        string missing = _folder.File("missing.onnx");
        Assert.StartsWith($"There is no file {missing}.", Assert.Throws<OnnxPredictionException>(() => OnnxPredictor.Open(missing)).Message, StringComparison.Ordinal);
        string other = _folder.File("other.onnx");
        File.WriteAllText(other, "no ONNX");
        Assert.StartsWith($"{other} cannot be opened:", Assert.Throws<OnnxPredictionException>(() => OnnxPredictor.Open(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_no_libtorch() =>
        Assert.DoesNotContain(typeof(OnnxPredictor).Assembly.GetReferencedAssemblies(), reference => reference.Name!.Contains("Torch", StringComparison.OrdinalIgnoreCase) || reference.Name == "I2MoE.Dsl.Core");

    public void Dispose() => _folder.Dispose();

    private OnnxPredictor Small()
    {
        using SpecifiedModel model = Declared.Model($"name: Trained\ntask: {{ kind: classification, classes: 3 }}\n{Modalities}");
        model.SaveOnnx(_folder.File("small.onnx"));
        return OnnxPredictor.Open(_folder.File("small.onnx"));
    }

    private static void AssertRefused(string message, OnnxPredictor predictor, (string Modality, float[] Values) wrong)
    {
        Dictionary<string, float[]> sample = Sample(0);
        sample[wrong.Modality] = wrong.Values;
        Assert.Equal(message, Assert.Throws<OnnxPredictionException>(() => predictor.Predict(sample)).Message);
    }

    private static Dictionary<string, float[]> Sample(int sample) => new() { ["Left"] = s_left[sample], ["Right"] = s_right[sample], ["Note"] = s_notes[sample] };

    private static TrainedModel<SpecifiedModel> Trained(SpecifiedModel model, bool isRegression)
    {
        var standardiser = Standardiser.From(
            new Dictionary<string, double[]> { ["Left"] = [1000, 2.5, 1], ["Right"] = [0.2, 22] },
            new Dictionary<string, double[]> { ["Left"] = [10, 0.5, 3], ["Right"] = [0.1, 2.2] },
            isRegression ? TargetScaling.From(1200, 80) : null);
        bool isCount = model.Description.Task == TaskKind.Count;
        bool isNumber = model.Description.PredictsNumber;
        model.IntervalEnds = model.Description.Task == TaskKind.Survival ? [30, 90.5, 365] : null;
        model.TargetScaling = isCount ? TargetScaling.From(Math.Log(30), 1, areCounts: true) : standardiser.Target;
        model.OutputTemperature = isNumber ? null : 1.7;
        model.Thresholds = model.Description.Task switch
        {
            TaskKind.MultiLabel => [0.2, 0.51, 0.999],
            TaskKind.Classification when model.Description.Outputs == 2 => [0.9999],
            _ => null,
        };
        var preprocessing = new Preprocessing { ClassNames = isNumber ? null : [.. new[] { "calm", "Größe", "a|b" }.Take(model.Description.Outputs)], Standardiser = standardiser };
        return new TrainedModel<SpecifiedModel>(model, preprocessing, new RunRecord { Experiment = "Trained", Seed = 0, Device = "cpu", Status = RunStatus.Finished, Started = default }, "", owned: null);
    }

    private static void AssertSame(NamedPrediction expected, OnnxAnswer actual)
    {
        if (expected.Probabilities.Count > 0 && !double.TryParse(expected.Label, CultureInfo.InvariantCulture, out _))
        {
            Assert.Equal(expected.Label, actual.Label);
        }
        else
        {
            AssertClose([double.Parse(expected.Label, CultureInfo.InvariantCulture)], [float.Parse(actual.Label, CultureInfo.InvariantCulture)]);
        }

        AssertClose(expected.Outputs, actual.Outputs);
        Assert.Equal(expected.Probabilities.Keys, actual.Probabilities.Keys);
        AssertClose(expected.Probabilities.Values, actual.Probabilities.Values);
        Assert.Equal(expected.Weights.Keys, actual.Weights.Keys);
        AssertClose(expected.Weights.Values, actual.Weights.Values);
    }

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<float> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.First)), 0, 1e-5));
}
