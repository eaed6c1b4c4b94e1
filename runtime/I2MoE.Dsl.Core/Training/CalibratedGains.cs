using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// How much better than the prior every expert, and the whole model, predicts every sample, once it is as sure as it should be: its change of
/// the prior is multiplied by one number, fitted on a part of the data that it is not measured on. Who knows nothing gets 0, and gains nothing. What
/// is told in each pass was made as sure as it should be before (<see cref="PassPools"/>).
/// </summary>
internal sealed class CalibratedGains
{
    // From the opposite of what an expert says to as sure as it is: none is made surer.
    private const double Least = -1;
    private const double Greatest = 1;
    private const double Step = 0.05;

    // A pass may be made surer: what it tells is a prediction like any other, while what passes have in common is sure of no more than the least of them.
    private const double GreatestOfPool = 3;
    private const double StepOfPool = 0.1;

    /// <summary>Takes what was measured.</summary>
    public CalibratedGains(double[][][] gains, double[][] slopes, double[][] weights)
    {
        Gains = gains;
        Slopes = slopes;
        Weights = weights;
    }

    private CalibratedGains(Measurement run, MultimodalDataset calibration, MultimodalDataset data)
    {
        Slopes = run.Fit(calibration);
        Pools = run.Pools;
        (Gains, Weights) = run.Measure(data, Slopes);
    }

    /// <summary>The gains in nats (smooth L1 for regression, half the Poisson deviance for counts), [T][E + 1][N]: of each label by itself (T = 1 for other tasks), of each expert and then of the whole model.</summary>
    public double[][][] Gains { get; }

    /// <summary>What each change of the prior is multiplied by, [T][E + 1]; 0 where nothing is known, below 0 where rather the opposite is true.</summary>
    public double[][] Slopes { get; }

    /// <summary>The weights of the experts, [N][E].</summary>
    public double[][] Weights { get; }

    /// <summary>What is told in the passes, as sure as it should be; null where gains were given.</summary>
    public PassPools? Pools { get; }

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model, on whatever device it is.</param>
    /// <param name="calibration">The samples that the numbers are fitted on: the validation part.</param>
    /// <param name="data">The samples that are measured.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static CalibratedGains Of(InteractionModel model, MultimodalDataset calibration, MultimodalDataset data, CancellationToken cancellationToken) =>
        new(new Measurement(model, cancellationToken), calibration, data);

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
            yield return new CalibratedGains(run, calibration, data);
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
        public Dictionary<MultimodalDataset, List<(long[] Rows, ToldInPasses Told, torch.Tensor Weights)>>? Remembered { get; init; }

        /// <summary>What is told in the passes, as sure as it should be once that is fitted.</summary>
        public PassPools Pools { get; private set; } = PassPools.Of(model);

        /// <summary>Frees what is remembered.</summary>
        public void Forget()
        {
            foreach ((_, ToldInPasses told, torch.Tensor weights) in (Remembered ?? []).Values.SelectMany(batches => batches))
            {
                told.Dispose();
                weights.Dispose();
            }
        }

        /// <summary>Makes what is told in each pass as sure as it should be, and then what experts say; the numbers of these, [T][E + 1].</summary>
        public double[][] Fit(MultimodalDataset data)
        {
            double[][] ofPools = Fit(data, GreatestOfPool, StepOfPool, Pools.Count, (told, prior) => told.Counted(prior));
            Pools = Pools.With(ofPools);
            double[][] slopes = Fit(data, Greatest, Step, _predictors, Said);

            // Where rather the opposite of what passes tell is true, nothing is said that could be.
            return [.. slopes.Select((ofTarget, target) => ofTarget.Select((slope, place) => slope == 0 ? Math.Min(0, Pools.SlopeOf(place, target)) : slope).ToArray())];
        }

        private double[][] Fit(MultimodalDataset data, double greatest, double step, int predictors, Func<ToldInPasses, torch.Tensor, torch.Tensor> say)
        {
            double[] candidates = [.. Enumerable.Range(0, (int)Math.Round((greatest - Least) / step) + 1).Select(place => Math.Round(Least + (place * step), 2))];
            double[][][] losses = [.. Enumerable.Range(0, _targets).Select(_ => candidates.Select(_ => new double[predictors]).ToArray())];
            ForEach(data, say, (target, _, change, prior, labels) =>
            {
                foreach ((int place, double candidate) in candidates.Index())
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    double[] sums = Values(_measure.Loss(prior.Plus(change * TorchNumber.Of(candidate)), labels).sum(dim: 1));
                    for (int predictor = 0; predictor < predictors; predictor++)
                    {
                        losses[target][place][predictor] += sums[predictor];
                    }
                }
            });
            return [.. losses.Select(ofTarget => Enumerable.Range(0, predictors).Select(predictor => Best(candidates, ofTarget, predictor)).ToArray())];
        }

        private torch.Tensor Said(ToldInPasses told, torch.Tensor prior) => told.Said(Pools, prior);

        public (double[][][] Gains, double[][] Weights) Measure(MultimodalDataset data, double[][] slopes)
        {
            double[][][] gains = [.. slopes.Select(ofTarget => ofTarget.Select(_ => new double[data.Count]).ToArray())];
            List<double[]> weights = [];
            ForEach(data, Said, (target, rows, change, prior, labels) =>
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
        private static double Best(double[] candidates, double[][] losses, int predictor)
        {
            double least = losses.Min(ofCandidate => ofCandidate[predictor]);
            return candidates.Zip(losses, (candidate, ofCandidate) => (Candidate: candidate, Loss: ofCandidate[predictor]))
                .Where(pair => pair.Loss <= least + (1e-9 * Math.Abs(least))).MinBy(pair => Math.Abs(pair.Candidate)).Candidate;
        }

        // For every batch and target: its rows, what each predictor adds to the prior [predictors, B, O], the prior [O] and the labels.
        private void ForEach(
            MultimodalDataset data, Func<ToldInPasses, torch.Tensor, torch.Tensor> say, Action<int, long[], torch.Tensor, torch.Tensor, torch.Tensor> take, Action<torch.Tensor>? takeWeights = null)
        {
            using DisposeScope whole = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            torch.Tensor[] targets = Order is null ? Targets(model, data) : [.. Targets(model, data).Select(target => target.index_select(0, torch.tensor(Order(data))))];
            torch.Tensor[] priors = Priors(model, data);
            long outputs = OutputsOfTarget(model);
            torch.Tensor prior = torch.cat(priors);
            Told(data, (rows, told, weights) =>
            {
                torch.Tensor said = say(told, prior);
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

        // For every batch: its rows, what is told of them, and the weights.
        private void Told(MultimodalDataset data, Action<long[], ToldInPasses, torch.Tensor> take)
        {
            if (Remembered is null)
            {
                ExpertKnowledge.ForEach(model, data, rows: null, Pools, (rows, known) => take(rows, known.Told, known.Weights), cancellation);
                return;
            }

            if (!Remembered.TryGetValue(data, out List<(long[] Rows, ToldInPasses Told, torch.Tensor Weights)>? kept))
            {
                kept = Remembered[data] = [];
                ExpertKnowledge.ForEach(model, data, rows: null, Pools, (rows, known) => kept.Add((rows, known.Told.Keep(), known.Weights.DetachFromDisposeScope())), cancellation);
            }

            foreach ((long[] rows, ToldInPasses told, torch.Tensor weights) in kept)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                take(rows, told, weights);
            }
        }

        private static IEnumerable<double[]> Rows(torch.Tensor matrix) => Values(matrix.detach().cpu().contiguous()).Chunk((int)matrix.shape[1]);

        private static double[] Values(torch.Tensor vector) => vector.to_type(torch.float64).data<double>().ToArray();
    }
}
