using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// What taking a modality that a sample lacks would bring, as far as the training part can tell: its values are tried that the nearest training samples
/// have, nearest in the embeddings of what the sample has. Where a modality says little of another, they are much like any others of the training part.
/// </summary>
/// <param name="Modality">The modality.</param>
/// <param name="Neighbours">How many training samples were tried.</param>
/// <param name="ChangeShare">The share of them with which another class, or another set of labels, would be predicted; NaN where a number is predicted.</param>
/// <param name="Change">The expected change of the prediction: of probabilities half the sum of their distances (of labels their mean distance), of a number its distance, in its units.</param>
/// <param name="Uncertainty">The entropy of the prediction as it is, in bits; of labels their sum; NaN where a number is predicted.</param>
/// <param name="ExpectedUncertainty">The entropy that is to be expected then, in bits.</param>
public sealed record NextModality(string Modality, int Neighbours, double ChangeShare, double Change, double Uncertainty, double ExpectedUncertainty)
{
    /// <summary>The modalities that a sample lacks, the one with the greatest expected change first; none where it has all, or no training sample has it beside what the sample has.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The training part, as the model takes it; of more than 5000 samples, so many are drawn.</param>
    /// <param name="data">The data with the sample, as the model takes them.</param>
    /// <param name="sample">The sample, 0 to N-1.</param>
    /// <param name="neighbours">How many training samples are tried at most, at least 1; default 50.</param>
    public static IReadOnlyList<NextModality> Of(InteractionModel model, MultimodalDataset training, MultimodalDataset data, int sample, int neighbours = 50)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        using NextModalitySearch search = new(model, training, neighbours);
        return search.Of(data, sample, data.MissingModalities()[sample]);
    }

    /// <summary>The same of several samples, by their numbers; without those that lack nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The training part, as the model takes it; of more than 5000 samples, so many are drawn.</param>
    /// <param name="data">The data with the samples, as the model takes them.</param>
    /// <param name="samples">The samples, 0 to N-1 each.</param>
    /// <param name="neighbours">How many training samples are tried at most, at least 1; default 50.</param>
    /// <param name="cancellationToken">Stops between two samples.</param>
    public static IReadOnlyDictionary<long, IReadOnlyList<NextModality>> OfAll(
        InteractionModel model, MultimodalDataset training, MultimodalDataset data, IReadOnlyList<long> samples, int neighbours = 50, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        using NextModalitySearch search = new(model, training, neighbours);
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        Dictionary<long, IReadOnlyList<NextModality>> found = [];
        foreach (IGrouping<string, long> pattern in samples.Where(sample => missing[(int)sample].Count > 0).GroupBy(sample => string.Join('|', missing[(int)sample])))
        {
            foreach (long sample in pattern)
            {
                cancellationToken.ThrowIfCancellationRequested();
                found[sample] = search.Of(data, (int)sample, missing[(int)sample]);
            }
        }

        return found;
    }
}
