using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// What a model knows about labelled data, how sure that is, and which interaction it comes from: the estimate of <see cref="InteractionEstimate"/>
/// of experts that are as sure as they should be, with intervals, and with nothing where an expert is not above chance. The mean weights, the say
/// of the experts, stand beside it: they tell whom the model listens to, and not what there is to know.
/// </summary>
public sealed class InteractionFindings
{
    /// <summary>A gain counts as above chance from this many of its standard errors above 0: one in 200 who know nothing does by luck.</summary>
    public const double SureFrom = CalibratedGains.SureFrom;

    private const double Tail = 0.025;

    private InteractionFindings(ModelDescription model, IReadOnlyList<ExpertFinding> experts, MetricInterval known, bool isKnown, IReadOnlyList<GroupFinding> groups, InteractionObjective objective)
    {
        Model = model;
        Experts = experts;
        Known = known;
        IsKnown = isKnown;
        Groups = groups;
        Objective = objective;
    }

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>What is found about each expert, in their order.</summary>
    public IReadOnlyList<ExpertFinding> Experts { get; }

    /// <summary>How much better than the prior the whole model predicts, in <see cref="Unit"/>, with its 95 % interval.</summary>
    public MetricInterval Known { get; }

    /// <summary>Whether the whole model is above chance; where it is not, nothing is known, and weights and sentences explain guesses.</summary>
    public bool IsKnown { get; }

    /// <summary>What is known about each class or label, as far as samples have one, and about the samples that have the same modalities, where some lack one.</summary>
    public IReadOnlyList<GroupFinding> Groups { get; }

    /// <summary>What experts and weights were trained to; <c>Paper</c> where the interaction losses have no weight.</summary>
    public InteractionObjective Objective { get; }

    /// <summary>Whether the experts were trained to predict from what their interaction leaves them (an objective other than <c>Paper</c>), which the estimate is made for.</summary>
    public bool IsEvidence => Objective != InteractionObjective.Paper;

    /// <summary>Whether some interaction is told by several experts together.</summary>
    internal bool IsToldTogether => Experts.Any(expert => expert.ToldBy.Count > 1);

    /// <summary>The unit of gains and parts: <c>bits</c> a sample (a label for multi-label), or <c>loss</c>, the smooth L1 of standardised targets.</summary>
    public string Unit => UnitOf(Model.Task);

    /// <summary>What is said of a sample without looking at it, in words: what knowledge is counted from.</summary>
    internal string Prior => Model.Task switch
    {
        TaskKind.MultiLabel => "how often each label is there",
        TaskKind.Survival => "the share of events in each interval",
        TaskKind.Regression or TaskKind.Count => "the mean alone",
        _ => "the shares of the classes alone",
    };

    /// <summary>Finds out about a model.</summary>
    /// <param name="model">The model, on whatever device it is.</param>
    /// <param name="calibration">Samples with labels that say how sure every expert should be: the validation part.</param>
    /// <param name="data">Samples with labels that are measured: the test part.</param>
    /// <param name="resamples">How many times samples are drawn for the intervals of the shares; 0 or more.</param>
    /// <param name="seed">Which draws; any value.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static InteractionFindings Of(
        InteractionModel model, MultimodalDataset calibration, MultimodalDataset data, int resamples = 500, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        var gains = CalibratedGains.Of(model, calibration, data, cancellationToken);
        return Of(model.Description, gains, new OutputReading(model.Description, data), resamples, seed, model.ExpertBank.Objective);
    }

    /// <summary>Finds out from gains that were measured before.</summary>
    internal static InteractionFindings Of(ModelDescription model, CalibratedGains gains, OutputReading reading, int resamples, long seed, InteractionObjective objective) =>
        new Computation(model, gains, reading, resamples, seed).Find(objective);

    /// <summary>The place of the expert with the greatest share; null where nothing is known.</summary>
    public int? Leading => IsKnown && Experts.Any(expert => expert.Part > 0) ? Experts.Index().MaxBy(pair => pair.Item.Part).Index : null;

    private static string UnitOf(TaskKind task) => task.IsNumber() ? "loss" : "bits";

    private sealed class Computation(ModelDescription model, CalibratedGains gains, OutputReading reading, int resamples, long seed)
    {
        private readonly int _count = gains.Weights.Length;
        private readonly int _experts = model.Experts.Count;
        private readonly double _perUnit = model.PredictsNumber ? 1 : 1 / Math.Log(2);

        public InteractionFindings Find(InteractionObjective objective)
        {
            int[] all = [.. Enumerable.Range(0, _count)];
            bool[][] isAbove = [.. gains.Gains.Select(target => target.Select(IsAbove).ToArray())];
            (bool isKnown, MetricInterval known) = (IsAbove(Mean(_experts)), Interval("known", Mean(_experts)));
            double[] parts = isKnown ? AtMostKnown(Parts(all, isAbove)) : new double[_experts];
            double[][] drawn = isKnown ? Resample(isAbove) : [];
            return new InteractionFindings(
                model,
                [
                    .. model.Experts.Select((expert, place) => new ExpertFinding(
                        expert,
                        Interval("gain", Mean(place)),
                        parts[place] * _perUnit,
                        Percentiles("share", Shares(parts)[place], [.. drawn.Select(shares => shares[place])]),
                        MetricInterval.OfMean("say", [.. gains.Weights.Select(row => row[place])]),
                        IsAbove(Mean(place)),
                        gains.Slopes.Average(slopes => slopes[place]) < 0)
                    {
                        ToldBy = [.. (gains.Pools?.TellersOf(place) ?? [place]).Select(teller => model.Experts[teller])],
                    }),
                ],
                known,
                isKnown,
                [.. Groups(isAbove), .. ByPresence(isAbove)],
                objective);
        }

        // A predictor's gain a sample, the mean over the labels.
        private double[] Mean(int predictor) => gains.Gains.Length == 1
            ? gains.Gains[0][predictor]
            : [.. Enumerable.Range(0, _count).Select(sample => gains.Gains.Average(target => target[predictor][sample]))];

        private static bool IsAbove(double[] values) => CalibratedGains.IsAboveChance(values);

        private MetricInterval Interval(string name, double[] values) => MetricInterval.OfMean(name, values, _perUnit);

        private static MetricInterval Percentiles(string name, double value, double[] drawn)
        {
            Array.Sort(drawn);
            return drawn.Length == 0 ? new MetricInterval(name, value, double.NaN, double.NaN) : new MetricInterval(name, value, Quantile.Of(drawn, Tail), Quantile.Of(drawn, 1 - Tail));
        }

        // Of some samples: the parts of each label by itself, and then their mean.
        private double[] Parts(int[] samples, bool[][] isAbove, int? onlyTarget = null)
        {
            double[] parts = new double[_experts];
            int[] targets = onlyTarget is { } only ? [only] : [.. Enumerable.Range(0, gains.Gains.Length)];
            foreach (int target in targets)
            {
                double[] mean = [.. Enumerable.Range(0, _experts).Select(expert => isAbove[target][expert] ? samples.Average(sample => gains.Gains[target][expert][sample]) : 0)];
                foreach ((int expert, double part) in Divided(mean).Index())
                {
                    parts[expert] += part / targets.Length;
                }
            }

            return parts;
        }

        // Of three or more modalities, what two share is unique to neither and yet beyond what all share: such parts overlap, and sum to more than is known.
        private double[] AtMostKnown(double[] parts)
        {
            double known = Enumerable.Range(0, _experts + 1).Max(predictor => Mean(predictor).Average());
            return parts.Sum() > known && known > 0 ? [.. parts.Select(part => part * known / parts.Sum())] : parts;
        }

        private double[] Divided(double[] mean)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return EvidenceShares.Of(torch.tensor(mean), model).data<double>().ToArray();
        }

        private static double[] Shares(double[] parts) => parts.Sum() is var all && all > 0 ? [.. parts.Select(part => part / all)] : parts;

        private double[][] Resample(bool[][] isAbove)
        {
            RandomKey key = RandomKey.Of(seed, RandomPurpose.Resampling).Derive(-2);
            double[][] shares = new double[resamples][];
            for (int resample = 0; resample < resamples; resample++)
            {
                SplitMix64 numbers = key.Derive(resample).CreateSequence();
                int[] rows = new int[_count];
                for (int i = 0; i < rows.Length; i++)
                {
                    rows[i] = numbers.NextInt(_count);
                }

                shares[resample] = Shares(Parts(rows, isAbove));
            }

            return shares;
        }

        private IEnumerable<GroupFinding> ByPresence(bool[][] isAbove)
        {
            double[] whole = Mean(_experts);
            foreach (SampleGroup group in reading.ByPresence)
            {
                double[] known = [.. group.Samples.Select(sample => whole[sample])];
                bool isKnown = IsAbove(known);
                yield return new GroupFinding(group.Kind, group.Name, known.Length, Interval("known", known), isKnown, isKnown ? Shares(Parts([.. group.Samples], isAbove)) : new double[_experts]);
            }
        }

        private IEnumerable<GroupFinding> Groups(bool[][] isAbove)
        {
            if (model.PredictsNumber)
            {
                yield break;
            }

            int[] all = [.. Enumerable.Range(0, _count)];
            bool isLabel = model.Task == TaskKind.MultiLabel;
            foreach ((int output, string name) in reading.Names.Index())
            {
                int[] samples = isLabel ? all : [.. all.Where(sample => reading.Belongs(sample, output))];
                int target = isLabel ? output : 0;
                double[] known = [.. samples.Select(sample => gains.Gains[target][_experts][sample])];
                if (known.Length > 0)
                {
                    bool isKnown = IsAbove(known);
                    double[] shares = isKnown ? Shares(Parts(samples, isAbove, target)) : new double[_experts];
                    yield return new GroupFinding(isLabel ? "label" : "class", name, samples.Length, Interval("known", known), isKnown, shares);
                }
            }
        }
    }
}
