using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about folds (I2MOE760 to I2MOE779).</summary>
public static class FoldRules
{
    /// <summary>The fold is one of the folds.</summary>
    public static Rule FoldExists { get; } = new(
        "I2MOE760",
        "The fold is none of the folds",
        RuleSeverity.Error,
        "fold: {0} is none of folds: {1}. Allowed: two folds or more, and a fold from 0 to the number of folds less one; or neither of the two.",
        DataText.Find((_, data) => HasFolds(data.Split)
            && data.Split.ValidInteger(RandomSplitOptions.Folds) is int folds
            && data.Split.ValidInteger(RandomSplitOptions.Fold) is int fold
            && (folds == 1 || fold >= Math.Max(folds, 1))
                ? [(DataText.InSplit(data.Split.IsGiven(RandomSplitOptions.Fold) && folds != 1 ? RandomSplitOptions.Fold : RandomSplitOptions.Folds), [OptionText.Value(fold), OptionText.Value(folds)])]
                : []));

    /// <summary>Folds and validation leave something for training.</summary>
    public static Rule FoldLeavesTraining { get; } = new(
        "I2MOE761",
        "The folds leave nothing for training",
        RuleSeverity.Error,
        "One of folds: {0} for testing and validation: {1} leave nothing for training. Their sum is {2}; allowed: below 1.",
        DataText.Find((_, data) => FoldsOf(data.Split) is int folds and > 1
            && data.Split.ValidNumber(RandomSplitOptions.Validation) is double validation
            && Math.Round(validation + (1.0 / folds), 9) is double sum
            && sum >= 1
                ? [(DataText.InSplit(RandomSplitOptions.Folds), [OptionText.Value(folds), OptionText.Value(validation), OptionText.Value(sum)])]
                : []));

    /// <summary>No part for training is stated where folds say what it is. The default may be: it is in every file that is written out.</summary>
    public static Rule FoldsSayTraining { get; } = new(
        "I2MOE762",
        "The part for training has no effect with folds",
        RuleSeverity.Warning,
        "train: {0} has no effect with folds: {1}, where all that one fold and validation: {2} leave is for training, here {3}. Remove train.",
        DataText.Find((_, data) => FoldsOf(data.Split) is int folds and > 1
            && data.Split.IsGiven(RandomSplitOptions.Train)
            && data.Split.ValidNumber(RandomSplitOptions.Train) is double train
            && train != RandomSplitOptions.Train.Default
            && data.Split.ValidNumber(RandomSplitOptions.Validation) is double validation
            && Math.Round(1 - validation - (1.0 / folds), 4) is double left and > 0
                ? [(DataText.InSplit(RandomSplitOptions.Train), [OptionText.Value(train), OptionText.Value(folds), OptionText.Value(validation), OptionText.Value(left)])]
                : []));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [FoldExists, FoldLeavesTraining, FoldsSayTraining];

    /// <summary>The number of folds of a split; null where it has none, or something else was given.</summary>
    internal static int? FoldsOf(Component split) => HasFolds(split) ? split.ValidInteger(RandomSplitOptions.Folds) : null;

    private static bool HasFolds(Component split) => split.Definition.FindOption("Folds") is not null;
}
