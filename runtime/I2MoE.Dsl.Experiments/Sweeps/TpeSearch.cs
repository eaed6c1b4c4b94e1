using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011): the trials so far are divided into the best tenth and the others, the values
/// of both are described by a density for each parameter, and of combinations drawn from the first that is taken at which it exceeds the second most.
/// </summary>
/// <param name="space">The parameters.</param>
/// <param name="trials">The number of trials.</param>
/// <param name="seed">The seed.</param>
/// <param name="lowerIsBetter">Whether a smaller score is better.</param>
internal sealed class TpeSearch(EquatableArray<SweepParameter> space, int trials, int seed, bool lowerIsBetter) : SweepSearch
{
    /// <summary>The trials at random before the first that is chosen.</summary>
    public const int Startup = 10;

    private const double BestShare = 0.1;
    private const int MostBest = 25;
    private const int Candidates = 24;
    private const int Attempts = 20;

    private readonly RandomSearch _random = new(space, trials, seed);

    /// <inheritdoc/>
    public override int Trials => trials;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Values(int number, IReadOnlyList<Trial> trials)
    {
        // Of the experiment as it stands, the values need not be of the space.
        IReadOnlyList<Trial> ranked = Trial.Ranked(trials.Where(trial => trial.Number > 0), lowerIsBetter);
        if (number <= Startup || ranked.Count < Math.Min(Startup, 4))
        {
            return _random.Values(number, trials);
        }

        int best = Math.Clamp((int)Math.Ceiling(BestShare * ranked.Count), 2, MostBest);
        HashSet<string> taken = [.. trials.Where(trial => trial.Number > 0 && trial.Number != number).Select(trial => RandomSearch.Key(trial.Values))];
        SplitMix64 random = RandomSearch.Stream(seed, number);
        string[] values = Choose([.. ranked.Take(best)], [.. ranked.Skip(best)], ref random);
        for (int attempt = 1; attempt < Attempts && taken.Contains(RandomSearch.Key(values)); attempt++)
        {
            values = Choose([.. ranked.Take(best)], [.. ranked.Skip(best)], ref random);
        }

        // Where few combinations are left, those that look best have been tried.
        for (int attempt = 1; attempt < RandomSearch.Attempts && taken.Contains(RandomSearch.Key(values)); attempt++)
        {
            values = _random.Draw(ref random);
        }

        return values;
    }

    private string[] Choose(Trial[] best, Trial[] others, ref SplitMix64 random)
    {
        ParzenDensity[] good = Densities(best);
        ParzenDensity[] rest = Densities(others);
        double[] chosen = [];
        double greatest = double.NegativeInfinity;
        for (int candidate = 0; candidate < Candidates; candidate++)
        {
            double[] units = new double[space.Count];
            double gain = 0;
            for (int i = 0; i < units.Length; i++)
            {
                units[i] = good[i].Draw(ref random);
                gain += Math.Log(good[i].At(units[i])) - Math.Log(rest[i].At(units[i]));
            }

            (chosen, greatest) = gain > greatest || candidate == 0 ? (units, gain) : (chosen, greatest);
        }

        return [.. chosen.Select((unit, i) => space[i].ValueAt(unit))];
    }

    private ParzenDensity[] Densities(Trial[] trials) => [.. space.Select((parameter, place) => ParzenDensity.Of(parameter, trials.Select(trial => trial.Values[place])))];
}
