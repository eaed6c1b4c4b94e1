using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Checks that an explanation depends on what it should depend on: on the labels (they are shuffled, and calibration and estimate made anew) and on
/// what the model has learned (its parameters are shuffled, after Adebayo et al. 2018), that who has the say is who knows, and that attributions name what
/// moves the output (after DeYoung et al. 2020).
/// </summary>
public static class FaithfulnessChecks
{
    /// <summary>From this rank correlation between the attributions of the trained and of the shuffled model on, attributions are said not to depend on what was learned.</summary>
    public const double SameFrom = 0.5;

    // Chance features of data that are easy to tell apart know something too.
    private const double LearnedFrom = 0.5;
    private const int ParameterShuffles = 5;
    private const int AttributedSamples = 32;
    private const int Steps = 12;

    /// <summary>Makes all checks.</summary>
    /// <param name="model">The model; its parameters are as before afterwards.</param>
    /// <param name="splits">Its data: the validation part calibrates, the test part is measured, the mean of the training part is the baseline of attributions.</param>
    /// <param name="draws">How many times labels are shuffled; at least 1.</param>
    /// <param name="seed">Of all that is drawn.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static IReadOnlyList<FaithfulnessCheck> Of(InteractionModel model, DataSplits splits, int draws = 40, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var findings = InteractionFindings.Of(model, splits.Validation, splits.Test, resamples: 0, seed, cancellationToken);
        return
        [
            OfLabels(model, splits, findings, draws, seed, cancellationToken),
            .. OfParameters(model, splits, findings, seed, cancellationToken),
            OfSay(findings),
            .. OfAttributions(model, splits, findings, seed, cancellationToken),
        ];
    }

    private static FaithfulnessCheck OfLabels(InteractionModel model, DataSplits splits, InteractionFindings findings, int draws, long seed, CancellationToken cancellation)
    {
        var reading = new OutputReading(model.Description, splits.Test);
        InteractionFindings[] shuffled =
        [
            .. CalibratedGains.OfShuffled(model, splits.Validation, splits.Test, draws, seed, cancellation)
                .Select(gains => InteractionFindings.Of(model.Description, gains, reading, resamples: 0, seed, findings.Objective)),
        ];
        int asGood = shuffled.Count(of => of.Known.Value >= findings.Known.Value);
        int known = shuffled.Count(of => of.IsKnown);
        double chance = (asGood + 1.0) / (draws + 1);
        bool passed = findings.IsKnown && chance <= 0.05 && known <= Math.Max(1, 0.05 * draws);
        return new FaithfulnessCheck("shuffled labels", passed, string.Create(
            CultureInfo.InvariantCulture,
            $"With the labels shuffled {draws} times, as much as the model knows ({findings.Known.Value:0.000} {findings.Unit}) seemed to be known {asGood} times (p = {chance:0.000}), and anything at all {known} times."));
    }

    private static IEnumerable<FaithfulnessCheck> OfParameters(InteractionModel model, DataSplits splits, InteractionFindings findings, long seed, CancellationToken cancellation)
    {
        using var trained = new ParameterSnapshot(model);
        double[][]? before = Attributions(model, splits, null, out int[] focus);
        try
        {
            double[] random = new double[ParameterShuffles];
            for (int draw = ParameterShuffles - 1; draw >= 0; draw--)
            {
                trained.Restore();
                Shuffle(model, seed + draw);
                random[draw] = Math.Max(0, InteractionFindings.Of(model, splits.Validation, splits.Test, resamples: 0, seed, cancellation).Known.Value);
            }

            double[][]? after = before is null ? null : Attributions(model, splits, focus, out _);
            double learned = Math.Max(0, findings.Known.Value);
            FaithfulnessCheck knowledge = new("shuffled parameters: what is known", findings.IsKnown && random.Average() < LearnedFrom * learned, string.Create(
                CultureInfo.InvariantCulture,
                $"With its parameters shuffled {ParameterShuffles} times the model knows {random.Average():0.000} {findings.Unit} on the mean, and {learned:0.000} as it was trained; below half, most of what is known was learned."));
            if (before is null || after is null)
            {
                return [knowledge];
            }

            double alike = before.Zip(after, Correlation).Where(double.IsFinite).DefaultIfEmpty(0).Average();
            return
            [
                knowledge,
                new("shuffled parameters: attributions", alike < SameFrom, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The rank correlation of the experts' attributions before and after the parameters are shuffled is {alike:0.00}; below {SameFrom:0.0} they depend on what was learned.")),
            ];
        }
        finally
        {
            trained.Restore();
        }
    }

    private static FaithfulnessCheck OfSay(InteractionFindings findings)
    {
        ExpertFinding most = findings.Experts.MaxBy(expert => expert.Say.Value)!;
        return new FaithfulnessCheck("who has the say knows", findings.IsKnown && most.IsAboveChance, string.Create(
            CultureInfo.InvariantCulture,
            $"{most.Expert.Label} has the most say ({most.Say.Value:0.00}) and what its interaction tells is {(most.IsAboveChance ? "" : "not ")}above chance ({most.Gain.Value:0.000} {findings.Unit})."));
    }

    // Of the expert that is listened to most: what it is said to look at has to move it more than what it is not.
    private static IEnumerable<FaithfulnessCheck> OfAttributions(InteractionModel model, DataSplits splits, InteractionFindings findings, long seed, CancellationToken cancellation)
    {
        using var gradients = IntegratedGradients.FromMeanOf(model, splits.Train, Steps);
        IReadOnlyList<ExpertFaithfulness> experts = AttributionFaithfulness.Of(model, gradients, splits.Test, AttributedSamples, seed, cancellation);
        if (experts.Count > 0)
        {
            Expert most = findings.Experts.MaxBy(expert => expert.Say.Value)!.Expert;
            ExpertFaithfulness faithfulness = experts.Single(expert => expert.Expert == most);
            MetricInterval further = faithfulness.Comprehensiveness;
            yield return new FaithfulnessCheck("attributed values move the expert", faithfulness.IsFaithful, string.Create(
                CultureInfo.InvariantCulture,
                $"Without the values that attributions name, the output of {most.Label} falls {further.Value:0.000} further ({further.Low:0.000} to {further.High:0.000}) than without as many at random."));
        }
    }

    // Each expert's attributions of some samples, [E × samples][values]; null where nothing can be attributed.
    private static double[][]? Attributions(InteractionModel model, DataSplits splits, int[]? given, out int[] focus)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[] rows = [.. Enumerable.Range(0, Math.Min(AttributedSamples, splits.Test.Count)).Select(row => (long)row)];
        MultimodalBatch batch = splits.Test.ToBatch(model.Description.ModalityNames, rows, ModelDevice.Of(model));
        using var output = (InteractionOutput)model.Infer(batch);
        focus = given ?? [.. TensorRows.Of(output.Prediction).Select(row => OutputReading.Focus(model.Description, row))];
        using var gradients = IntegratedGradients.FromMeanOf(model, splits.Train, Steps);
        double[][] values = [.. gradients.Explain(batch.Inputs, focus, batch.Presence).SelectMany(sample => sample).Select(expert => expert.Features.SelectMany(feature => feature ?? []).ToArray())];
        return values.Any(row => row.Length > 1) ? values : null;
    }

    // Within each tensor, so that sizes stay those that were learned.
    private static void Shuffle(InteractionModel model, long seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        RandomKey key = RandomKey.Of(seed, RandomPurpose.Resampling).Derive(-4);
        foreach ((int place, (string _, TorchSharp.Modules.Parameter parameter)) in model.named_parameters().Index())
        {
            long[] order = [.. Enumerable.Range(0, (int)parameter.numel()).Select(value => (long)value)];
            key.Derive(place).CreateSequence().Shuffle<long>(order);
            parameter.copy_(parameter.detach().reshape(-1).index_select(0, torch.tensor(order).to(parameter.device)).reshape(parameter.shape));
        }
    }

    // Spearman's; NaN where one side is constant.
    private static double Correlation(double[] left, double[] right)
    {
        (double[] a, double[] b) = (Ranks(left), Ranks(right));
        double mean = (a.Length - 1) / 2.0;
        double both = a.Zip(b, (x, y) => (x - mean) * (y - mean)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - mean) * (x - mean)) * b.Sum(y => (y - mean) * (y - mean)));
    }

    private static double[] Ranks(double[] values)
    {
        double[] ranks = new double[values.Length];
        foreach (IGrouping<double, (int Rank, int Place)> equal in values.Index().OrderBy(pair => pair.Item).Select((pair, rank) => (Rank: rank, Place: pair.Index)).GroupBy(pair => values[pair.Place]))
        {
            double rank = equal.Average(pair => pair.Rank);
            foreach ((_, int place) in equal)
            {
                ranks[place] = rank;
            }
        }

        return ranks;
    }
}
