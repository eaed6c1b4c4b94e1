namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Collects attributions over samples: which modalities and which features matter to which expert.</summary>
/// <param name="model">The model.</param>
internal sealed class AttributionSummary(ModelDescription model)
{
    private readonly double[][] _modalities = [.. model.Experts.Select(_ => new double[model.Modalities.Count])];
    private readonly double[]?[][] _features = [.. model.Experts.Select(_ => new double[]?[model.Modalities.Count])];
    private SampleViews? _views;
    private int _samples;

    /// <summary>The share of every modality in the absolute attributions of every expert, [E][n]; null where nothing was added.</summary>
    public IReadOnlyList<double[]>? ModalityShares => _samples == 0 ? null :
        [.. _modalities.Select(sizes => sizes.Sum() is > 0 and double all ? [.. sizes.Select(size => size / all)] : sizes)];

    /// <summary>The values of a sample that add most (in absolute value), greatest first.</summary>
    public static IReadOnlyList<FeatureScore> Top(ModelDescription model, IReadOnlyList<double[]?> features, int count, SampleViews views) =>
    [
        .. model.Modalities.Where(modality => features[modality.Index] is not null && views.HasTellingFeatures(modality))
            .SelectMany(modality => features[modality.Index]!.Select((value, feature) => (modality, feature, value)))
            .Where(entry => entry.value != 0)
            .OrderByDescending(entry => Math.Abs(entry.value))
            .Take(count)
            .Select(entry => new FeatureScore(entry.modality.Name, views.NameOf(entry.modality, entry.feature), entry.value)),
    ];

    /// <summary>Adds the attributions of a sample, [E].</summary>
    public void Add(IReadOnlyList<ExpertAttribution>? attributions, SampleViews views)
    {
        if (attributions is null)
        {
            return;
        }

        _views = views;
        _samples++;
        foreach ((int expert, ExpertAttribution attribution) in attributions.Index())
        {
            foreach ((int modality, double[]? values) in attribution.Features.Index())
            {
                if (values is null)
                {
                    continue;
                }

                double[] sums = _features[expert][modality] ??= new double[values.Length];
                for (int feature = 0; feature < values.Length; feature++)
                {
                    sums[feature] += Math.Abs(values[feature]);
                }

                _modalities[expert][modality] += values.Sum(Math.Abs);
            }
        }
    }

    /// <summary>The features with the greatest mean absolute attribution to every expert, [E]; null where nothing was added.</summary>
    public IReadOnlyList<IReadOnlyList<FeatureScore>>? Top(int count) => _views is null ? null :
        [.. _features.Select(features => Top(model, [.. features.Select(sums => sums?.Select(sum => sum / _samples).ToArray())], count, _views))];
}
