using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Training;
using Xunit.Abstractions;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Regression on real data: the final grade, 0 to 19, of 649 pupils, in its own units.</summary>
public sealed class StudentGradesTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task The_final_grade_is_predicted_better_than_by_the_mean()
    {
        Skip.If(RepositoryFiles.Data is null, "The reference data (../shared/data or I2MOE_DATA) are absent.");
        using MultimodalDataset data = Load(Path.Combine(RepositoryFiles.Data!, "student_grades"));
        using DataSplits splits = data.Split(seed: 0).Standardise();
        using Trainer<StudentGrades> trainer = StudentGrades.CreateTrainer();
        FitResult fit = await trainer.FitAsync(splits);

        RegressionMetrics test = trainer.Evaluate(splits.Test).Regression;
        float mean = splits.Train.Labels.mean().item<float>();
        double byMean = splits.Test.Labels.data<float>().ToArray().Average(grade => Math.Abs(grade - mean));
        output.WriteLine(FormattableString.Invariant($"MAE {test.MeanAbsoluteError:F3} (mean grade: {byMean:F3}), RMSE {test.RootMeanSquaredError:F3}, R2 {test.R2:F3}; best epoch {fit.Best.Epoch}"));
        Assert.InRange(test.MeanAbsoluteError, 0, 0.6 * byMean);
        Assert.All(fit.Epochs, epoch => Assert.True(epoch.Losses.Single(loss => loss.Name == "Synergy").Value >= -10));
    }

    private static MultimodalDataset Load(string folder) => MultimodalDataset.FromNpy(folder, new ArrayLayout
    {
        Modalities = new[] { "Family", "School", "Lifestyle", "Grades" }.ToDictionary(name => name, name => name.ToLowerInvariant()),
    });
}
