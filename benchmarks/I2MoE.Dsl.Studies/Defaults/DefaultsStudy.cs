using System.Diagnostics;
using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>Trains sets of options and simple baselines on real data, cell by cell; what is finished stands in a file and is not computed again.</summary>
/// <param name="options">What the command line asks for.</param>
/// <param name="sets">The sets of options.</param>
/// <param name="file">The file of finished cells.</param>
/// <param name="opensTest">Whether the test part is measured; otherwise half of the validation part is, and the other half chooses the epoch.</param>
internal sealed class DefaultsStudy(StudyOptions options, IReadOnlyList<OptionSet> sets, string file, bool opensTest)
{
    private const string Baselines = "baselines";
    private readonly List<Cell> _cells = Cell.Read(file);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary><c>choose</c>: compares the candidates on validation data; no test sample is looked at.</summary>
    public static int Choose(StudyOptions options)
    {
        var study = new DefaultsStudy(options, OptionSet.Candidates, options.File ?? "choose.csv", opensTest: false);
        study.Run();
        Console.WriteLine(ChoiceTable.Of(study._cells));
        return 0;
    }

    /// <summary><c>defaults</c>: what was chosen, on the test part.</summary>
    public static int Report(StudyOptions options)
    {
        var study = new DefaultsStudy(options, [OptionSet.Chosen], options.File ?? "defaults.csv", opensTest: true);
        study.Run();
        Console.WriteLine(ReportTable.Of(study._cells, OptionSet.Chosen.Name));
        return 0;
    }

    /// <summary><c>objectives</c>: what was chosen, with the objectives <c>Paper</c> and <c>Measured</c>, on the test part.</summary>
    public static int CompareObjectives(StudyOptions options)
    {
        OptionSet[] both = [OptionSet.Chosen, OptionSet.Measured];
        var study = new DefaultsStudy(options with { Sets = options.Sets ?? [.. both.Select(set => set.Name)] }, both, options.File ?? "objectives.csv", opensTest: true);
        study.Run();
        Console.WriteLine(ObjectiveTable.Of(study._cells));
        return 0;
    }

    private void Run()
    {
        foreach ((long split, RealData data) in from split in Enumerable.Range(0, options.Splits) from data in RealData.All select ((long)split, data))
        {
            if (options.TableOnly || data.Folder is null || options.Data?.Contains(data.Name) == false)
            {
                continue;
            }

            foreach (string model in (string[])[Baselines, .. sets.Select(set => set.Name)])
            {
                if (_clock.Elapsed.TotalMinutes < options.Minutes && options.Sets?.Contains(model) != false && !IsFinished(data, split, model))
                {
                    Compute(data, split, model);
                }
            }
        }
    }

    private bool IsFinished(RealData data, long split, string model) =>
        _cells.Exists(cell => cell.Data == data.Name && cell.Split == split && (model == Baselines ? cell.Model == "gradient boosting" : cell.Model == model));

    private void Compute(RealData data, long split, string model)
    {
        OptionSet? set = sets.FirstOrDefault(it => it.Name == model);
        ModelSpecification specification = StudySpecification.Of((set ?? new OptionSet(Baselines, "epochs: 1", OptionSet.Linear) { Encoders = Encoding.Flat }).Yaml(data));
        using DataSplits splits = data.Read(split, set?.IsFlat ?? true);
        (MultimodalDataset validation, MultimodalDataset measured) = opensTest ? (splits.Validation, splits.Test) : Halves(splits.Validation);
        var parts = new DataSplits(splits.Train, validation, measured, splits.Standardiser);
        var clock = Stopwatch.StartNew();
        if (set is null)
        {
            using var described = new SpecifiedModel(specification);
            foreach (BaselineResult baseline in SimpleBaselines.Fit(described.Description, parts, CancellationToken.None))
            {
                Add(Cell.Of(data.Name, split, baseline.Name, baseline.Test, epoch: 0, clock.Elapsed));
            }

            return;
        }

        using var trainer = new Trainer<SpecifiedModel>(
            seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = split, Device = "cpu", TorchThreads = 1 });
        FitResult fit = trainer.FitAsync(parts).GetAwaiter().GetResult();
        Add(Cell.Of(data.Name, split, model, trainer.Evaluate(measured).Metrics, fit.Best.Epoch, clock.Elapsed));
    }

    private void Add(Cell cell)
    {
        cell.Append(file);
        _cells.Add(cell);
        Console.Error.WriteLine(FormattableString.Invariant($"{cell.Data} split {cell.Split} {cell.Model}: accuracy {cell.Accuracy:0.000}, log loss {cell.LogLoss:0.000}, epoch {cell.Epoch}, {cell.Seconds:0.0} s"));
    }

    // Every second sample of each class.
    private static (MultimodalDataset Choosing, MultimodalDataset Measured) Halves(MultimodalDataset validation)
    {
        (long Label, long Row)[] rows = [.. validation.Labels.data<long>().Select((label, row) => (label, (long)row)).OrderBy(sample => sample.label)];
        return (validation.Subset([.. rows.Where((_, i) => i % 2 == 0).Select(sample => sample.Row)]), validation.Subset([.. rows.Where((_, i) => i % 2 == 1).Select(sample => sample.Row)]));
    }
}
