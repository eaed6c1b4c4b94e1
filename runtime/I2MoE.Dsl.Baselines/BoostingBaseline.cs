using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace I2MoE.Dsl.Baselines;

/// <summary>Gradient boosted trees: one ensemble a class or label against the rest, one for the number, or one an interval of the time to an event, with several numbers of trees.</summary>
internal sealed class BoostingBaseline : Baseline
{
    private const int Trees = 100;
    private const int Step = 10;
    private const int Leaves = 8;
    private const int Bins = 64;
    private const double LearningRate = 0.1;

    // A leaf has a twentieth of the samples, or as many.
    private const int SamplesPerLeafShare = 20;
    private const int MostSamplesOfLeaf = 10;

    // Of many features, a tree looks at as many.
    private const double FeaturesOfTree = 64;

    // A probability that is 0 has no logarithm.
    private const double LeastProbability = 1e-9;

    /// <inheritdoc/>
    public override string NameFor(TaskKind task) => "gradient boosting";

    /// <inheritdoc/>
    public override IEnumerable<Candidate> Fit(BaselineProblem problem, CancellationToken cancellationToken)
    {
        List<BoostedTrees> ensembles = [];
        foreach (int output in problem.Task.IsClass() && problem.Outputs == 2 ? [1] : Enumerable.Range(0, problem.Outputs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ensembles.Add(problem.Task switch
            {
                TaskKind.Regression => FitNumber(problem),
                TaskKind.Count => FitCounts(problem),
                _ => FitOutput(problem, output),
            });
        }

        for (int trees = Step; trees <= Trees; trees += Step)
        {
            int count = trees;
            yield return new Candidate(
                FormattableString.Invariant($"{count} trees"),
                rows => [.. rows.Select(row => Outputs(problem.Task, [.. ensembles.Select(ensemble => ensemble.Score(row, count))]))]);
        }
    }

    // Of several classes, the probabilities of each against the rest are made to sum to 1.
    private static double[] Outputs(TaskKind task, double[] scores) => !task.IsClass() ? scores
        : scores.Length == 1 ? [0, scores[0]]
        : [.. scores.Select(score => Math.Log(Math.Max(1 / (1 + Math.Exp(-score)), LeastProbability)))];

    private static BoostedTrees FitOutput(BaselineProblem problem, int output)
    {
        (float[][] rows, bool[] has) = problem.Train.Of(output, problem.Intervals);
        if (has.Distinct().Count() < 2)
        {
            return new BoostedTrees(null, 0, ConstantLabel.Logit(has));
        }

        var context = new MLContext(seed: 0);
        IDataView data = BaselineRow.View(context, [.. rows.Zip(has, (row, it) => new BaselineRow { Features = row, Has = it })], classes: 2);
        var options = new FastTreeBinaryTrainer.Options { LabelColumnName = nameof(BaselineRow.Has) };
        Set(options, problem);
        var model = context.BinaryClassification.Trainers.FastTree(options).Fit(data).Model;
        return new BoostedTrees(model.SubModel.TrainedTreeEnsemble, -model.Calibrator.Slope, -model.Calibrator.Offset);
    }

    private static BoostedTrees FitNumber(BaselineProblem problem)
    {
        // Boosting begins at 0, and its steps are shares of what is left.
        float[] targets = problem.Train.Targets();
        double mean = targets.Average(target => (double)target);
        double deviation = Math.Sqrt(targets.Average(target => (target - mean) * (target - mean)));
        double scale = deviation > 0 ? deviation : 1;
        var context = new MLContext(seed: 0);
        IDataView data = BaselineRow.View(context, [.. problem.Train.Rows.Zip(targets, (row, it) => new BaselineRow { Features = row, Number = (float)((it - mean) / scale) })], classes: 2);
        var options = new FastTreeRegressionTrainer.Options { LabelColumnName = nameof(BaselineRow.Number) };
        Set(options, problem);
        return new BoostedTrees(context.Regression.Trainers.FastTree(options).Fit(data).Model.TrainedTreeEnsemble, scale, mean);
    }

    // The scores of Tweedie's trees are logarithms, and of index 1 they are Poisson's. Boosting begins at 0, which is the mean here.
    private static BoostedTrees FitCounts(BaselineProblem problem)
    {
        float[] counts = problem.Train.Targets();
        double mean = counts.Average(count => (double)count);
        if (mean <= 0)
        {
            return new BoostedTrees(null, 0, Math.Log(LeastProbability));
        }

        var context = new MLContext(seed: 0);
        IDataView data = BaselineRow.View(context, [.. problem.Train.Rows.Zip(counts, (row, it) => new BaselineRow { Features = row, Number = (float)(it / mean) })], classes: 2);
        var options = new FastTreeTweedieTrainer.Options { LabelColumnName = nameof(BaselineRow.Number), Index = 1 };
        Set(options, problem);
        return new BoostedTrees(context.Regression.Trainers.FastTreeTweedie(options).Fit(data).Model.TrainedTreeEnsemble, 1, Math.Log(mean));
    }

    private static void Set(BoostedTreeOptions options, BaselineProblem problem)
    {
        options.NumberOfTrees = Trees;
        options.NumberOfLeaves = Leaves;
        options.MaximumBinCountPerFeature = Bins;
        options.LearningRate = LearningRate;
        options.MinimumExampleCountPerLeaf = Math.Clamp(problem.Train.Rows.Length / SamplesPerLeafShare, 1, MostSamplesOfLeaf);
        options.FeatureFraction = Math.Min(1, FeaturesOfTree / problem.Features);
        options.NumberOfThreads = 1;
        options.Seed = 0;
        options.FeatureSelectionSeed = 0;
    }
}
