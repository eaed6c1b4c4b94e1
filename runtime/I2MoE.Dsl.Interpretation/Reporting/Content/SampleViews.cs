using System.Globalization;
using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>Shows what a sample is: its images, the words it has, its named features.</summary>
internal sealed class SampleViews : IDisposable
{
    private const int MostFeatures = 60;

    private readonly ModelDescription _model;
    private readonly MultimodalDataset _data;
    private readonly Dictionary<string, torch.Tensor> _raw = [];
    private readonly Dictionary<string, SampleImages> _images = [];
    private readonly HashSet<string> _bagsOfWords = [];
    private readonly IReadOnlyList<IReadOnlyList<string>> _missing;
    private readonly int _gridSide;

    /// <summary>Looks at how the modalities can be shown.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The samples, as the model takes them.</param>
    /// <param name="standardiser">How they were standardised; null where they were not.</param>
    /// <param name="shown">How many samples are shown.</param>
    public SampleViews(ModelDescription model, MultimodalDataset data, Standardiser? standardiser, int shown)
    {
        _model = model;
        _data = data;
        _missing = data.MissingModalities();
        int images = shown * model.Modalities.Count(modality => modality.Vocabulary is null && SampleImages.Fit(modality.Shape));
        _gridSide = PictureAttribution.SideFor(images * model.Experts.Count);
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (Modality modality in model.Modalities.Where(modality => modality.Vocabulary is null))
        {
            torch.Tensor raw = Unstandardised(data, modality.Name, standardiser).DetachFromDisposeScope();
            _raw.Add(modality.Name, raw);
            if (SampleImages.Fit(modality.Shape))
            {
                _images.Add(modality.Name, new SampleImages(raw, images));
            }
            else if (data.FeatureNames.ContainsKey(modality.Name) && IsZerosAndOnes(raw))
            {
                _bagsOfWords.Add(modality.Name);
            }
        }
    }

    /// <summary>A sample's name, or its row in the data.</summary>
    public string NameOf(int sample) => _data.NameOf(sample);

    /// <summary>The modalities of which the data have no value for a sample.</summary>
    public IReadOnlyList<string> MissingOf(int sample) => _missing[sample];

    /// <summary>The name of a value, or its place: <c>7</c>, or <c>2, 7</c> over the shape of a sample.</summary>
    public string NameOf(Modality modality, int feature)
    {
        if (_data.FeatureNames.TryGetValue(modality.Name, out IReadOnlyList<string>? names))
        {
            return names[feature];
        }

        var places = new Stack<int>();
        foreach (int length in modality.Shape.Reverse())
        {
            places.Push(feature % length);
            feature /= length;
        }

        return $"[{string.Join(", ", places.Select(place => place.ToString(CultureInfo.InvariantCulture)))}]";
    }

    /// <summary>Whether single values of a modality say something to a reader; pixels do not.</summary>
    public bool HasTellingFeatures(Modality modality) => modality.Vocabulary is null && !_images.ContainsKey(modality.Name);

    /// <summary>What the pixels of every picture add to an expert, [n]; null for modalities that are not pictures.</summary>
    public IReadOnlyList<PictureAttribution?> Pictures(ExpertAttribution attribution) =>
    [
        .. _model.Modalities.Select(modality => _images.ContainsKey(modality.Name) && attribution.Features[modality.Index] is { } values
            ? PictureAttribution.Of(values, modality.Shape, _gridSide)
            : null),
    ];

    /// <summary>Every modality of a sample.</summary>
    public IReadOnlyList<ShownModality> Show(int sample) => [.. _model.Modalities.Select(modality => Show(modality, sample))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (torch.Tensor raw in _raw.Values)
        {
            raw.Dispose();
        }
    }

    private ShownModality Show(Modality modality, int sample)
    {
        if (_missing[sample].Contains(modality.Name))
        {
            return new ShownModality(modality.Name, "none", Note: modality.IsOptional ? "Missing in the data; the modality is optional" : "Missing in the data; the mean of the training part stands in its place");
        }

        using DisposeScope scope = torch.NewDisposeScope();
        if (!_raw.TryGetValue(modality.Name, out torch.Tensor? raw))
        {
            if (_data.Tokens.TryGetValue(modality.Name, out IReadOnlyList<string>? tokens))
            {
                return new ShownModality(modality.Name, "words", Words: WordsOf(modality.Name, sample, tokens));
            }

            return new ShownModality(modality.Name, "none", Note: $"Token ids, {modality.Shape[0].ToString(CultureInfo.InvariantCulture)} a sample");
        }

        if (_images.TryGetValue(modality.Name, out SampleImages? images))
        {
            return new ShownModality(modality.Name, "image", Image: images.ToPng(raw[sample]));
        }

        if (!_data.FeatureNames.TryGetValue(modality.Name, out IReadOnlyList<string>? names))
        {
            return new ShownModality(modality.Name, "none", Note: $"{string.Join(" x ", modality.Shape)} values without names");
        }

        float[] values = raw[sample].flatten().data<float>().ToArray();
        return _bagsOfWords.Contains(modality.Name)
            ? new ShownModality(modality.Name, "words", Words: [.. names.Where((_, word) => values[word] > 0.5)])
            : new ShownModality(
                modality.Name,
                "features",
                Features: [.. names.Zip(values).Where(pair => !float.IsNaN(pair.Second)).Take(MostFeatures).Select(pair => KeyValuePair.Create(pair.First, (double)pair.Second))],
                Note: names.Count > MostFeatures ? $"The first {MostFeatures} of {names.Count} features" : null);
    }

    // In their order; what pads is no word.
    private IReadOnlyList<string> WordsOf(string modality, int sample, IReadOnlyList<string> tokens) =>
        [.. _data[modality][sample].data<long>().ToArray().Where(id => id < tokens.Count && !TextTokenizer.IsPadding(tokens[(int)id])).Select(id => tokens[(int)id])];

    // Values that were standardised and come back are rounded.
    private static bool IsZerosAndOnes(torch.Tensor values)
    {
        torch.Tensor whole = values.round();
        return whole.ge(TorchNumber.Of(0)).logical_and(whole.le(TorchNumber.Of(1))).logical_and((values - whole).abs().lt(TorchNumber.Of(1e-3))).all().item<bool>();
    }

    private static torch.Tensor Unstandardised(MultimodalDataset data, string modality, Standardiser? standardiser)
    {
        torch.Tensor values = data[modality];
        if (standardiser is null || !standardiser.Mean.TryGetValue(modality, out double[]? mean))
        {
            return values.clone();
        }

        torch.Tensor rows = (values.flatten(1).to_type(torch.float64) * torch.tensor(standardiser.Deviation[modality])).Plus(torch.tensor(mean));

        // What was 0 comes back as its rounding in single precision, which is no value to show.
        torch.Tensor rounding = torch.tensor(mean.Zip(standardiser.Deviation[modality], (of, deviation) => 1e-6 * (Math.Abs(of) + deviation)).ToArray());
        rows = rows.where(rows.abs().gt(rounding), torch.zeros_like(rows));
        return rows.to_type(torch.float32).reshape(values.shape);
    }
}
