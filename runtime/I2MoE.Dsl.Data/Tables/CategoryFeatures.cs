using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Puts the numbers and the categories of a modality together: [N, numbers + features of every category].</summary>
/// <param name="names">The names of the columns of numbers.</param>
/// <param name="categories">The columns of categories, whose features follow.</param>
internal sealed class CategoryFeatures(IReadOnlyList<string> names, IReadOnlyList<CategoryCodes> categories)
{
    private readonly CategorySlot[] _slots = Slots(names.Count, categories);

    /// <summary>The names of all features.</summary>
    public IReadOnlyList<string> Names => [.. names, .. _slots.SelectMany(slot => slot.Names)];

    /// <summary>Whether the names tell which feature is of which column and level, as a run keeps it: a column of numbers may be called as a level is.</summary>
    public bool AreTellingNames => CategorySlot.Of(Names).SequenceEqual(_slots, new SameSlot());

    /// <summary>The features of every row; a row without any value is missing throughout (NaN).</summary>
    /// <param name="numbers">The numbers [N, numbers]; null where there are none.</param>
    /// <param name="rows">The number of rows N.</param>
    /// <param name="place">Where they are to lie.</param>
    public Tensor Of(Tensor? numbers, int rows, TensorPlace place)
    {
        int width = names.Count + _slots.Sum(slot => slot.Width);
        Tensor features = place.Allocate([rows, width], ScalarType.Float32);
        foreach ((long start, long count) in RowBlocks.Of(rows, width))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor block = zeros(count, width);
            Tensor isMissing = tensor(Enumerable.Range((int)start, (int)count).Select(row => categories.All(category => category.IsMissing(row))).ToArray());
            if (numbers is not null)
            {
                Tensor values = numbers.narrow(0, start, count);
                block.narrow(1, 0, names.Count).copy_(values);
                isMissing = isMissing.logical_and(values.isnan().all(dim: 1));
            }

            foreach ((int c, CategorySlot slot) in _slots.Index())
            {
                block.scatter_(1, categories[c].Features(slot, start, count), ones(count, 1));
            }

            features.narrow(0, start, count).copy_(block.masked_fill(isMissing.unsqueeze(1), TorchNumber.Of(float.NaN)));
        }

        return features;
    }

    private static CategorySlot[] Slots(int numbers, IReadOnlyList<CategoryCodes> categories)
    {
        List<CategorySlot> slots = [];
        int start = numbers;
        foreach (CategoryCodes category in categories)
        {
            slots.Add(category.Slot(start));
            start += slots[^1].Width;
        }

        return [.. slots];
    }

    private sealed class SameSlot : IEqualityComparer<CategorySlot>
    {
        public bool Equals(CategorySlot? x, CategorySlot? y) =>
            x is not null && y is not null && x.Column == y.Column && x.Start == y.Start && x.Levels.SequenceEqual(y.Levels);

        public int GetHashCode(CategorySlot obj) => obj.Start;
    }
}
