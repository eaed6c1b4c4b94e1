using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>Values at random, each trial from a stream of its own; a combination that an earlier number has is drawn again, as far as there are others.</summary>
/// <param name="space">The parameters.</param>
/// <param name="trials">The number of trials.</param>
/// <param name="seed">The seed.</param>
internal sealed class RandomSearch(EquatableArray<SweepParameter> space, int trials, int seed) : SweepSearch
{
    /// <summary>How often a combination is drawn again that was tried.</summary>
    public const int Attempts = 100;

    private readonly List<string[]> _drawn = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int Trials => trials;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Values(int number, IReadOnlyList<Trial> trials)
    {
        while (_drawn.Count < number)
        {
            SplitMix64 random = Stream(seed, _drawn.Count + 1);
            string[] values = Draw(ref random);
            for (int attempt = 1; attempt < Attempts && !_taken.Add(Key(values)); attempt++)
            {
                values = Draw(ref random);
            }

            _drawn.Add(values);
        }

        return _drawn[number - 1];
    }

    /// <summary>The stream of a trial.</summary>
    public static SplitMix64 Stream(int seed, int number) => new(SplitMix64.Mix(((ulong)(uint)seed << 32) | (uint)number));

    /// <summary>Values as one text, by which combinations are compared.</summary>
    public static string Key(IEnumerable<string> values) => string.Join('\n', values);

    /// <summary>Values at random.</summary>
    public string[] Draw(ref SplitMix64 random)
    {
        string[] values = new string[space.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = space[i].ValueAt(random.NextDouble());
        }

        return values;
    }
}
