using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.SelfTest;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>What <c>train</c> says of a run before its first step and after its last.</summary>
/// <param name="console">Where it is written.</param>
/// <param name="experiment">The experiment.</param>
/// <param name="model">The model.</param>
/// <param name="best">By what the best epoch is chosen.</param>
internal sealed class RunNotes(ProgramConsole console, ResolvedExperiment experiment, MultimodalModel model, ValidationMetric best)
{
    private const int ShownThresholds = 8;

    // What rare classes hardly count in; null where another metric was named.
    private string? UnweightedMetric => best switch
    {
        ValidationMetric.Score or ValidationMetric.Accuracy or ValidationMetric.MicroF1 => "accuracy",
        ValidationMetric.Auto or ValidationMetric.Loss or ValidationMetric.LogLoss => "the loss without weights",
        _ => null,
    };

    /// <summary>Says what is trained on what, with what was taken of another run.</summary>
    public void Begin(RunKeeper run, ExperimentData section, DataSplits splits, string division)
    {
        RunRecord record = run.Record;
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{experiment.Name}, {record.Model}, {(division.Length > 0 ? $"{division}, " : "")}seed {record.Seed}: {splits.Train.Count} training, {splits.Validation.Count} validation, {splits.Test.Count} test samples ({section.Origin})"));
        foreach (string name in record.From is null && !run.Resumes ? FrozenFresh() : [])
        {
            console.Warn($"The encoder of {name} is frozen, but begins as it was drawn, so that it never learns. Give the run that it comes from (--from RUN), or remove 'freeze'.");
        }

        foreach (string line in record.From is { } from && !run.Resumes ? WarmStart.Lines(from, model) : [])
        {
            console.Line(line);
        }
    }

    /// <summary>Warns of what the data and this machine have, and proposes a simpler fusion where there are few samples.</summary>
    /// <returns>The warnings, which are kept with the run.</returns>
    public IReadOnlyList<string> Warn(ExperimentData section, DataSplits splits, bool isBaseline)
    {
        IEnumerable<string> data = section.JoinNotes.Concat(DataWarnings.Of(model.Description, splits, experiment.HasClassWeights ? UnweightedMetric : null));
        IReadOnlyList<string> warnings = [.. section.SplitWarning is { } similar ? [similar] : (string[])[], .. data, .. BackendCheck.WarningFor(model) is { } backend ? [backend] : (string[])[]];
        if (OrderNote(splits) is { } order)
        {
            warnings = [.. warnings, order];
        }

        foreach (string warning in warnings)
        {
            console.Warn(warning);
        }

        if (!isBaseline && LinearFusionAdvice.Of(experiment.Specification, splits.Train.Count) is { } advice)
        {
            console.Line(advice);
        }

        return warnings;
    }

    /// <summary>Draws the curves of the run, or warns of why not.</summary>
    public void DrawCurves(RunFolder folder, FitResult fit)
    {
        string metric = best == ValidationMetric.Auto ? ValidationMetric.Loss.InWords() : fit.Best.Validation.Chosen(best).Name;
        if (RunCurves.Draw(folder, model.Description.Experts, metric) is { } problem)
        {
            console.Warn(problem);
        }
    }

    /// <summary>Prints what the run brought.</summary>
    public void End(RunFolder folder, FitResult fit, EvaluationResult test, int samples, InteractionFindings? findings, PredictionUncertainty uncertainty, IReadOnlyList<string>? classNames)
    {
        string score = fit.Best.Validation.Told(best);
        console.Line(string.Create(CultureInfo.InvariantCulture, $"Best epoch: {fit.Best.Epoch} of {fit.Epochs.Count}, validation {score}{(fit.ResumedEpochs > 0 ? $" (resumed after epoch {fit.ResumedEpochs})" : "")}"));
        if (fit.StopReason is { } reason)
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"Stopped after epoch {fit.Epochs.Count}: {reason}"));
        }

        if (fit.Temperature is { } temperature)
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"Temperature {temperature:0.000}, fitted on the validation part: the probabilities were {(temperature > 1 ? "too sure" : "not sure enough")}"));
        }

        if (fit.Thresholds is { } thresholds)
        {
            console.Line(ThresholdNote(thresholds, classNames));
        }

        console.Show(string.Create(CultureInfo.InvariantCulture, $"Test part, {samples} samples"), ResultTables.Metrics(test));
        if (findings is not null)
        {
            FindingLines.Write(console, findings, "test part");
        }

        FindingLines.WriteCautions(console, uncertainty);

        console.Line($"Run kept in {folder.Path}");
    }

    // Texts sort by the alphabet, which is seldom what they mean.
    private string? OrderNote(DataSplits splits) =>
        model.Description.Task == TaskKind.Ordinal && splits.Train.ClassNames is { } names && experiment.Specification.Data is { } data
            && data.Source.Definition.FindOption("ClassNames") is { } stated && !data.Source.IsGiven(stated)
            && names.Any(name => LabelValue.Parse(name).Number is null) && names.SequenceEqual(names.Order(StringComparer.Ordinal))
            ? $"The classes of an ordinal task have the order of the alphabet here: {NearestName.List([.. names])}. Give class_names in the data section, from the least to the greatest."
            : null;

    private string ThresholdNote(IReadOnlyList<double> thresholds, IReadOnlyList<string>? classNames)
    {
        IReadOnlyList<string> names = new OutputNames(model.Description, classNames).All;
        string[] shown = model.Description.Task == TaskKind.MultiLabel
            ? [.. thresholds.Take(ShownThresholds).Select((threshold, label) => string.Create(CultureInfo.InvariantCulture, $"{ShownText.Of(names[label])} {threshold:0.000}"))]
            : [string.Create(CultureInfo.InvariantCulture, $"{ShownText.Of(names[1])} {thresholds[0]:0.000}")];
        string more = thresholds.Count > ShownThresholds ? string.Create(CultureInfo.InvariantCulture, $" and {thresholds.Count - ShownThresholds} more") : "";
        return $"Predicted from now on above a probability, fitted on the validation part: {string.Join(", ", shown)}{more}";
    }

    private IEnumerable<string> FrozenFresh() => model.Description.Modalities
        .Where(modality => modality.IsFrozen && model.named_parameters().Any(named => named.name.StartsWith($"encoders.{modality.Name}.", StringComparison.Ordinal)))
        .Select(modality => modality.Name);
}
