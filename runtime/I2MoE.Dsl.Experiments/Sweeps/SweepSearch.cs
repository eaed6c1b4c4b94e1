using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>
/// Chooses the values of trials: a pure function of the number of the trial and of the trials before it, so that a sweep that goes on chooses what it would
/// have chosen.
/// </summary>
internal abstract class SweepSearch
{
    /// <summary>The number of trials, beside the experiment as it stands.</summary>
    public abstract int Trials { get; }

    /// <summary>The search that a sweep states.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="lowerIsBetter">Whether a smaller score is better.</param>
    public static SweepSearch Of(SweepSpecification sweep, bool lowerIsBetter)
    {
        Component search = sweep.Search;
        return search.Definition == SearchOptions.Grid ? new GridSearch(sweep.Space)
            : search.Definition == SearchOptions.Random ? new RandomSearch(sweep.Space, search.Get(SearchOptions.Trials), search.Get(SearchOptions.Seed))
            : new TpeSearch(sweep.Space, search.Get(SearchOptions.Trials), search.Get(SearchOptions.Seed), lowerIsBetter);
    }

    /// <summary>The values of a trial, one for each parameter.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="trials">The trials that are known, whatever became of them.</param>
    public abstract IReadOnlyList<string> Values(int number, IReadOnlyList<Trial> trials);
}
