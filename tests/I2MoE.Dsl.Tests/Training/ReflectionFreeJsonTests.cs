using System.Text.Json;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Trimmed programs and file-based ones have no reflection for JSON. This whole test project runs as they do.</summary>
public sealed class ReflectionFreeJsonTests
{
    [Fact]
    public void These_tests_run_without_reflection_for_JSON()
    {
        Assert.False(JsonSerializer.IsReflectionEnabledByDefault);
    }

    [Fact]
    public void A_checkpoint_knows_the_metrics_of_every_task()
    {
        Type[] all = [.. typeof(TaskMetrics).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TaskMetrics)))];
        Assert.NotEmpty(all);
        Assert.All(all, type => Assert.NotNull(TrainingJson.Default.GetTypeInfo(type)));
        TaskMetrics[] metrics =
        [
            ClassificationMetrics.From([0, 1], [0.9, 0.1, 0.2, 0.8], 2),
            MultiLabelMetrics.From([false, true], [0.9, 0.1], 1),
            RegressionMetrics.From([0, 1], [0.5, 0.25]),
            CountMetrics.From([0, 3], [0.5, 0.25]),
            SurvivalMetrics.From([1, 2], [true, false], [0, 1], [1]),
            OrdinalMetrics.From([0, 2], [0.5, 0.25, 0.25, 0, 0.5, 0.5], 3),
        ];
        Assert.Equal(all.Length, metrics.Length);
        EpochResult[] epochs = [.. metrics.Select((validation, i) => new EpochResult(i + 1, [new LossValue("Task", 0.1 + i)], validation, i == 0, TimeSpan.FromTicks(7)))];
        Assert.Equal(EpochHistory.Write(epochs), EpochHistory.Write(EpochHistory.Read(EpochHistory.Write(epochs))));
    }
}
