using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;
using Spectre.Console;

namespace BreastCancer;

/// <summary>Prints what was learned.</summary>
internal static class Summary
{
    /// <summary>Test accuracy and AUROC over the seeds.</summary>
    public static void PrintMetrics(params (string Model, List<EvaluationResult> Results)[] models)
    {
        Table table = NewTable("Test set, mean and standard deviation over the seeds", "model", "accuracy", "AUROC");
        foreach ((string model, List<EvaluationResult> results) in models)
        {
            table.AddRow(model, Over(results, result => result.Classification.Accuracy), Over(results, result => result.Classification.AurocOneVsRest));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>The mean weight of every expert over the test set.</summary>
    public static void PrintWeights(List<EvaluationResult> results)
    {
        Table table = NewTable("Mean weight of each expert over the test set", "expert", "weight");
        foreach (string expert in results[0].MeanWeights.Keys)
        {
            table.AddRow(expert, Over(results, result => result.MeanWeights[expert]));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>One sample of the test part: each expert's logits, weight and contribution. It is called by its row in the data.</summary>
    public static void PrintSample(BreastCancerModel model, MultimodalDataset data, int sample)
    {
        using BreastCancerModel.Output output = model.Infer(data.ToBatch(data.Modalities, [sample]));
        SampleExplanation explanation = SampleExplanation.Of(output, 0);
        string predicted = data.ClassNames![explanation.PredictedClass];
        string truth = data.ClassNames[(int)data.Labels[sample].item<long>()];

        string title = string.Create(CultureInfo.InvariantCulture, $"Sample {data.SampleRows[sample]}: predicted {predicted} ({100 * explanation.Probabilities[explanation.PredictedClass]:0.0} %), truly {truth}");
        Table table = NewTable(title, "expert", "weight", "logits", "contribution");
        foreach (ExpertContribution expert in explanation.Experts)
        {
            table.AddRow(expert.Expert, Number(expert.Weight), Numbers(expert.Logits), Numbers(expert.Contribution));
        }

        table.AddRow("sum", Number(explanation.Experts.Sum(expert => expert.Weight)), "", Numbers(explanation.Logits));
        AnsiConsole.Write(table);
        Console.WriteLine($"Logits and contributions are for {string.Join(", ", data.ClassNames)}.");
    }

    private static Table NewTable(string title, params string[] columns)
    {
        AnsiConsole.MarkupLine($"\n[bold]{Markup.Escape(title)}[/]");
        return new Table().AddColumns(columns).RoundedBorder();
    }

    private static string Over(List<EvaluationResult> results, Func<EvaluationResult, double> value) =>
        MeanAndDeviation.From([.. results.Select(value)]).ToString();

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Numbers(IReadOnlyList<double> values) =>
        string.Join("  ", values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value, 2) + 0.0,6:+0.00;-0.00}")));
}
