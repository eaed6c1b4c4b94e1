using System.CommandLine;
using System.Globalization;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Models;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>params</c>: how many parameters the parts of a model have.</summary>
internal sealed class ParamsCommand(ExperimentSelection selection)
    : ExperimentCommand(selection, "params", "Prints the number of parameters of the vanilla fusion and of I2MoE, without encoders as in table 6 of the paper, and of the encoders.")
{
    private const string Encoders = "encoders";

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
        foreach (ExperimentDefinition definition in Selection.SelectAll(arguments))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var experiment = ResolvedExperiment.Of(definition, Overrides(arguments));
            (long vanilla, _) = Count(experiment, isBaseline: true);
            (long total, IReadOnlyDictionary<string, long> parts) = Count(experiment, isBaseline: false);
            table.AddRow(
                Markup.Escape(experiment.Name),
                Text(vanilla),
                Text(total),
                Text(parts.GetValueOrDefault("experts")),
                Text(parts.GetValueOrDefault("reweighting")),
                vanilla == 0 ? "-" : (total / (double)vanilla).ToString("0.00", CultureInfo.InvariantCulture),
                Text(parts.GetValueOrDefault(Encoders)));
        }

        console.Show("Parameters (vanilla fusion and I2MoE without encoders)", table);
        return Task.CompletedTask;
    }

    private static (long WithoutEncoders, IReadOnlyDictionary<string, long> Parts) Count(ResolvedExperiment experiment, bool isBaseline)
    {
        using MultimodalModel model = experiment.CreateModel(seed: 0, isBaseline);
        IReadOnlyDictionary<string, long> parts = model.ParameterCounts;
        return (parts.Where(part => part.Key != Encoders).Sum(part => part.Value), parts);
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
