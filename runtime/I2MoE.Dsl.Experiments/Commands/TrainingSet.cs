using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>The runs that one <c>train</c> makes, and what it says of them together.</summary>
/// <param name="seeds">The seeds.</param>
/// <param name="hasSeeds">Whether the command line names several of them.</param>
/// <param name="isBaseline">Whether the vanilla baseline is trained instead of I2MoE.</param>
/// <param name="compares">Whether I2MoE is compared with baselines.</param>
internal sealed class TrainingSet(IReadOnlyList<long> seeds, bool hasSeeds, bool isBaseline, bool compares)
{
    /// <summary>The greatest number of folds, as the options have it.</summary>
    public const int MostFolds = 100;

    /// <summary>The seeds of the split; null for that of the experiment.</summary>
    public IReadOnlyList<long>? Splits { get; init; }

    /// <summary>The number of folds; null for none.</summary>
    public int? Folds { get; init; }

    /// <summary>Whether the runs divide the data otherwise than the experiment does.</summary>
    public bool ChangesSplit => Splits is not null || Folds is not null;

    /// <summary>Whether I2MoE is compared with baselines.</summary>
    public bool Compares => compares;

    /// <summary>Whether it is more than one run, of which each has a folder of its own in that of <c>--out</c>.</summary>
    public bool HasSeveral => hasSeeds || compares || ChangesSplit;

    /// <summary>The runs, in their order.</summary>
    public IEnumerable<RunVariant> Variants =>
        from split in Splits is null ? [null] : Splits.Select(split => (long?)split)
        from fold in Folds is null ? [null] : Enumerable.Range(0, Folds.Value).Select(fold => (int?)fold)
        from seed in seeds
        from trainsBaseline in compares ? [false, true] : (bool[])[isBaseline]
        select new RunVariant(trainsBaseline, seed, split, fold, Folds);

    /// <summary>Writes what came of them.</summary>
    public void Show(ProgramConsole console, string experiment, IReadOnlyList<(RunVariant Variant, RunResult Result)> results)
    {
        EvaluationResult[] main = [.. results.Where(run => run.Variant.IsBaseline == isBaseline).Select(run => run.Result.Test)];
        string title = $"{experiment}{(compares ? "" : isBaseline ? ", vanilla" : ", I2MoE")}: test, {Extent}";
        if (compares)
        {
            Compare(console, title, new ModelComparison(Compared(results)));
        }
        else
        {
            console.Show(title, ResultTables.Metrics(main));
        }

        if (main.Length > 1 && main[0].MeanWeights.Count > 0)
        {
            console.Show("Mean say (weight) of each expert over the test part", ResultTables.MeanWeights(main));
            foreach (string caution in FindingCautions.OfSeveral([.. results.Select(run => run.Result.Findings).OfType<InteractionFindings>()]))
            {
                console.Line($"Caution: {caution}");
            }
        }
    }

    // For example: splits 0, 1, 5 folds, seed 0.
    private string Extent => string.Join(", ", (string[])
    [
        .. Splits is null ? [] : (string[])[Numbered("split", Splits)],
        .. Folds is null ? [] : (string[])[string.Create(CultureInfo.InvariantCulture, $"{Folds} folds")],
        Numbered("seed", seeds),
    ]);

    private static string Numbered(string noun, IReadOnlyList<long> numbers) =>
        $"{noun}{(numbers.Count > 1 ? "s" : "")} {string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}";

    private void Compare(ProgramConsole console, string title, ModelComparison comparison)
    {
        console.Show(title, comparison.Metrics());
        if (comparison.Differences() is { } differences)
        {
            console.Show("Differences: I2MoE less the other (p of the corrected resampled t-test)", differences);
        }
        else if (seeds.Count > 1)
        {
            console.Line("All seeds have the same test samples; for a test of the differences, give --splits or --folds.");
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
