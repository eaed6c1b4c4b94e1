using System.Diagnostics;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Studies.Defaults;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Studies.Missing;

/// <summary><c>missing</c>: what to do about modalities that samples lack, on real data; what is finished stands in a file and is not computed again.</summary>
/// <param name="options">What the command line asks for.</param>
internal sealed class MissingStudy(StudyOptions options)
{
    /// <summary>What follows the name of a data set where only test samples with all modalities are measured.</summary>
    public const string OfComplete = " (complete)";

    private readonly string _file = options.File ?? "missing.csv";
    private readonly List<Cell> _cells = Cell.Read(options.File ?? "missing.csv");

    /// <summary>Runs the study and prints its table.</summary>
    public static int Run(StudyOptions options)
    {
        var study = new MissingStudy(options);
        study.Compute();
        Console.WriteLine(MissingTable.Of(study._cells));
        return 0;
    }

    private void Compute()
    {
        var clock = Stopwatch.StartNew();
        foreach ((long split, LackingData data, MissingVariant variant) in
                 from split in Enumerable.Range(0, options.Splits) from data in LackingData.All from variant in MissingVariant.All select ((long)split, data, variant))
        {
            bool isWanted = !options.TableOnly && data.Data.Folder is not null && options.Data?.Contains(data.Data.Name) != false && options.Sets?.Contains(variant.Name) != false;
            if (isWanted && clock.Elapsed.TotalMinutes < options.Minutes && !_cells.Exists(cell => cell.Data == data.Name && cell.Split == split && cell.Model == variant.Name))
            {
                Compute(data, split, variant);
            }
        }
    }

    private void Compute(LackingData data, long split, MissingVariant variant)
    {
        ModelSpecification specification = Specification(data.Data, variant);
        using DataSplits splits = data.Read(split, variant);
        using var trainer = new Trainer<SpecifiedModel>(
            seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = split, Device = "cpu", TorchThreads = 1 });
        var clock = Stopwatch.StartNew();
        FitResult fit = trainer.FitAsync(splits).GetAwaiter().GetResult();
        CheckWeights(trainer.Model, splits.Test);
        using MultimodalDataset complete = LackingData.Complete(splits.Test);
        Add(Cell.Of(data.Name + OfComplete, split, variant.Name, trainer.Evaluate(complete).Metrics, fit.Best.Epoch, clock.Elapsed));
        Add(Cell.Of(data.Name, split, variant.Name, trainer.Evaluate(splits.Test).Metrics, fit.Best.Epoch, clock.Elapsed));
    }

    // An expert of a modality that a sample lacks has no say at all.
    private static void CheckWeights(SpecifiedModel model, MultimodalDataset test)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        MultimodalBatch batch = test.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, test.Count).Select(row => (long)row)]);
        using InteractionOutput output = model.Infer(batch);
        if (batch.Presence is { } presence)
        {
            torch.Tensor absent = output.AllWeights.narrow(1, 0, presence.shape[1]).masked_fill(presence, 0);
            if (absent.abs().max().item<float>() != 0)
            {
                throw new InvalidOperationException("The expert of an absent modality has a weight.");
            }
        }
    }

    private void Add(Cell cell)
    {
        cell.Append(_file);
        _cells.Add(cell);
        Console.Error.WriteLine(FormattableString.Invariant($"{cell.Data} split {cell.Split} {cell.Model}: accuracy {cell.Accuracy:0.000}, AUROC {cell.Auroc:0.000}, epoch {cell.Epoch}, {cell.Seconds:0.0} s"));
    }

    private static ModelSpecification Specification(RealData data, MissingVariant variant)
    {
        string yaml = OptionSet.Chosen.Yaml(data).Replace("{ features:", "{ optional: true, features:", StringComparison.Ordinal).Replace("{ shape:", "{ optional: true, shape:", StringComparison.Ordinal)
            + $"missing: {{ {variant.Missing} }}\n";
        YamlReading reading = YamlExperiment.Read("study.i2moe.yaml", yaml, _ => null);
        YamlProblem[] problems = [.. reading.Check().Where(problem => problem.Rule.Severity == I2MoE.Dsl.Specification.Rules.RuleSeverity.Error)];
        return problems.Length == 0 ? reading.Specification : throw new ArgumentException(string.Join('\n', problems.Select(problem => problem.Message)) + "\n" + yaml);
    }
}
