using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>
/// What shows that samples are not written as those that a run was trained on: levels of categories, words and sizes of numbers that it never saw.
/// They become features all the same, and so answers, which are wrong without a word.
/// </summary>
/// <param name="stated">The data section of the run.</param>
/// <param name="fitted">What its training fixed.</param>
internal sealed class UnlikeTraining(DataSpecification stated, Preprocessing fitted)
{
    private const double NotableShare = 0.1;
    private const double MostUnknownWords = 0.5;
    private const int ShownLevels = 8;

    // Hardly any value is so far from the mean of its feature, in standard deviations; half of them are not but for another unit.
    private const double Far = 10;

    /// <summary>The warnings, a sentence or two each.</summary>
    /// <param name="data">The samples as they were read, before they are standardised.</param>
    public IEnumerable<string> Find(MultimodalDataset data) =>
        data.Modalities.SelectMany(modality => data.Tokens.ContainsKey(modality) ? Words(data, modality) : Categories(data, modality).Concat(Numbers(data, modality)));

    private static IEnumerable<string> Words(MultimodalDataset data, string modality)
    {
        double unknown = TextSummary.Of(data, modality, new ExperimentSplits([], [], [.. Enumerable.Range(0, data.Count).Select(row => (long)row)])).UnknownInTest;
        if (unknown > MostUnknownWords)
        {
            yield return FormattableString.Invariant($"{100 * unknown:0} % of the words of modality {modality} are unknown to the run. Is it text of the same language and kind?");
        }
    }

    // A column of stated levels may have many others by intention, and is strange only where it has nothing else.
    private IEnumerable<string> Categories(MultimodalDataset data, string modality)
    {
        foreach (CategorySlot slot in SlotsOf(modality))
        {
            bool isStated = stated.Modalities.Any(section => section.Modality == modality && ExperimentData.HasStatedLevels(section, slot.Column));
            (long other, long present) = Others(data, modality, slot);
            if (present > 0 && other > (isStated ? present - 1 : NotableShare * present))
            {
                string known = string.Join(", ", slot.Levels.Take(ShownLevels).Select(level => $"'{ShownText.Of(level)}'"));
                string more = slot.Levels.Count > ShownLevels ? FormattableString.Invariant($" and {slot.Levels.Count - ShownLevels} more") : "";
                yield return FormattableString.Invariant(
                    $"{other} of {present} samples have a level of '{ShownText.Of(slot.Column)}' that the run does not know, which counts as <other>. It knows {known}{more}: see whether the levels are written as when it was trained.");
            }
        }
    }

    private IEnumerable<string> Numbers(MultimodalDataset data, string modality)
    {
        if (fitted.Standardiser is not { } scaling || !scaling.Mean.TryGetValue(modality, out double[]? mean))
        {
            yield break;
        }

        HashSet<int> categories = [.. SlotsOf(modality).SelectMany(slot => Enumerable.Range(slot.Start, slot.Width))];
        IReadOnlyList<string>? names = fitted.FeatureNames.GetValueOrDefault(modality);
        long[] far = CountFar(data, modality, mean, scaling.Deviation[modality], out long[] present);
        int[] features = [.. Enumerable.Range(0, mean.Length).Where(feature => !categories.Contains(feature) && far[feature] > present[feature] / 2)];
        if (features.Length > 0)
        {
            int first = features[0];
            string name = names is null ? FormattableString.Invariant($"{first}") : $"'{ShownText.Of(names[first])}'";
            string more = features.Length > 1 ? FormattableString.Invariant($", and {features.Length - 1} other features of {modality} likewise") : "";
            yield return FormattableString.Invariant(
                $"{far[first]} of {present[first]} values of feature {name} of modality {modality} are more than {Far} standard deviations from the mean of the training part, {mean[first]:G4}{more}. See whether they have the same unit.");
        }
    }

    private IReadOnlyList<CategorySlot> SlotsOf(string modality) => fitted.FeatureNames.TryGetValue(modality, out IReadOnlyList<string>? names) ? CategorySlot.Of(names) : [];

    private static (long Other, long Present) Others(MultimodalDataset data, string modality, CategorySlot slot)
    {
        long other = 0;
        long present = 0;
        data.ForEachBlock(modality, (_, block) =>
        {
            // A sample without the modality is NaN throughout, one without a level has 1 in the place after the other levels.
            Tensor levels = block.flatten(1).narrow(1, slot.Start, slot.Width - 1);
            other += levels.select(1, slot.Width - 2).eq(TorchNumber.One).sum().item<long>();
            present += levels.eq(TorchNumber.One).any(dim: 1).sum().item<long>();
        });
        return (other, present);
    }

    // Of every feature, how many values are far from the mean, and how many there are.
    private static long[] CountFar(MultimodalDataset data, string modality, double[] mean, double[] deviation, out long[] present)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor away = tensor(mean).negative();
        Tensor reach = tensor([.. deviation.Select(value => Far * value)]);
        Tensor far = zeros(mean.Length, ScalarType.Int64);
        Tensor known = zeros(mean.Length, ScalarType.Int64);
        data.ForEachBlock(modality, (_, block) =>
        {
            Tensor values = block.flatten(1).to_type(ScalarType.Float64);
            far.add_(values.Plus(away).abs().gt(reach).sum(dim: 0), TorchNumber.One);
            known.add_(values.isnan().logical_not().sum(dim: 0), TorchNumber.One);
        });
        present = known.data<long>().ToArray();
        return far.data<long>().ToArray();
    }
}
