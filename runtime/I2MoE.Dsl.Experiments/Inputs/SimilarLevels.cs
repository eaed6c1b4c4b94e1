using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Levels of categories that are written alike: each is learned by itself, from its own samples alone.</summary>
internal static class SimilarLevels
{
    /// <summary>The warnings, one a column.</summary>
    /// <param name="training">The training part, whose features have the names of the levels.</param>
    public static IEnumerable<string> Find(MultimodalDataset training)
    {
        foreach (CategorySlot slot in training.FeatureNames.Values.SelectMany(CategorySlot.Of))
        {
            if (LabelValue.FindSimilar(slot.Levels) is { } similar)
            {
                yield return $"The levels '{ShownText.Of(similar.First)}' and '{ShownText.Of(similar.Second)}' of column '{ShownText.Of(slot.Column)}' differ only in case, blanks or unseen signs, and are two different levels; if one is meant, mend the data.";
            }
        }
    }
}
