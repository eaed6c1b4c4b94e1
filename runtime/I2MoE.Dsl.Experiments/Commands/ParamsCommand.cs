using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>params</c>: how many parameters the parts of a model have, and how much memory it takes.</summary>
internal sealed class ParamsCommand(ExperimentSelection selection)
    : ExperimentCommand(selection, "params", "Prints the number of parameters of the vanilla fusion and of I2MoE, without encoders as in table 6 of the paper, and of the encoders; and the memory of training and of prediction.")
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Options, string Purpose)> Examples =>
    [
        ("", "all experiments of the program"),
        ("--set fusion.layers=4", "with a deeper fusion"),
    ];

    /// <inheritdoc/>
    public override Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        Table table = ResultTables.New("experiment", "vanilla fusion", "I2MoE", "of it experts", "of it re-weighting", "I2MoE / vanilla", "encoders");
        Table memory = ResultTables.New("experiment", "batch", "I2MoE, training", "prediction", "vanilla, training", "prediction");
        bool isPartial = false;
        List<string> lines = [];
        foreach (ExperimentDefinition definition in Selection.SelectAll(arguments))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var experiment = ResolvedExperiment.Of(definition, Overrides(arguments));
            ModelSizes vanilla = Sizes(experiment, isBaseline: true);
            ModelSizes sizes = Sizes(experiment, isBaseline: false);
            double fused = sizes.FusionParameters + sizes.ReweightingParameters;
            isPartial |= sizes.IsPartial;
            lines.AddRange([.. Pairs(experiment, sizes), .. Frozen(experiment)]);
            table.AddRow(
                CellText.Of(experiment.Name),
                SizeText.Count(vanilla.FusionParameters),
                SizeText.Count(fused),
                SizeText.Count(sizes.FusionParameters),
                SizeText.Count(sizes.ReweightingParameters),
                vanilla.FusionParameters == 0 ? "-" : (fused / vanilla.FusionParameters).ToString("0.00", CultureInfo.InvariantCulture),
                SizeText.Count(sizes.EncoderParameters));
            int batch = experiment.Training.BatchSize;
            memory.AddRow(
                CellText.Of(experiment.Name),
                SizeText.Count(batch),
                SizeText.Bytes(sizes.TrainingBytes(batch)),
                SizeText.Bytes(sizes.InferenceBytes()),
                SizeText.Bytes(vanilla.TrainingBytes(batch)),
                SizeText.Bytes(vanilla.InferenceBytes()));
        }

        console.Show("Parameters (vanilla fusion and I2MoE without encoders)", table);
        console.Show($"Memory on the CPU, about, besides the data and some 200 MB of the program (training: a step; prediction: {ModelSizes.InferenceBatch} samples)", memory);
        foreach (string line in lines)
        {
            console.Line(line);
        }

        if (isPartial)
        {
            console.Line("Classes of your own are not counted in the memory, beyond their parameters.");
        }

        return Task.CompletedTask;
    }

    // What pairs cost, which the numbers of parameters do not show.
    private static string[] Pairs(ResolvedExperiment experiment, ModelSizes sizes) => experiment.Specification.ExpertLayout.Any(expert => expert.IsOfPair)
        ? [$"{experiment.Name}: {SizeText.Count(sizes.Experts)} experts, each run in {SizeText.Count(sizes.Passes)} passes: {SizeText.Count(sizes.Experts * sizes.Passes)} runs of the fusion in a training step, {SizeText.Count(sizes.Experts)} in a prediction."]
        : [];

    private static string[] Frozen(ResolvedExperiment experiment)
    {
        if (!experiment.Specification.Modalities.Any(modality => modality.Options.Get(Specification.Catalogue.ModalityOptions.Freeze)))
        {
            return [];
        }

        using MultimodalModel model = experiment.CreateModel(seed: 0, isBaseline: false);
        model.FreezeEncoders();
        double all = model.named_parameters().Sum(named => named.parameter.numel());
        double trainable = model.named_parameters().Where(named => named.parameter.requires_grad).Sum(named => named.parameter.numel());
        return [$"{experiment.Name}: {SizeText.Count(trainable)} parameters are trained, and {SizeText.Count(all - trainable)} of the encoders are frozen: {NearestName.List([.. model.Description.Modalities.Where(modality => modality.IsFrozen).Select(modality => modality.Name)])}"];
    }

    // Only what a class of the user's has must be made to be counted.
    private static ModelSizes Sizes(ResolvedExperiment experiment, bool isBaseline)
    {
        ModelSizes sizes = ModelSizes.Of(experiment.Specification, isBaseline)!;
        if (!sizes.IsPartial)
        {
            return sizes;
        }

        using MultimodalModel model = experiment.CreateModel(seed: 0, isBaseline);
        IReadOnlyDictionary<string, long> parts = model.ParameterCounts;
        return sizes.WithParameters(parts.GetValueOrDefault("encoders"), parts.GetValueOrDefault(isBaseline ? "fusion" : "experts"), parts.GetValueOrDefault("reweighting"));
    }
}
