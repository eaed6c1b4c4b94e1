using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Callers who come together get what each would get alone, and do not touch each other.</summary>
public sealed class PredictorTests : IDisposable
{
    private const int Callers = 64;

    // Nobody waits so long: a batch is full, or somebody gives up.
    private static readonly PredictorOptions s_pairs = new() { MaximumBatch = 2, MaximumWait = TimeSpan.FromMinutes(1) };

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public PredictorTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Callers_at_once_get_what_each_gets_alone_and_a_wrong_one_fails_alone()
    {
        await TrainAsync("run");
        using TrainedModel<MultimodalModel> alone = TrainedModel.Open(_program.Folder.File("run"));
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"), new PredictorOptions { MaximumBatch = 16, Capacity = 20 });
        predictor.WarmUp();

        var wrong = Task.Run(() => predictor.PredictAsync(new Dictionary<string, float[]> { ["Left"] = [1, 2], ["Right"] = [1, 2] }));
        SampleAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(row => Task.Run(() => predictor.PredictAsync(Sample(row)))));

        Assert.Equal("Modality Right has 3 values a sample, [B, 3], but 2 were given.", (await Assert.ThrowsAsync<DatasetException>(() => wrong)).Message);
        Assert.All(answers, (answer, row) => AssertSame(alone.Predict(Sample(row)), answer));
        Assert.Equal(["red", "green", "blue"], answers[0].Probabilities.Keys);
        Assert.Equal(["UniqueLeft", "UniqueRight", "Synergy", "Redundancy"], answers[0].Weights.Keys);

        IReadOnlyList<SampleAnswer> list = await predictor.PredictAsync([.. Enumerable.Range(0, Callers).Select(Sample)]);
        Assert.All(list, (answer, row) => AssertSame(alone.Predict(Sample(row)), answer));
    }

    // Each of its experts has room for a share of the tokens of a batch, which strangers would fill.
    [Fact]
    public async Task With_the_switch_fusion_nobody_answers_for_others()
    {
        await TrainAsync("run", "--set fusion={kind:~switch,hidden_dim:~8,heads:~2,layers:~1,patches:~2}");
        using TrainedModel<MultimodalModel> alone = TrainedModel.Open(_program.Folder.File("run"));
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"), new PredictorOptions { MaximumWait = TimeSpan.FromMilliseconds(50) });
        IReadOnlyList<SampleAnswer> answers = await predictor.PredictAsync([.. Enumerable.Range(0, Callers).Select(Sample)]);
        Assert.All(answers, (answer, row) => AssertSame(alone.Predict(Sample(row)), answer));
    }

    [Fact]
    public async Task What_is_missing_is_told_and_what_cannot_be_predicted_is_refused()
    {
        await TrainAsync("run");
        using TrainedModel<MultimodalModel> alone = TrainedModel.Open(_program.Folder.File("run"));
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"));
        Dictionary<string, float[]> lacking = new() { ["Left"] = [float.NaN, float.NaN], ["Right"] = [1, float.NaN, 3] };
        SampleAnswer answer = await predictor.PredictAsync(lacking);
        Assert.Equal(["Left"], answer.Missing);
        Assert.Equal(0, answer.Weights["UniqueLeft"]);
        AssertSame(alone.Predict(lacking), answer);

        await RefusedAsync(new() { ["Left"] = [1, 2] }, "The sample has no modality Right; give 3 values, or NaN for those that are missing.");
        await RefusedAsync(new() { ["Left"] = [1, 2], ["Rihgt"] = [1, 2, 3] }, "Small has no modality 'Rihgt'; it has 'Left', 'Right'. Did you mean 'Right'?");
        await RefusedAsync(new() { ["Left"] = [1, float.PositiveInfinity], ["Right"] = [1, 2, 3] }, "Modality Left has an infinite value at 1 (counted from 0); give finite values.");
        DatasetException second = await Assert.ThrowsAsync<DatasetException>(() => predictor.PredictAsync([Sample(0), new Dictionary<string, float[]>()]));
        Assert.StartsWith("Sample 1 (counted from 0): The sample has no modality Left", second.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Predictor.Open(_program.Folder.File("run"), new PredictorOptions { MaximumBatch = 0 }));

        async Task RefusedAsync(Dictionary<string, float[]> sample, string message) =>
            Assert.Equal(message, (await Assert.ThrowsAsync<DatasetException>(() => predictor.PredictAsync(sample))).Message);
    }

    // Finite as they are, but not once they are standardised: only the computation finds out.
    [Fact]
    public async Task A_sample_that_fails_when_it_is_computed_fails_alone()
    {
        await TrainAsync("run");
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"), s_pairs);
        Task<SampleAnswer> huge = predictor.PredictAsync(new Dictionary<string, float[]> { ["Left"] = [float.MaxValue, float.MaxValue], ["Right"] = [float.MaxValue, -float.MaxValue, float.MaxValue] });
        SampleAnswer answer = await predictor.PredictAsync(Sample(7));
        using TrainedModel<MultimodalModel> alone = TrainedModel.Open(_program.Folder.File("run"));
        AssertSame(alone.Predict(Sample(7)), answer);
        Exception? failure = await Record.ExceptionAsync(() => huge);
        Assert.True(failure is DatasetException or TrainingException, failure?.ToString() ?? "It did not fail.");
    }

    [Fact]
    public async Task A_caller_gives_up_and_others_are_answered()
    {
        await TrainAsync("run");
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"), s_pairs);
        using var impatience = new CancellationTokenSource();
        Task<SampleAnswer> givenUp = predictor.PredictAsync(Sample(0), impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.NotEmpty((await predictor.PredictAsync(Sample(1))).Label);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => predictor.PredictAsync(Sample(0), impatience.Token));
    }

    [Fact]
    public async Task Who_waits_when_the_predictor_is_disposed_is_told()
    {
        await TrainAsync("run");
        Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"), s_pairs);
        Task<SampleAnswer> waiting = predictor.PredictAsync(Sample(0));
        predictor.Dispose();
        Assert.Contains("disposed before the sample was computed", (await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => predictor.PredictAsync(Sample(0)));
        Assert.Throws<ObjectDisposedException>(() => predictor.Swap(_program.Folder.File("run")));
        Assert.Throws<ObjectDisposedException>(predictor.WarmUp);
        predictor.Dispose();
    }

    [Fact]
    public async Task Another_run_takes_over_under_its_callers()
    {
        await TrainAsync("first");
        await TrainAsync("second", "--seed 5");
        await TrainAsync("other", "--set data.source.class_names=[blue,green,red]");
        using TrainedModel<MultimodalModel> first = TrainedModel.Open(_program.Folder.File("first"));
        using TrainedModel<MultimodalModel> second = TrainedModel.Open(_program.Folder.File("second"));
        NamedPrediction[] before = [.. Enumerable.Range(0, Callers).Select(row => first.Predict(Sample(row)))];
        NamedPrediction[] after = [.. Enumerable.Range(0, Callers).Select(row => second.Predict(Sample(row)))];
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("first"), new PredictorOptions { MaximumBatch = 4 });

        Task<SampleAnswer>[] asked = [.. Enumerable.Range(0, Callers).Select(row => Task.Run(() => predictor.PredictAsync(Sample(row))))];
        predictor.Swap(_program.Folder.File("second"));
        Assert.All(await Task.WhenAll(asked), (answer, row) => Assert.True(IsSame(before[row], answer) || IsSame(after[row], answer)));
        AssertSame(after[7], await predictor.PredictAsync(Sample(7)));

        string refusal = Assert.Throws<ExperimentException>(() => predictor.Swap(_program.Folder.File("other"))).Message;
        Assert.Equal("The model cannot take the place of the one before, because its class names differ: red, green, blue before, blue, green, red now.", refusal);
        Assert.Throws<ExperimentException>(() => predictor.Swap(_program.Folder.File("nowhere")));
        AssertSame(after[7], await predictor.PredictAsync(Sample(7)));
    }

    [Fact]
    public async Task A_generated_model_loads_its_predictor()
    {
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer(new TrainerOptions { Epochs = 1 });
        ModelDescription model = trainer.Model.Description;
        using DataSplits splits = SmallData.Splits(model);
        await trainer.FitAsync(splits);
        using TrainedModel<SmallTransformer> trained = TrainedModel.Of(trainer, splits, SmallTransformer.Experiment);
        trained.Save(_program.Folder.File("kept"));

        var sample = model.Modalities.ToDictionary(modality => modality.Name, modality => Enumerable.Range(0, modality.Shape.Aggregate(1, (a, b) => a * b)).Select(i => (float)(i % 2)).ToArray());
        await using Predictor<SmallTransformer> predictor = SmallTransformer.LoadPredictor(_program.Folder.File("kept"));
        AssertSame(trained.Predict(sample), await predictor.PredictAsync(sample));

        // Without a standardisation nothing stands in the place of what is missing.
        Modality first = model.Modalities[0];
        sample[first.Name][0] = float.NaN;
        DatasetException refusal = await Assert.ThrowsAsync<DatasetException>(() => predictor.PredictAsync(sample));
        Assert.StartsWith($"Modality {first.Name} ", refusal.Message, StringComparison.Ordinal);

        // One that was made of a model has no folder to open others as.
        await using Predictor<SmallTransformer> owner = new(TrainedModel.Open<SmallTransformer>(_program.Folder.File("kept"), SmallTransformer.Experiment));
        Assert.Contains("was made of a model", Assert.Throws<InvalidOperationException>(() => owner.Swap("kept")).Message, StringComparison.Ordinal);
        owner.Swap(TrainedModel.Open<SmallTransformer>(_program.Folder.File("kept"), SmallTransformer.Experiment));
    }

    [Fact]
    public async Task A_generated_model_takes_and_gives_types_of_its_own()
    {
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer(new TrainerOptions { Epochs = 1 });
        using DataSplits splits = SmallData.Splits(trainer.Model.Description).Standardise();
        await trainer.FitAsync(splits);
        using TrainedModel<SmallTransformer> trained = TrainedModel.Of(trainer, splits, SmallTransformer.Experiment);
        trained.Save(_program.Folder.File("typed"));
        await using var predictor = SmallTransformer.LoadPredictor(_program.Folder.File("typed"));
        float[] left = [1, 2, 3, 4, 5];
        float[] right = [4, 3, 2, 1];

        SmallTransformer.Answer answer = await predictor.PredictAsync(new() { Left = left, Right = right }, CancellationToken.None);
        SampleAnswer byName = await predictor.PredictAsync(new Dictionary<string, float[]> { ["Left"] = left, ["Right"] = right });
        Assert.Equal(byName.Label, answer.Label);
        Assert.Equal(byName.Probabilities, answer.Probabilities);
        Assert.Equal(byName.Weights.Values, [answer.Weights.UniqueLeft, answer.Weights.UniqueRight, answer.Weights.Synergy, answer.Weights.Redundancy]);
        IReadOnlyList<double>[] contributions = [answer.Contributions.UniqueLeft, answer.Contributions.UniqueRight, answer.Contributions.Synergy, answer.Contributions.Redundancy];
        Assert.All(answer.Outputs, (output, place) => Assert.Equal(output, contributions.Sum(values => values[place]), 1e-4));
        Assert.Empty(answer.Missing);

        // As the report says it.
        using MultimodalDataset data = trained.Prepare(trained.Reading.Join([trained.Reading.Read(new Dictionary<string, float[]> { ["Left"] = left, ["Right"] = right })]));
        using SmallTransformer.Output output = trained.Model.Infer(data.ToBatch(data.Modalities, [0]));
        Assert.Equal(ExplanationSentence.Of(trained.Model.Description, new OutputReading(trained.Model.Description, data), SampleExplanation.Of(output, 0)), answer.Sentence);

        SmallTransformer.Answer lacking = (await predictor.PredictAllAsync([new() { Right = right }]))[0];
        Assert.Equal(["Left"], lacking.Missing);
        Assert.Equal(0, lacking.Weights.UniqueLeft);
        DatasetException refusal = await Assert.ThrowsAsync<DatasetException>(() => predictor.PredictAsync(new() { Left = [1], Right = right }));
        Assert.Equal("Modality Left has 5 values a sample, [B, 5], but 1 were given.", refusal.Message);
    }

    private static Dictionary<string, float[]> Sample(int row) => new() { ["Left"] = SmallExperiment.Left(row), ["Right"] = SmallExperiment.Right(row) };

    private static void AssertSame(NamedPrediction expected, SampleAnswer actual) =>
        Assert.True(IsSame(expected, actual), $"{string.Join(", ", expected.Outputs)}; {string.Join(", ", actual.Outputs)}");

    private static bool IsSame(NamedPrediction expected, SampleAnswer actual) =>
        expected.Label == actual.Label
        && expected.Outputs.Zip(actual.Outputs).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5)
        && expected.Probabilities.All(pair => Math.Abs(pair.Value - actual.Probabilities[pair.Key]) < 1e-6)
        && expected.Weights.All(pair => Math.Abs(pair.Value - actual.Weights[pair.Key]) < 1e-6);

    private Task<string> TrainAsync(string folder, string more = "") => _program.OkAsync($"train --quiet --set training.epochs=1 --out {folder} {more}".TrimEnd());
}
