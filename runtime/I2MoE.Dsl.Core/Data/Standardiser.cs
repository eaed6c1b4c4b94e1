using System.ComponentModel;
using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Shifts and scales every feature to mean 0 and standard deviation 1 over the samples it was fitted on. Missing values (NaN) do not count in the fit,
/// and become the mean, that is 0. A feature that is constant is only shifted. Levels of categories for which vectors are learned stay 0 and 1. Of sequences with lengths of their own a feature has one mean and one
/// deviation over all steps, and what follows an end stays missing.
/// Token ids (int64) are left as they are, and so are labels: the targets of a regression stay in their units in the data, and the trainer standardises
/// what the model learns (<see cref="Target"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Standardiser
{
    // Below this share of the mean, single precision cannot tell a deviation from rounding.
    private const double Resolution = 1e-7;

    private Standardiser(OrderedDictionary<string, double[]> mean, OrderedDictionary<string, double[]> deviation)
    {
        Mean = mean;
        Deviation = deviation;
    }

    /// <summary>The mean of every feature of each modality, row by row over the shape of a sample; 0 for a feature without any values.</summary>
    public IReadOnlyDictionary<string, double[]> Mean { get; }

    /// <summary>The standard deviation (divided by the number of values) of every feature of each modality; 1 for a constant feature.</summary>
    public IReadOnlyDictionary<string, double[]> Deviation { get; }

    /// <summary>Mean and deviation of the targets of a regression, which the model learns standardised; null for other tasks.</summary>
    public TargetScaling? Target { get; private init; }

    /// <summary>A standardiser that was fitted before.</summary>
    /// <param name="mean">The mean of every feature of each modality, see <see cref="Mean"/>.</param>
    /// <param name="deviation">The standard deviation of every feature of each modality, see <see cref="Deviation"/>.</param>
    /// <param name="target">See <see cref="Target"/>; null (default) where targets are learned as they are.</param>
    /// <exception cref="ArgumentException">The two do not have the same modalities and features, or a value is not finite or a deviation not above 0.</exception>
    public static Standardiser From(IReadOnlyDictionary<string, double[]> mean, IReadOnlyDictionary<string, double[]> deviation, TargetScaling? target = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        bool fits = mean.Count == deviation.Count && mean.All(pair => deviation.TryGetValue(pair.Key, out double[]? other)
            && other.Length == pair.Value.Length && Array.TrueForAll(pair.Value, double.IsFinite) && Array.TrueForAll(other, value => double.IsFinite(value) && value > 0));
        if (!fits)
        {
            throw new ArgumentException("Mean and deviation must have the same modalities and features, with finite means and deviations above 0.", nameof(deviation));
        }

        return new Standardiser(
            new OrderedDictionary<string, double[]>(mean, StringComparer.Ordinal),
            new OrderedDictionary<string, double[]>(deviation, StringComparer.Ordinal))
        {
            Target = target,
        };
    }

    /// <summary>Takes mean and deviation of a dataset, normally the training part.</summary>
    /// <param name="dataset">The dataset.</param>
    public static Standardiser Fit(MultimodalDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        OrderedDictionary<string, double[]> means = new(StringComparer.Ordinal);
        OrderedDictionary<string, double[]> deviations = new(StringComparer.Ordinal);
        foreach (string modality in dataset.Modalities.Where(modality => dataset.TypeOf(modality) != ScalarType.Int64))
        {
            using DisposeScope scope = NewDisposeScope();
            long features = FeaturesOf(dataset, modality);
            Tensor counts = zeros(features, ScalarType.Int64);
            Tensor mean = zeros(features, ScalarType.Float64);
            dataset.ForEachBlock(modality, (_, block) =>
            {
                Tensor values = FeatureScaling.Rows(block);
                // A plain sum(0) would mean sum(ScalarType.Byte): the literal 0 converts to any enum.
                counts.add_(values.isnan().logical_not_().sum(dim: 0L), TorchNumber.One);
                mean.add_(values.nan_to_num_(0).sum(dim: 0L), TorchNumber.One);
            });
            (counts, mean) = (OverSteps(counts), OverSteps(mean));
            counts.clamp_(min: TorchNumber.Of(1));
            mean.div_(counts);
            Tensor squares = zeros(features, ScalarType.Float64);
            dataset.ForEachBlock(modality, (_, block) =>
            {
                Tensor values = FeatureScaling.Rows(block);
                Tensor missing = values.isnan();
                squares.add_(values.sub_(mean).masked_fill_(missing, TorchNumber.Of(0)).pow_(TorchNumber.Of(2)).sum(dim: 0L), TorchNumber.One);
            });
            Tensor deviation = OverSteps(squares).div_(counts).sqrt_();
            Tensor constant = deviation <= mean.abs() * TorchNumber.Of(Resolution);
            means[modality] = mean.data<double>().ToArray();
            deviations[modality] = deviation.masked_fill(constant, TorchNumber.Of(1)).data<double>().ToArray();
            int levels = dataset.KeptLevels.GetValueOrDefault(modality);
            means[modality].AsSpan(means[modality].Length - levels).Clear();
            deviations[modality].AsSpan(deviations[modality].Length - levels).Fill(1);

            // The same for every step, where few samples may have the last.
            Tensor OverSteps(Tensor sums) => dataset.OwnLengths.Contains(modality) && dataset.ShapeOf(modality) is [_, var steps, var width]
                ? sums.view(steps, width).sum(dim: 0L).repeat(steps)
                : sums;
        }

        return new Standardiser(means, deviations) { Target = TargetScaling.Of(dataset) };
    }

    /// <summary>A new dataset with standardised features and the same labels.</summary>
    /// <param name="dataset">A dataset with the modalities and the sample shapes of the fitted one.</param>
    /// <exception cref="DatasetException">The modalities or the number of features differ.</exception>
    public MultimodalDataset Apply(MultimodalDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using DisposeScope scope = NewDisposeScope();
        List<KeyValuePair<string, Tensor>> standardised = [];
        foreach (string modality in dataset.Modalities)
        {
            standardised.Add(KeyValuePair.Create(modality, Apply(modality, dataset)));
        }

        MultimodalDataset applied = new(standardised, dataset.CopyLabels(), dataset.ClassNames, dataset.FeatureNames)
        {
            HasLabels = dataset.HasLabels,
            Origin = dataset.Origin.Remember(dataset),
            Tokens = dataset.Tokens,
            OwnLengths = dataset.OwnLengths,
            KeptLevels = dataset.KeptLevels,
        };
        if (dataset.SampleNames is { } names)
        {
            applied.NameSamples(names);
        }

        return applied;
    }

    /// <summary>Standardises the features of a dataset where they are, without a copy, and so those of its parts, which share them. Values in files are standardised whenever they are read.</summary>
    /// <param name="dataset">A whole dataset that nobody else uses.</param>
    /// <exception cref="DatasetException">The modalities or the number of features differ.</exception>
    internal void ApplyInPlace(MultimodalDataset dataset)
    {
        dataset.Origin = dataset.Origin.Remember(dataset);
        foreach (string modality in dataset.Modalities.Where(modality => dataset.TypeOf(modality) != ScalarType.Int64))
        {
            using DisposeScope scope = NewDisposeScope();
            FeatureScaling scaling = Scaling(modality, dataset);
            if (dataset.Files is not null)
            {
                dataset.ScaleWhenRead(modality, scaling.Keep());
                continue;
            }

            dataset.ForEachBlock(modality, (_, block) => block.copy_(scaling.Of(block)));
        }
    }

    /// <summary>A standardised value in the units of the data; of a modality that is not standardised, as it is.</summary>
    /// <param name="modality">The name of the modality.</param>
    /// <param name="place">The place of the feature.</param>
    /// <param name="value">The value as a model takes it.</param>
    internal double InUnits(string modality, int place, float value)
    {
        if (!Mean.TryGetValue(modality, out double[]? mean))
        {
            return value;
        }

        (double of, double deviation) = (mean[place], Deviation[modality][place]);
        double inUnits = (value * deviation) + of;

        // What was 0 comes back as its rounding in single precision.
        return Math.Abs(inUnits) > 1e-6 * (Math.Abs(of) + deviation) ? inUnits : 0;
    }

    private static long FeaturesOf(MultimodalDataset dataset, string modality) => dataset.ShapeOf(modality).Skip(1).Aggregate(1L, (product, length) => product * length);

    private Tensor Apply(string modality, MultimodalDataset dataset)
    {
        bool hasTokens = dataset.TypeOf(modality) == ScalarType.Int64;
        FeatureScaling? scaling = hasTokens ? null : Scaling(modality, dataset);
        Tensor applied = empty(dataset.ShapeOf(modality), hasTokens ? ScalarType.Int64 : ScalarType.Float32);
        dataset.ForEachBlock(modality, (start, block) =>
        {
            applied.narrow(0, start, block.shape[0]).copy_(scaling?.Of(block) ?? block);
        });
        return applied;
    }

    private FeatureScaling Scaling(string modality, MultimodalDataset dataset)
    {
        long features = FeaturesOf(dataset, modality);
        if (!Mean.TryGetValue(modality, out double[]? mean))
        {
            throw new DatasetException(
                $"The standardiser was not fitted on a modality '{modality}', but on {NearestName.List([.. Mean.Keys])}.{NearestName.Suggest(modality, Mean.Keys)}");
        }

        return mean.Length == features
            ? new FeatureScaling(tensor(mean), tensor(Deviation[modality]), dataset.OwnLengths.Contains(modality))
            : throw new DatasetException($"The standardiser was fitted on {mean.Length} features of the modality '{modality}', which has {features} here.");
    }
}
