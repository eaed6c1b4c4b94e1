using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.PartialInformation;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>explain</c>: which experts decide, over a part of the data or for one sample.</summary>
internal sealed class ExplainCommand(ExperimentSelection selection)
    : RunCommand(selection, "explain", "Shows which experts decide: their mean weights, for all samples and by class, with a report of figures and sample pages, or every expert's share in one prediction.")
{
    private readonly Option<long?> _sample = new("--sample")
    {
        Description = "One sample, by its number in the data, from 0, as in the file of 'predict'.",
        HelpName = "N",
    };

    private readonly Option<string[]> _mask = new("--mask")
    {
        Description = "With --sample: what if it lacked this modality, masked as in training; may be repeated.",
        HelpName = "MODALITY",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _change = new("--change")
    {
        Description = "With --sample: what if a feature had another value, in the units of the data; MODALITY.FEATURE=VALUE where several modalities have the name; may be repeated.",
        HelpName = "FEATURE=VALUE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder for the JSON and CSV files. Default: the folder of the run.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _noReport = new("--no-report")
    {
        Description = "Do not write the report (report/report.html with figures and sample pages).",
    };

    private readonly Option<bool> _checks = new("--checks")
    {
        Description = "Check the explanation: with shuffled labels and with shuffled parameters nothing may be left of it, and who has the say must know.",
    };

    private readonly Option<bool> _requireFaithful = new("--require-faithful")
    {
        Description = "As --checks, and end with an error where one fails; everything is written all the same.",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "mean weights over the test part of the last run, by class, and the report"),
        ("--sample 12", "outputs, weight and contribution of every expert for sample 12"),
        ("--sample 12 --mask MODALITY --change FEATURE=VALUE", "what would be said of it then"),
        ("--require-faithful", "as the first, and an error where the explanation cannot be believed"),
        ("--split all --out figures", "all samples, files in another folder"),
    ];

    /// <inheritdoc/>
    public override async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        (DataPart part, string name) = Part(arguments);
        RequireSample(arguments);
        using TrainedRun run = Open(arguments, console);
        if (run.Model is not InteractionModel model)
        {
            throw new ExperimentException($"The run in {run.Folder.Path} is the vanilla baseline, which has no experts to explain. Name a run of the I2MoE model.");
        }

        (MultimodalDataset data, ExperimentSplits splits) = await RunData.ReadAsync(run, HasOtherData(arguments), !HasOtherData(arguments), console.Warn, cancellationToken).ConfigureAwait(false);
        using MultimodalDataset all = data;
        var names = new OutputNames(model.Description, run.Preprocessing.ClassNames);
        string folder = WorkingFolder.Of(arguments.GetValue(_out) ?? run.Folder.Path);
        string file;
        if (arguments.GetValue(_sample) is { } sample)
        {
            ExplainedSample explained = Explain(model, names, all, sample, HasOtherData(arguments) ? null : splits, run.Device);
            file = Path.Combine(folder, FormattableString.Invariant($"explanation-sample-{sample}"));
            Print(console, explained, names, model.Description);
            if (all.HasLabels && !HasOtherData(arguments))
            {
                using DataSplits parts = splits.Divide(all);
                FindingLines.WriteCautions(console, InteractionFindings.Of(model, parts.Validation, parts.Test, resamples: 0, run.Record.Seed, cancellationToken));
            }

            WhatIf? whatIf = IfChanged(arguments, run, model, names, all, sample);
            if (whatIf is not null)
            {
                console.Show(whatIf.Title, whatIf.Table());
            }

            IReadOnlyList<NextModality> next = HasOtherData(arguments) ? [] : NextOf(model, all, splits.Train, (int)sample);
            if (next.Count > 0)
            {
                console.Show(NextModalityTable.Title, NextModalityTable.Of(next, model.Description.PredictsNumber));
            }

            ExplanationFiles.Write(file, explained, names.All, whatIf, next);
        }
        else
        {
            IReadOnlyList<SamplePrediction> predictions = Predictions.Of(model, all, splits.Of(part), cancellationToken);
            ExpertWeights weights = ExpertWeights.Of(model.Description, names, all, predictions);
            file = Path.Combine(folder, $"explanation-{name}");
            bool isOwnData = all.HasLabels && !HasOtherData(arguments);
            using DataSplits? divided = isOwnData ? new DataSplits(all.Subset(splits.Train), all.Subset(splits.Validation), all.Subset(splits.Of(part)), run.Preprocessing.Standardiser) : null;
            InteractionFindings? findings = divided is null ? null : InteractionFindings.Of(model, divided.Validation, divided.Test, seed: run.Record.Seed, cancellationToken: cancellationToken);
            if (findings is not null)
            {
                FindingLines.Write(console, findings, $"{name} part");
            }

            bool isRequired = arguments.GetValue(_requireFaithful);
            IReadOnlyList<FaithfulnessCheck> checks = (isRequired || arguments.GetValue(_checks)) && divided is not null
                ? FaithfulnessChecks.Of(model, divided, seed: run.Record.Seed, cancellationToken: cancellationToken)
                : [];
            FindingLines.Write(console, checks);
            console.Show($"Say of each expert: its weight, mean ± deviation over the samples ({name})", ResultTables.Weights(weights));
            ExplanationFiles.Write(file, weights, findings, checks);
            if (divided is not null && !arguments.GetValue(_noReport))
            {
                string page = InterpretationReport.Write(Path.Combine(folder, "report"), model, divided, ReportOptions(run, name) with { Checks = checks, DataInteractions = InteractionsOf(model, all, splits) }, cancellationToken);
                console.Line($"Report written to {WorkingFolder.Full(page)}");
            }

            RequireFaithful(isRequired, checks, divided is not null);
        }

        console.Line($"Written to {WorkingFolder.Full(file)}.json and .csv");
    }

    /// <inheritdoc/>
    protected override void AddOptions(Command command)
    {
        command.Options.Add(_sample);
        command.Options.Add(_mask);
        command.Options.Add(_change);
        base.AddOptions(command);
        command.Options.Add(_out);
        command.Options.Add(_noReport);
        command.Options.Add(_checks);
        command.Options.Add(_requireFaithful);
    }

    private void RequireSample(ParseResult arguments)
    {
        if (arguments.GetValue(_sample) is null && arguments.GetValue(_mask)!.Length + arguments.GetValue(_change)!.Length > 0)
        {
            throw new ExperimentException($"{(arguments.GetValue(_mask)!.Length > 0 ? _mask.Name : _change.Name)} is about one sample; name it with --sample N.");
        }
    }

    private WhatIf? IfChanged(ParseResult arguments, TrainedRun run, InteractionModel model, OutputNames names, MultimodalDataset data, long sample)
    {
        Modality[] masked = [.. arguments.GetValue(_mask)!.Select(given => Masked(given, model.Description, data.MissingModalities()[(int)sample])).Distinct().OrderBy(modality => modality.Index)];
        FeatureChange[] changes = [.. arguments.GetValue(_change)!.Select(given => FeatureChange.Of(given, model.Description, data))];
        if (masked.Length + changes.Length == 0)
        {
            return null;
        }

        if (changes.FirstOrDefault(change => masked.Contains(change.Modality) || data.MissingModalities()[(int)sample].Contains(change.Modality.Name)) is { } unseen)
        {
            throw new ExperimentException($"--change {unseen.Name}: {unseen.Modality.Name} is {(masked.Contains(unseen.Modality) ? "masked" : "missing for this sample")}, so that nobody would see it.");
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using MultimodalDataset one = data.Subset([sample]);
        var masking = new ModalityMasking(model, new OutputReading(model.Description, one), seed: run.Record.Seed);
        MultimodalBatch batch = data.ToBatch(model.Description.ModalityNames, [sample], run.Device);
        MultimodalBatch changed = FeatureChange.Make(batch, changes, run.Preprocessing.Standardiser);
        return new WhatIf(
            model.Description,
            names,
            masked,
            [.. changes.Select(change => (change, change.Before(batch, run.Preprocessing.Standardiser)))],
            masking.EffectOf(batch, [], data),
            masking.EffectOf(changed, masked, data));
    }

    private static IReadOnlyList<NextModality> NextOf(InteractionModel model, MultimodalDataset data, long[] training, int sample)
    {
        using MultimodalDataset seen = data.Subset(training);
        return NextModality.Of(model, seen, data, sample);
    }

    private static Modality Masked(string given, ModelDescription model, IReadOnlyList<string> missing)
    {
        Modality modality = model.Modalities.FirstOrDefault(modality => string.Equals(modality.Name, given, StringComparison.OrdinalIgnoreCase))
            ?? throw new ExperimentException($"--mask: there is no modality '{given}'. Allowed: {NearestName.List([.. model.ModalityNames])}.{NearestName.Suggest(given, model.ModalityNames)}");
        return missing.Contains(modality.Name) ? throw new ExperimentException($"--mask {modality.Name}: the sample lacks it already.") : modality;
    }

    private static IReadOnlyList<DataInteraction> InteractionsOf(InteractionModel model, MultimodalDataset data, ExperimentSplits splits)
    {
        using MultimodalDataset seen = data.Subset([.. splits.Train.Concat(splits.Validation).Order()]);
        return InteractionsInData.Of(model.Description, seen);
    }

    private static void RequireFaithful(bool isRequired, IReadOnlyList<FaithfulnessCheck> checks, bool canCheck)
    {
        FaithfulnessCheck[] failed = [.. checks.Where(check => !check.Passed)];
        if (isRequired && (failed.Length > 0 || !canCheck))
        {
            throw new ExperimentException(canCheck
                ? $"--require-faithful: {failed.Length} of {checks.Count} checks failed ({string.Join("; ", failed.Select(check => check.Name))}). {failed[0].Finding}"
                : "--require-faithful: there is nothing to check an explanation of other data by, or of data without labels. Explain the data of the run.");
        }
    }

    private static InterpretationReportOptions ReportOptions(TrainedRun run, string part) => new()
    {
        Part = part,
        History = RunHistory.Read(run.Folder),
        Experiment = run.StatedExperiment,
        Seed = run.Record.Seed,
    };

    private static ExplainedSample Explain(InteractionModel model, OutputNames names, MultimodalDataset data, long sample, ExperimentSplits? splits, torch.Device device)
    {
        if (sample < 0 || sample >= data.Count)
        {
            throw new ExperimentException(FormattableString.Invariant($"--sample is {sample}. Allowed: 0 to {data.Count - 1}."));
        }

        SamplePrediction prediction = Predictions.Of(model, data, [sample], CancellationToken.None)[0];
        using DisposeScope scope = torch.NewDisposeScope();
        using var output = (InteractionOutput)model.Infer(data.ToBatch(model.Description.ModalityNames, [sample], device));
        string? part = splits?.PartOf(sample).ToString().ToLowerInvariant();
        return new ExplainedSample(sample, data.SampleNames?[(int)sample], data.MissingModalities()[(int)sample], part, names.Predicted(prediction), names.Truth(data, sample), SampleExplanation.Of(output, 0));
    }

    private static void Print(ProgramConsole console, ExplainedSample sample, OutputNames names, ModelDescription model)
    {
        string name = sample.Name is null ? "" : $", {sample.Name}";
        string part = sample.Part is null ? "" : $" ({sample.Part} part)";
        string truth = sample.Truth is null ? "" : $", truly {Quoted(names.Shown(sample.Truth))}";
        console.Show(
            string.Create(CultureInfo.InvariantCulture, $"Sample {sample.Sample}{name}{part}: predicted {Quoted(names.Shown(sample.Prediction))}{truth}"),
            ResultTables.Contributions(sample.Explanation, names.All));
        ILookup<bool, string> missing = model.Modalities.Where(modality => sample.Missing.Contains(modality.Name)).ToLookup(modality => modality.IsOptional, modality => modality.Name);
        if (missing[false].Any())
        {
            console.Line($"Missing in the data, so that the mean of the training part stands in its place: {string.Join(", ", missing[false])}");
        }

        if (missing[true].Any())
        {
            console.Line($"Missing in the data, and optional: {string.Join(", ", missing[true])}");
        }
    }

    private static string Quoted(string prediction) => prediction.Length == 0 ? "no label" : prediction;
}
