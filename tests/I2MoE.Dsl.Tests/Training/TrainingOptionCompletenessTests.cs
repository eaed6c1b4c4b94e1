using System.Reflection;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Training;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Every option of training is among what a run may change, and among what tells runs apart unless it changes no step.</summary>
public sealed class TrainingOptionCompletenessTests
{
    // Changing these leaves every step that was made as it was.
    private static readonly string[] s_free = ["Epochs", "StopPatience", "StopMetric", "StopMinDelta", "BestKeep", "CheckpointEvery", "TimeLimit", "CalibrateTemperature", "ThresholdMetric", "TrackTensorboard", "TrackMlflow"];

    public static TheoryData<string> Options => [.. Catalogue.TrainingOptions.Definition.Options.Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(Options))]
    public void A_run_may_change_the_option_and_is_told_apart_by_it(string name)
    {
        Option option = Catalogue.TrainingOptions.Definition.FindOption(name)!;
        var declared = new TrainingOptions();
        object other = Other(option);
        var run = new TrainerOptions();
        Property(typeof(TrainerOptions), name).SetValue(run, other);
        TrainingOptions changed = run.Resolve(declared);
        Assert.Equal(other, Property(typeof(TrainingOptions), name).GetValue(changed));
        Assert.Equal(declared, new TrainerOptions().Resolve(declared));

        string[] differences = [.. RunIdentity.Differences(RunIdentity.Stated(declared).ToDictionary(), RunIdentity.Stated(changed).ToDictionary())];
        Assert.Equal(s_free.Contains(name), RunIdentity.FreeOptions.Contains(name));
        Assert.Equal(s_free.Contains(name) ? 0 : 1, differences.Length);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void A_value_outside_the_range_is_refused(string name)
    {
        Option option = Catalogue.TrainingOptions.Definition.FindOption(name)!;
        object? wrong = option.Type switch
        {
            OptionType.Choice => Enum.ToObject(option.EnumType!, 99),
            OptionType.Integer => (int)option.Minimum - 1,
            OptionType.Number => option.Minimum - 1,
            _ => null,
        };
        if (wrong is not null)
        {
            var run = new TrainerOptions();
            Property(typeof(TrainerOptions), name).SetValue(run, wrong);
            Assert.StartsWith($"{name} is ", Assert.Throws<ArgumentOutOfRangeException>(() => run.Resolve(new TrainingOptions())).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_option_that_an_earlier_version_did_not_state_had_its_default() =>
        Assert.Equal(
            ["Schedule was Constant and is Cosine"],
            RunIdentity.Differences(new Dictionary<string, string>(), RunIdentity.Stated(new TrainingOptions { Schedule = ScheduleKind.Cosine, BestMetric = ValidationMetric.Score }).ToDictionary()));

    [Fact]
    public void The_best_epoch_of_an_earlier_version_was_chosen_by_the_score() =>
        Assert.Equal(["BestMetric was Score and is Auto"], RunIdentity.Differences(new Dictionary<string, string>(), RunIdentity.Stated(new TrainingOptions()).ToDictionary()));

    private static PropertyInfo Property(Type type, string name) => type.GetProperty(name) ?? throw new MissingMemberException(type.Name, name);

    private static object Other(Option option) => option.DefaultValue switch
    {
        Enum member => Enum.GetValues(option.EnumType!).Cast<object>().First(value => !value.Equals(member)),
        int number => option.Allows(number + 1) ? number + 1 : number - 1,
        double number => option.Allows(number + 0.01) ? number + 0.01 : number / 2,
        bool flag => !flag,
        string text => text + "http://localhost:5000",
        _ => throw new ArgumentOutOfRangeException(nameof(option), option.Type, "No option of training has such a type."),
    };
}
