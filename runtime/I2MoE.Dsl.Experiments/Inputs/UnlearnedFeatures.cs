using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>
/// Features of which the training part has one value or none while another part has others far from it: nothing is learned of them, they are not scaled,
/// and so large numbers decide there by weights that were never trained.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="splits">The parts, standardised or not.</param>
internal sealed class UnlearnedFeatures(ModelDescription model, DataSplits splits)
{
    private const int Shown = 5;

    // A feature that is scaled is hardly ever so far from its mean. Rare words and categories, which are 0 or 1, are not meant.
    private const double Far = 10;

    /// <summary>The warnings, one a modality.</summary>
    public IEnumerable<string> Find() => model.ModalityNames.Where(modality => splits.Train.TypeOf(modality) == ScalarType.Float32).Select(Of).OfType<string>();

    private string? Of(string modality)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor least, Tensor greatest) = Range(splits.Train, modality);
        Tensor away = zeros_like(least);
        foreach (MultimodalDataset part in new[] { splits.Validation, splits.Test })
        {
            (Tensor partLeast, Tensor partGreatest) = Range(part, modality);
            away = maximum(away, maximum(least - partLeast, partGreatest - least));
        }

        Tensor unlearned = least.eq(greatest).logical_and(away.gt(TorchNumber.Of(Far)));
        long[] features = unlearned.nonzero().flatten().data<long>().ToArray();
        return features.Length == 0 ? null : Sentence(modality, features, away.masked_select(unlearned).max().item<float>());
    }

    private string Sentence(string modality, long[] features, float away)
    {
        string[]? names = splits.Train.FeatureNames.GetValueOrDefault(modality)?.ToArray();
        string shown = string.Join(", ", features.Take(Shown).Select(feature => names is null ? FormattableString.Invariant($"{feature}") : $"'{ShownText.Of(names[feature])}'"));
        string more = features.Length > Shown ? FormattableString.Invariant($" and {features.Length - Shown} more") : "";
        (string begin, string its, string leave) = features.Length == 1 ? ("Feature", "its", "it") : ("Features", "their", "them");
        return FormattableString.Invariant(
            $"{begin} {shown}{more} of modality {modality}: one value or none in the training part, others elsewhere, up to {away:G4} away. Nothing can be learned of {leave}, and {its} other values are not scaled. Leave {leave} out, or split so that the training part has them.");
    }

    // Least and greatest value of every feature; infinite, the least above the greatest, where there is none.
    private static (Tensor Least, Tensor Greatest) Range(MultimodalDataset part, string modality)
    {
        long features = part.ShapeOf(modality).Skip(1).Aggregate(1L, (product, length) => product * length);
        Tensor least = full(features, TorchNumber.Of(float.PositiveInfinity));
        Tensor greatest = full(features, TorchNumber.Of(float.NegativeInfinity));
        part.ForEachBlock(modality, (_, block) =>
        {
            Tensor rows = block.flatten(1);
            Tensor missing = rows.isnan();
            least.copy_(minimum(least, rows.masked_fill(missing, TorchNumber.Of(float.PositiveInfinity)).amin([0])));
            greatest.copy_(maximum(greatest, rows.masked_fill(missing, TorchNumber.Of(float.NegativeInfinity)).amax([0])));
        });
        return (least, greatest);
    }
}
