using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Takes levels that the training part does not have for other levels, as those of later data are.</summary>
/// <param name="folds">The features of such levels of each column, and the feature of other levels.</param>
internal sealed class LevelFolding(IReadOnlyList<(long Other, long[] Unseen)> folds)
{
    /// <summary>The features of levels that no sample of a part has.</summary>
    /// <param name="part">The part, normally the training part.</param>
    /// <param name="modality">The modality.</param>
    /// <param name="slots">Its columns of categories.</param>
    public static IReadOnlyList<(long Other, long[] Unseen)> Unseen(MultimodalDataset part, string modality, IReadOnlyList<CategorySlot> slots)
    {
        double[] counts = new double[part.ShapeOf(modality)[1]];
        part.ForEachBlock(modality, (_, block) =>
        {
            double[] sums = block.nan_to_num(0).sum(dim: 0L, type: ScalarType.Float64).data<double>().ToArray();
            for (int i = 0; i < sums.Length; i++)
            {
                counts[i] += sums[i];
            }
        });
        return [.. slots
            .Select(slot => ((long)slot.Other, (long[])[.. Enumerable.Range(slot.Start, slot.Levels.Count).Where(feature => counts[feature] == 0).Select(feature => (long)feature)]))
            .Where(fold => fold.Item2.Length > 0)];
    }

    /// <summary>The values with unseen levels as other levels.</summary>
    /// <param name="block">Values [n, features], which stay as they are.</param>
    public Tensor Of(Tensor block)
    {
        Tensor folded = block.clone();
        foreach ((long other, long[] unseen) in folds)
        {
            using Tensor index = tensor(unseen);
            using Tensor column = folded.select(1, other);
            using Tensor moved = folded.index_select(1, index);
            using Tensor sum = moved.sum(dim: 1L);
            column.add_(sum, TorchNumber.One);
            using Tensor zero = zeros_like(moved);
            folded.index_copy_(1, index, zero);
        }

        return folded;
    }
}
