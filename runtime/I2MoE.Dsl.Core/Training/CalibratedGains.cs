using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// How much better than the prior every expert, and the whole model, predicts every sample, once it is as sure as it should be: its change of
/// the prior is multiplied by one number, fitted on a part of the data that it is not measured on. Who knows nothing gets 0, and gains nothing.
/// </summary>
internal sealed class CalibratedGains
{
    // From the opposite of what an expert says to as sure as it is: none is made surer.
    private const double Least = -1;
    private const double Greatest = 1;
    private const double Step = 0.05;

    /// <summary>Takes what was measured.</summary>
    public CalibratedGains(double[][][] gains, double[][] slopes, double[][] weights)
    {
        Gains = gains;
        Slopes = slopes;
        Weights = weights;
    }

    /// <summary>The gains in nats (smooth L1 for regression, half the Poisson deviance for counts), [T][E + 1][N]: of each label by itself (T = 1 for other tasks), of each expert and then of the whole model.</summary>
    public double[][][] Gains { get; }

    /// <summary>What each change of the prior is multiplied by, [T][E + 1]; 0 where nothing is known, below 0 where rather the opposite is true.</summary>
    public double[][] Slopes { get; }

    /// <summary>The weights of the experts, [N][E].</summary>
    public double[][] Weights { get; }

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model, on whatever device it is.</param>
    /// <param name="calibration">The samples that the numbers are fitted on: the validation part.</param>
    /// <param name="data">The samples that are measured.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static CalibratedGains Of(InteractionModel model, MultimodalDataset calibration, MultimodalDataset data, CancellationToken cancellationToken)
    {
        var run = new Measurement(model, cancellationToken);
        double[][] slopes = run.Fit(calibration);
        (double[][][] gains, double[][] weights) = run.Measure(data, slopes);
        return new CalibratedGains(gains, slopes, weights);
    }

    /// <summary>Measures a model on labels that were shuffled among the samples, of both parts each by itself: what it would seem to know by luck.</summary>
    /// <param name="model">The model, on whatever device it is; it is run once.</param>
    /// <param name="calibration">The samples that the numbers are fitted on.</param>
    /// <param name="data">The samples that are measured.</param>
    /// <param name="draws">How many times labels are shuffled.</param>
    /// <param name="seed">Which orders; any value.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static IEnumerable<CalibratedGains> OfShuffled(
        InteractionModel model, MultimodalDataset calibration, MultimodalDataset data, int draws, long seed, CancellationToken cancellationToken)
    {
        var run = new Measurement(model, cancellationToken) { Remembered = [] };
        RandomKey key = RandomKey.Of(seed, RandomPurpose.Resampling).Derive(-3);
        for (int draw = 0; draw < draws; draw++)
        {
            RandomKey ofDraw = key.Derive(draw);
            run.Order = part =>
            {
                long[] rows = [.. Enumerable.Range(0, part.Count).Select(row => (long)row)];
                ofDraw.Derive(part == data ? 1 : 0).CreateSequence().Shuffle<long>(rows);
                return rows;
            };
            double[][] slopes = run.Fit(calibration);
            (double[][][] gains, double[][] weights) = run.Measure(data, slopes);
            yield return new CalibratedGains(gains, slopes, weights);
        }

        run.Forget();
    }

    /// <summary>A gain counts as above chance from this many of its standard errors above 0.</summary>
    public const double SureFrom = 2.58;

    /// <summary>Whether the mean gain is above chance.</summary>
    public static bool IsAboveChance(double[] gains) => gains.Length > 1 && MeanAndDeviation.From(gains) is var it && it.Mean > 0
        && it.Mean > SureFrom * it.Deviation / Math.Sqrt(gains.Length);

    /// <summary>The outputs of who has seen nothing, one [O] a target, as the labels of some data suggest them.</summary>
    public static torch.Tensor[] Priors(InteractionModel model, MultimodalDataset data)
    {
        var measure = EvidenceMeasure.Of(model.Description.Task);
        return [.. Targets(model, data).Select(target => measure.Prior(target, torch.zeros(1, OutputsOfTarget(model))))];
    }

    /// <summary>Outputs as a prior is one: logarithms of probabilities for classes, and as they are for other tasks.</summary>
    public static torch.Tensor AsProbabilities(TaskKind task, torch.Tensor outputs) =>
        task.IsClass() ? torch.nn.functional.log_softmax(outputs, dim: -1) : outputs;

    // What is told by itself: each label of a multi-label task, the class, or the number.
    private static torch.Tensor[] Targets(InteractionModel model, MultimodalDataset data)
    {
        torch.Tensor labels = model.Learned(data.Labels);
        return model.Description.Task == TaskKind.MultiLabel ? [.. Enumerable.Range(0, model.Description.Outputs).Select(target => labels.narrow(1, target, 1))] : [labels];
    }

    private static long OutputsOfTarget(InteractionModel model) => model.Description.Task == TaskKind.MultiLabel ? 1 : model.Description.Outputs;

    private sealed class Measurement(InteractionModel model, CancellationToken cancellation)
    {
        private readonly EvidenceMeasure _measure = EvidenceMeasure.Of(model.Description.Task);
        private readonly int _targets = model.Description.Task == TaskKind.MultiLabel ? model.Description.Outputs : 1;
        private readonly int _predictors = model.Description.Experts.Count + 1;

        /// <summary>The order in which labels are given to the samples; null for their own.</summary>
        public Func<MultimodalDataset, long[]>? Order { get; set; }

        /// <summary>What was said of the parts, so that the model is not run again; null to remember nothing.</summary>
        public Dictionary<MultimodalDataset, List<(long[] Rows, torch.Tensor Said, torch.Tensor Weights)>>? Remembered { get; init; }

        /// <summary>Frees what is remembered.</summary>
        public void Forget()
        {
            foreach ((_, torch.Tensor said, torch.Tensor weights) in (Remembered ?? []).Values.SelectMany(batches => batches))
            {
                said.Dispose();
                weights.Dispose();
            }
        }

        private double[] Candidates { get; } = [.. Enumerable.Range(0, (int)Math.Round((Greatest - Least) / Step) + 1).Select(step => Math.Round(Least + (step * Step), 2))];

        public double[][] Fit(MultimodalDataset data)
        {
            double[][][] losses = [.. Enumerable.Range(0, _targets).Select(_ => Candidates.Select(_ => new double[_predictors]).ToArray())];
            ForEach(data, (target, _, change, prior, labels) =>
            {
                foreach ((int place, double candidate) in Candidates.Index())
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    double[] sums = Values(_measure.Loss(prior.Plus(change * TorchNumber.Of(candidate)), labels).sum(dim: 1));
                    for (int predictor = 0; predictor < _predictors; predictor++)
                    {
                        losses[target][place][predictor] += sums[predictor];
                    }
                }
            });
            return [.. losses.Select(ofTarget => Enumerable.Range(0, _predictors).Select(predictor => Best(ofTarget, predictor)).ToArray())];
        }

        public (double[][][] Gains, double[][] Weights) Measure(MultimodalDataset data, double[][] slopes)
        {
            double[][][] gains = [.. slopes.Select(ofTarget => ofTarget.Select(_ => new double[data.Count]).ToArray())];
            List<double[]> weights = [];
            ForEach(data, (target, rows, change, prior, labels) =>
            {
                torch.Tensor slope = torch.tensor(slopes[target].Select(value => (float)Math.Max(0, value)).ToArray()).view(-1, 1, 1);
                torch.Tensor gain = _measure.Loss(prior.expand(1, change.shape[1], change.shape[2]), labels) - _measure.Loss(prior.Plus(slope * change), labels);
                foreach ((int predictor, double[] values) in Rows(gain).Index())
                {
                    for (int i = 0; i < rows.Length; i++)
                    {
                        gains[target][predictor][rows[i]] = values[i];
                    }
                }
            }, output => weights.AddRange(Rows(output)));
            return (gains, [.. weights]);
        }

        // The candidate with the least loss; where several are as good, the nearest to 0, which claims least.
        private double Best(double[][] losses, int predictor)
        {
            double least = losses.Min(ofCandidate => ofCandidate[predictor]);
            return Candidates.Zip(losses, (candidate, ofCandidate) => (Candidate: candidate, Loss: ofCandidate[predictor]))
                .Where(pair => pair.Loss <= least + (1e-9 * Math.Abs(least))).MinBy(pair => Math.Abs(pair.Candidate)).Candidate;
        }

        // For every batch and target: its rows, what each predictor adds to the prior [E + 1, B, O], the prior [O] and the labels.
        private void ForEach(MultimodalDataset data, Action<int, long[], torch.Tensor, torch.Tensor, torch.Tensor> take, Action<torch.Tensor>? takeWeights = null)
        {
            using DisposeScope whole = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            torch.Tensor[] targets = Order is null ? Targets(model, data) : [.. Targets(model, data).Select(target => target.index_select(0, torch.tensor(Order(data))))];
            torch.Tensor[] priors = Priors(model, data);
            long outputs = OutputsOfTarget(model);
            Said(data, torch.cat(priors), (rows, said, weights) =>
            {
                torch.Tensor places = torch.tensor(rows);
                for (int target = 0; target < _targets; target++)
                {
                    torch.Tensor ofTarget = outputs == said.shape[2] ? said : said.narrow(2, target, 1);
                    torch.Tensor change = AsProbabilities(model.Description.Task, ofTarget) - priors[target];
                    take(target, rows, change, priors[target], targets[target].index_select(0, places));
                }

                takeWeights?.Invoke(weights);
            });
        }

        // For every batch: its rows, what is said of them [E + 1, B, O], and the weights.
        private void Said(MultimodalDataset data, torch.Tensor prior, Action<long[], torch.Tensor, torch.Tensor> take)
        {
            if (Remembered is null)
            {
                ExpertKnowledge.ForEach(model, data, rows: null, prior, (rows, known) => take(rows, known.Said, known.Weights), cancellation);
                return;
            }

            if (!Remembered.TryGetValue(data, out List<(long[] Rows, torch.Tensor Said, torch.Tensor Weights)>? kept))
            {
                kept = Remembered[data] = [];
                ExpertKnowledge.ForEach(
                    model, data, rows: null, prior, (rows, known) => kept.Add((rows, known.Said.DetachFromDisposeScope(), known.Weights.DetachFromDisposeScope())), cancellation);
            }

            foreach ((long[] rows, torch.Tensor said, torch.Tensor weights) in kept)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                take(rows, said, weights);
            }
        }

        private static IEnumerable<double[]> Rows(torch.Tensor matrix) => Values(matrix.detach().cpu().contiguous()).Chunk((int)matrix.shape[1]);

        private static double[] Values(torch.Tensor vector) => vector.to_type(torch.float64).data<double>().ToArray();
    }
}
