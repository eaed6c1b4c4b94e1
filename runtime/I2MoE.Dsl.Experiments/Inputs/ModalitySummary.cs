using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The values of a modality, over all samples as they were read.</summary>
/// <param name="Name">The name of the modality.</param>
/// <param name="Shape">The shape [N, …].</param>
/// <param name="Least">The least value.</param>
/// <param name="Greatest">The greatest value.</param>
/// <param name="Mean">The mean of all values; NaN for token ids.</param>
/// <param name="Deviation">The standard deviation of all values; NaN for token ids.</param>
/// <param name="MissingShare">The share of the values that are missing.</param>
/// <param name="Constant">The features that have one value at most, by their names or, without names, by their numbers from 0.</param>
/// <param name="MostlyMissing">The features of which more than half of the values are missing, although the modality is there.</param>
internal sealed record ModalitySummary(
    string Name,
    IReadOnlyList<long> Shape,
    double Least,
    double Greatest,
    double Mean,
    double Deviation,
    double MissingShare,
    IReadOnlyList<string> Constant,
    IReadOnlyList<string> MostlyMissing)
{
    /// <summary>Goes through a modality once.</summary>
    public static ModalitySummary Of(MultimodalDataset data, string modality)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] shape = data.ShapeOf(modality);
        long features = shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        Tensor least = full(features, TorchNumber.Of(double.PositiveInfinity), ScalarType.Float64);
        Tensor greatest = full(features, TorchNumber.Of(double.NegativeInfinity), ScalarType.Float64);
        Tensor counts = zeros(features, ScalarType.Int64);
        Tensor sums = zeros(features, ScalarType.Float64);
        Tensor squares = zeros(features, ScalarType.Float64);
        data.ForEachBlock(modality, (_, block) =>
        {
            Tensor values = block.reshape(block.shape[0], -1).to(ScalarType.Float64);
            Tensor missing = values.isnan();
            counts.add_(missing.logical_not().sum(dim: 0L), TorchNumber.One);
            least.copy_(minimum(least, values.masked_fill(missing, TorchNumber.Of(double.PositiveInfinity)).amin([0])));
            greatest.copy_(maximum(greatest, values.masked_fill(missing, TorchNumber.Of(double.NegativeInfinity)).amax([0])));
            Tensor present = values.nan_to_num(0);
            sums.add_(present.sum(dim: 0L), TorchNumber.One);
            squares.add_(present.pow(TorchNumber.Of(2)).sum(dim: 0L), TorchNumber.One);
        });
        double count = counts.sum().item<long>();
        double mean = sums.sum().item<double>() / count;
        bool hasTokens = data.TypeOf(modality) == ScalarType.Int64;
        long absent = data.Origin.MissingOf(data, modality).LongCount(isMissing => isMissing);
        Tensor half = (counts * TorchNumber.Of(2)).lt(TorchNumber.Of(data.Count - absent));
        return new ModalitySummary(
            modality,
            shape,
            least.min().item<double>(),
            greatest.max().item<double>(),
            hasTokens ? double.NaN : mean,
            hasTokens ? double.NaN : Math.Sqrt(Math.Max(0, squares.sum().item<double>() / count - mean * mean)),
            1 - count / ((double)data.Count * features),
            data.Tokens.ContainsKey(modality) ? [] : Names(data, modality, greatest.le(least)),
            data.OwnLengths.Contains(modality) ? [] : Names(data, modality, half));
    }

    private static string[] Names(MultimodalDataset data, string modality, Tensor features)
    {
        IReadOnlyList<string>? names = data.FeatureNames.GetValueOrDefault(modality);
        bool[] chosen = features.data<bool>().ToArray();
        return [.. Enumerable.Range(0, chosen.Length).Where(feature => chosen[feature] && (names is null || !CategorySlot.IsSpecial(names[feature]))).Select(feature => names?[feature] ?? FormattableString.Invariant($"{feature}"))];
    }
}
