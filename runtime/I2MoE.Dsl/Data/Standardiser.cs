using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Shifts and scales every feature to mean 0 and standard deviation 1 over the samples it was fitted on. Missing values (NaN) do not count in the fit,
/// and become the mean, that is 0. A feature that is constant is only shifted.
/// Token ids (int64) are left as they are, and so are labels: the targets of a regression stay in their units in the data, and the trainer standardises
/// what the model learns (<see cref="Target"/>).
/// </summary>
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
        foreach (string modality in dataset.Modalities.Where(modality => !HasTokens(dataset[modality])))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor values = dataset[modality].reshape(dataset.Count, -1).to(ScalarType.Float64);
            Tensor missing = values.isnan();
            // A plain sum(0) would mean sum(ScalarType.Byte): the literal 0 converts to any enum.
            Tensor counts = missing.logical_not().sum(dim: 0L).clamp(min: 1);
            Tensor mean = values.nan_to_num(0).sum(dim: 0L) / counts;
            Tensor squares = (values - mean).masked_fill(missing, 0).square().sum(dim: 0L);
            Tensor deviation = (squares / counts).sqrt();
            Tensor constant = deviation <= mean.abs() * Resolution;
            means[modality] = mean.data<double>().ToArray();
            deviations[modality] = deviation.masked_fill(constant, 1).data<double>().ToArray();
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
            standardised.Add(KeyValuePair.Create(modality, Apply(modality, dataset[modality])));
        }

        MultimodalDataset applied = new(standardised, dataset.Labels.clone(), dataset.ClassNames, dataset.FeatureNames)
        {
            HasLabels = dataset.HasLabels,
            Origin = dataset.Origin.Remember(dataset),
        };
        if (dataset.SampleNames is { } names)
        {
            applied.NameSamples(names);
        }

        return applied;
    }

    private static bool HasTokens(Tensor values) => values.dtype == ScalarType.Int64;

    private Tensor Apply(string modality, Tensor values)
    {
        if (HasTokens(values))
        {
            return values.clone();
        }

        long features = values.NumberOfElements / values.shape[0];
        if (!Mean.TryGetValue(modality, out double[]? mean))
        {
            throw new DatasetException(
                $"The standardiser was not fitted on a modality '{modality}', but on {NearestName.List([.. Mean.Keys])}.{NearestName.Suggest(modality, Mean.Keys)}");
        }

        if (mean.Length != features)
        {
            throw new DatasetException($"The standardiser was fitted on {mean.Length} features of the modality '{modality}', which has {features} here.");
        }

        Tensor rows = values.reshape(values.shape[0], -1).to(ScalarType.Float64);
        Tensor scaled = (rows - tensor(mean)) / tensor(Deviation[modality]);
        return scaled.nan_to_num(0).to(ScalarType.Float32).reshape(values.shape);
    }
}
