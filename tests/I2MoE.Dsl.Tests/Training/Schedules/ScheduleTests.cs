using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training.Schedules;

namespace I2MoE.Dsl.Tests.Training.Schedules;

/// <summary>
/// The factors of a thousand steps against PyTorch's documented formulas, written here as recurrences or closed forms of that documentation, each in
/// another way than the library's.
/// </summary>
public sealed class ScheduleTests
{
    private const int Epochs = 10;
    private const int StepsPerEpoch = 100;
    private const int Steps = Epochs * StepsPerEpoch;
    private const double Tolerance = 1e-9;

    [Fact]
    public void Constant_stays() => Assert.All(Factors(new TrainingOptions()), factor => Assert.Equal(1.0, factor));

    [Fact]
    public void Linear_is_that_of_LinearLR()
    {
        // The chainable form of the source: lr *= 1 + (end - start) / (total * start + (t - 1) * (end - start)).
        double rate = 1;
        double[] factors = Factors(new TrainingOptions { Schedule = ScheduleKind.Linear, ScheduleMinimum = 0.1 });
        for (int step = 0; step < Steps; step++)
        {
            Assert.Equal(rate, factors[step], Tolerance);
            rate *= 1 + ((0.1 - 1) / (Steps + (step * (0.1 - 1))));
        }
    }

    [Fact]
    public void Cosine_is_that_of_CosineAnnealingLR()
    {
        // The recursive form of the documentation: lr(t+1) = min + (lr(t) - min) (1 + cos((t+1) pi / T)) / (1 + cos(t pi / T)).
        double rate = 1;
        double[] factors = Factors(new TrainingOptions { Schedule = ScheduleKind.Cosine, ScheduleMinimum = 0.05 });
        for (int step = 0; step < Steps; step++)
        {
            Assert.Equal(rate, factors[step], 1e-7);
            rate = 0.05 + ((rate - 0.05) * (1 + Math.Cos((step + 1) * Math.PI / Steps)) / (1 + Math.Cos(step * Math.PI / Steps)));
        }
    }

    [Fact]
    public void A_warm_up_is_that_of_LinearLR_and_the_schedule_follows_it()
    {
        double[] factors = Factors(new TrainingOptions { Schedule = ScheduleKind.Cosine, Warmup = 0.2 });

        // SequentialLR of LinearLR(start_factor=1/200, total_iters=199) and CosineAnnealingLR(T_max=800), milestones=[200].
        for (int step = 0; step < 200; step++)
        {
            Assert.Equal((1 / 200.0) + ((1 - (1 / 200.0)) * step / 199), factors[step], Tolerance);
        }

        for (int step = 200; step < Steps; step++)
        {
            Assert.Equal((1 + Math.Cos(Math.PI * (step - 200) / 800)) / 2, factors[step], Tolerance);
        }
    }

    [Fact]
    public void One_cycle_is_that_of_OneCycleLR()
    {
        double[] factors = Factors(new TrainingOptions { Schedule = ScheduleKind.OneCycle, SchedulePeak = 0.25 });

        // torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1, total_steps=1000, pct_start=0.25): by hand from the phases of its source.
        (double End, double From, double To)[] phases = [((0.25 * 1000) - 1, 1 / 25.0, 1), (999, 1, 1 / 25.0 / 1e4)];
        for (int step = 0; step < Steps; step++)
        {
            double start = step <= phases[0].End ? 0 : phases[0].End;
            (double end, double from, double to) = step <= phases[0].End ? phases[0] : phases[1];
            double share = (step - start) / (end - start);
            Assert.Equal(to + ((from - to) / 2.0 * (Math.Cos(Math.PI * share) + 1)), factors[step], Tolerance);
        }

        Assert.Equal(0.04, factors[0], Tolerance);
        Assert.Equal(1.0, factors[249], Tolerance);
        Assert.Equal(4e-6, factors[999], Tolerance);
    }

    [Fact]
    public void Step_is_that_of_StepLR()
    {
        double[] factors = Factors(new TrainingOptions { Schedule = ScheduleKind.Step, ScheduleEvery = 3, ScheduleFactor = 0.5 });
        double rate = 1;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            rate *= epoch > 0 && epoch % 3 == 0 ? 0.5 : 1;
            Assert.All(factors[(epoch * StepsPerEpoch)..((epoch + 1) * StepsPerEpoch)], factor => Assert.Equal(rate, factor, Tolerance));
        }
    }

    [Fact]
    public void Plateau_is_that_of_ReduceLROnPlateau()
    {
        // Worked by hand: patience 1, relative threshold 1e-4. 0.99995 is no progress on 1; the third bad epoch after a fall counts anew.
        double[] losses = [1.0, 0.99995, 1.1, 0.9, 0.9, 0.95, 0.91, 0.92, 0.5, double.NaN];
        double[] expected = [1, 1, 0.2, 0.2, 0.2, 0.04, 0.04, 0.01, 0.01, 0.01];
        var options = new TrainingOptions { Schedule = ScheduleKind.Plateau, ScheduleFactor = 0.2, SchedulePatience = 1, ScheduleMinimum = 0.01 };
        for (int epochs = 1; epochs <= losses.Length; epochs++)
        {
            TaskMetrics[] done = [.. losses.Take(epochs).Select(loss => new RegressionMetrics(loss, 0, 0, 0, 0, 0))];
            Assert.Equal(expected[epochs - 1], DeclaredSchedule.Of(options).Factor(new SchedulePoint(epochs * 5, 5, 20, done)), Tolerance);
        }
    }

    private static double[] Factors(TrainingOptions options)
    {
        ISchedule schedule = DeclaredSchedule.Of(options);
        return [.. Enumerable.Range(0, Steps).Select(step => schedule.Factor(new SchedulePoint(step, StepsPerEpoch, Epochs, [])))];
    }
}
