using I2MoE.Dsl.Specification;

namespace I2MoE.Proof.Cases;

/// <summary>A source of choices.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A whole number from <paramref name="from"/> to below <paramref name="to"/>.</summary>
    public int Integer(int from, int to) => _random.Next(from, to);

    /// <summary>A number from 0 to below 1.</summary>
    public double Share() => _random.NextDouble();

    /// <summary>Whether something with this probability happens.</summary>
    public bool Happens(double probability) => _random.NextDouble() < probability;

    /// <summary>One of <paramref name="items"/>, all equally likely.</summary>
    public T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>One of <paramref name="items"/> by weight.</summary>
    public T Weighted<T>(IReadOnlyList<T> items, Func<T, int> weight)
    {
        int rest = _random.Next(items.Sum(weight));
        foreach (T item in items)
        {
            rest -= weight(item);
            if (rest < 0)
            {
                return item;
            }
        }

        throw new InvalidOperationException("Nothing to choose from.");
    }

    /// <summary>Each of <paramref name="items"/> with a probability, in their order.</summary>
    public EquatableArray<T> Some<T>(IEnumerable<T> items, double probability)
        where T : IEquatable<T> => items.Where(_ => Happens(probability)).ToEquatableArray();

    /// <summary>A number of values.</summary>
    public static EquatableArray<T> Several<T>(int count, Func<T> next)
        where T : IEquatable<T> => Enumerable.Range(0, count).Select(_ => next()).ToEquatableArray();
}
