using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>
/// For random combinations of all options of training: steps in one go equal those of a run that is interrupted anywhere, more than once, and resumed,
/// in parameters, metrics and records, bit for bit.
/// </summary>
public sealed class RandomResumeTests
{
    private static readonly Dictionary<string, Func<long, MultimodalModel>> s_models = new()
    {
        ["classes"] = seed => new SmallTransformer(seed),
        ["running statistics"] = seed => new SmallMedia(seed),
        ["labels"] = seed => new SmallMultiLabel(seed),
        ["number"] = seed => new SmallRegression(seed),
        ["measured"] = seed => new MeasuredClasses(seed),
        ["baseline"] = seed => SmallSwitch.CreateBaseline(seed),
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_combination_resumes(int seed)
    {
        var random = new Random(seed);
        string model = s_models.Keys.ElementAt(seed % s_models.Count);
        TrainingOptions options = Draw(random, model);
        int[] interruptions = [random.Next(2, 9), random.Next(2, 5)];
        try
        {
            await ComparedRun.AssertResumesAsync(s_models[model], options, new TrainerOptions { Seed = seed }, interruptions);
        }
        catch (Exception e)
        {
            Assert.Fail($"{model}, interrupted at {string.Join(" and ", interruptions)}, {options}: {e}");
        }
    }

    // Every option of the catalogue can be drawn, but for what says how long the run is and when it is kept.
    private static TrainingOptions Draw(Random random, string model)
    {
        Component training = new(Catalogue.TrainingOptions.Definition, Catalogue.TrainingOptions.Definition.Options
            .Where(_ => random.Next(2) == 0)
            .Select(option => new OptionValue(option.Name, Value(option, random, model)))
            .Where(value => value.Value is not "")
            .ToEquatableArray());
        return ComponentOptions.Bind<TrainingOptions>(training) with { Epochs = 3, BatchSize = random.Next(7, 20), CheckpointEvery = 1e-9, TimeLimit = 0, StopPatience = random.Next(0, 3), BestKeep = random.Next(3) };
    }

    private static object Value(Option option, Random random, string model) => option switch
    {
        Option<ValidationMetric> => (int)Of(random, [.. SelectionOptions.MetricsOf(OptionCatalogue.Tasks[model == "labels" ? 1 : model == "number" ? 2 : 0])]),
        Option<Sampling> when model is "labels" or "number" => 0,
        { EnumType: { } choice } => random.Next(Enum.GetValues(choice).Length),
        _ when option == Catalogue.TrainingOptions.LearningRate || option == OptimizerOptions.EncoderLearningRate => Of(random, [1e-3, 1e-2]),
        _ when option == Catalogue.TrainingOptions.WeightDecay => Of(random, [0.001, 0.1]),
        _ when option == OptimizerOptions.Epsilon => 1e-6,
        { Type: OptionType.Integer } => random.Next((int)option.Minimum, (int)option.Minimum + 4),
        { Type: OptionType.Number } => Math.Max(option.Minimum, Math.Min(option.Maximum, 2) * random.NextDouble()),
        { Type: OptionType.Flag } => random.Next(2) == 0,

        // A trainer of its own tracks nothing; the command does.
        _ when option == TrackOptions.Mlflow => "http://localhost:5000",
        _ => throw new ArgumentOutOfRangeException(nameof(option), option.Type, "No option of training has such a type."),
    };

    private static T Of<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
