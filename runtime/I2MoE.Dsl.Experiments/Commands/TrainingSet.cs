using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>The runs that one <c>train</c> makes, and what it says of them together.</summary>
/// <param name="seeds">The seeds.</param>
/// <param name="hasSeeds">Whether the command line names several of them.</param>
/// <param name="isBaseline">Whether the vanilla baseline is trained instead of I2MoE.</param>
/// <param name="compares">Whether I2MoE is compared with baselines.</param>
internal sealed class TrainingSet(IReadOnlyList<long> seeds, bool hasSeeds, bool isBaseline, bool compares)
{
    /// <summary>Whether I2MoE is compared with baselines.</summary>
    public bool Compares => compares;

    /// <summary>Whether it is more than one run, of which each has a folder of its own in that of <c>--out</c>.</summary>
    public bool HasSeveral => hasSeeds || compares;

    /// <summary>The runs, in their order.</summary>
    public IEnumerable<RunVariant> Variants =>
        from seed in seeds
        from trainsBaseline in compares ? [false, true] : (bool[])[isBaseline]
        select new RunVariant(trainsBaseline, seed);

    /// <summary>Writes what came of them.</summary>
    public void Show(ProgramConsole console, string experiment, IReadOnlyList<(RunVariant Variant, RunResult Result)> results)
    {
        EvaluationResult[] main = [.. results.Where(run => run.Variant.IsBaseline == isBaseline).Select(run => run.Result.Test)];
        string title = $"{experiment}{(compares ? "" : isBaseline ? ", vanilla" : ", I2MoE")}: test, {(seeds.Count > 1 || !compares ? "seeds" : "seed")} {string.Join(", ", seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)))}";
        if (compares)
        {
            console.Show(title, new ModelComparison(Compared(results)).Metrics());
        }
        else
        {
            console.Show(title, ResultTables.Metrics(main));
        }

        if (main.Length > 1 && main[0].MeanWeights.Count > 0)
        {
            console.Show("Mean weight of each expert over the test part", ResultTables.MeanWeights(main));
        }
    }

    private static ComparedRun[] Compared(IReadOnlyList<(RunVariant Variant, RunResult Result)> results) =>
    [
        .. results.OrderBy(run => run.Variant.IsBaseline)
            .Select(run => new ComparedRun(run.Variant.IsBaseline ? "vanilla" : "I2MoE", "", run.Variant.Division, run.Result.TestPerTraining, run.Result.Test.Metrics)),

        // The same for every seed.
        .. results.Where(run => run.Result.Baselines.Count > 0).DistinctBy(run => run.Variant.Division)
            .SelectMany(run => run.Result.Baselines.Select(it => new ComparedRun(it.Name, it.Setting, run.Variant.Division, run.Result.TestPerTraining, it.Test))),
    ];
}
