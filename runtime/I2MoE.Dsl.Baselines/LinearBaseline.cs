using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace I2MoE.Dsl.Baselines;

/// <summary>Logistic, ridge or Poisson regression on the standardised features, with several strengths of the L2 penalty; of the time to an event a logistic one for each interval, of the samples that reach it.</summary>
internal sealed class LinearBaseline : Baseline
{
    private const float Tolerance = 1e-6f;

    // Of the sum of the losses over the samples, as 1/C of scikit-learn.
    private static readonly float[] s_strengths = [0.01f, 0.1f, 1, 10, 100, 1000];

    /// <inheritdoc/>
    public override string NameFor(TaskKind task) => task switch
    {
        TaskKind.Regression => "ridge regression",
        TaskKind.Count => "Poisson regression",
        TaskKind.Survival => "logistic hazard",
        _ => "logistic regression",
    };

    /// <inheritdoc/>
    public override IEnumerable<Candidate> Fit(BaselineProblem problem, CancellationToken cancellationToken)
    {
        foreach (float strength in s_strengths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (double[] Weights, double Bias)[] outputs = problem.Task switch
            {
                TaskKind.Classification or TaskKind.Ordinal => FitClasses(problem, strength),
                TaskKind.MultiLabel or TaskKind.Survival => [.. Enumerable.Range(0, problem.Outputs).Select(label => FitLabel(problem, label, strength))],
                TaskKind.Count => [FitCounts(problem, strength)],
                _ => [Ridge.Fit(problem.Train.Rows, problem.Train.Targets(), strength)],
            };
            yield return new Candidate(FormattableString.Invariant($"L2 {strength}"), rows => [.. rows.Select(row => Predict(outputs, row))]);
        }
    }

    private static double[] Predict((double[] Weights, double Bias)[] outputs, float[] row)
    {
        double[] result = new double[outputs.Length];
        for (int output = 0; output < outputs.Length; output++)
        {
            double sum = outputs[output].Bias;
            for (int i = 0; i < row.Length; i++)
            {
                sum += outputs[output].Weights[i] * row[i];
            }

            result[output] = sum;
        }

        return result;
    }

    private static (double[] Weights, double Bias)[] FitClasses(BaselineProblem problem, float strength)
    {
        var context = new MLContext(seed: 0);
        int[] classes = problem.Train.Classes();
        IDataView data = BaselineRow.View(context, [.. problem.Train.Rows.Zip(classes, (row, it) => new BaselineRow { Features = row, Class = (uint)it })], problem.Outputs);
        MaximumEntropyModelParameters model = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(BaselineRow.Class),
            L1Regularization = 0,
            L2Regularization = strength,
            OptimizationTolerance = Tolerance,
            NumberOfThreads = 1,
        }).Fit(data).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int _);
        return [.. weights.Zip(model.GetBiases(), (its, bias) => (its.DenseValues().Select(weight => (double)weight).ToArray(), (double)bias))];
    }

    private static (double[] Weights, double Bias) FitCounts(BaselineProblem problem, float strength)
    {
        var context = new MLContext(seed: 0);
        IDataView data = BaselineRow.View(context, [.. problem.Train.Rows.Zip(problem.Train.Targets(), (row, it) => new BaselineRow { Features = row, Number = it })], classes: 2);
        PoissonRegressionModelParameters model = context.Regression.Trainers.LbfgsPoissonRegression(new LbfgsPoissonRegressionTrainer.Options
        {
            LabelColumnName = nameof(BaselineRow.Number),
            L1Regularization = 0,
            L2Regularization = strength,
            OptimizationTolerance = Tolerance,
            NumberOfThreads = 1,
        }).Fit(data).Model;
        return ([.. model.Weights.Select(weight => (double)weight)], model.Bias);
    }

    private static (double[] Weights, double Bias) FitLabel(BaselineProblem problem, int label, float strength)
    {
        (float[][] rows, bool[] has) = problem.Train.Of(label, problem.Intervals);
        if (has.Distinct().Count() < 2)
        {
            return (new double[problem.Features], ConstantLabel.Logit(has));
        }

        var context = new MLContext(seed: 0);
        IDataView data = BaselineRow.View(context, [.. rows.Zip(has, (row, it) => new BaselineRow { Features = row, Has = it })], classes: 2);
        LinearBinaryModelParameters model = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(BaselineRow.Has),
            L1Regularization = 0,
            L2Regularization = strength,
            OptimizationTolerance = Tolerance,
            NumberOfThreads = 1,
        }).Fit(data).Model.SubModel;
        return ([.. model.Weights.Select(weight => (double)weight)], model.Bias);
    }
}
