using System.Numerics;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>A set of rows, a bit for each.</summary>
internal sealed class RowSet
{
    private const int Bits = 64;
    private readonly List<ulong> _words = [];

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row, from 0.</param>
    public void Add(int row)
    {
        while (_words.Count <= row / Bits)
        {
            _words.Add(0);
        }

        _words[row / Bits] |= 1UL << (row % Bits);
    }

    /// <summary>The number of rows that are in every set.</summary>
    /// <param name="sets">At least one set.</param>
    public static int CountOfAll(IReadOnlyList<RowSet> sets) =>
        Enumerable.Range(0, sets.Min(set => set._words.Count)).Sum(word => BitOperations.PopCount(sets.Aggregate(ulong.MaxValue, (common, set) => common & set._words[word])));
}
