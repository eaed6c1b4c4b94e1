using System.Globalization;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Writing;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Results as tables for the console.</summary>
internal static class ResultTables
{
    /// <summary>The metrics of one evaluation, beside those without thresholds and without the temperature where the model has them.</summary>
    public static Table Metrics(EvaluationResult result)
    {
        (string Title, TaskMetrics Metrics)[] columns =
        [
            ("value", result.Metrics),
            .. result.WithoutThresholds is { } without ? [("without thresholds", without)] : ((string, TaskMetrics)[])[],
            .. result.Uncalibrated is { } uncalibrated ? [(result.WithoutThresholds is null ? "without temperature" : "without both", uncalibrated)] : ((string, TaskMetrics)[])[],
        ];
        Table table = New(["metric", .. columns.Select(column => column.Title)]);
        foreach ((int place, MetricValue metric) in result.Metrics.Values.Index())
        {
            table.AddRow([CellText.Of(metric.Name), .. columns.Select(column => Number(column.Metrics.Values[place].Value))]);
        }

        return table;
    }

    /// <summary>The metrics of several runs: mean and deviation.</summary>
    public static Table Metrics(IReadOnlyList<EvaluationResult> results)
    {
        Table table = New("metric", "mean ± deviation");
        foreach (string name in results[0].Metrics.Values.Select(metric => metric.Name))
        {
            double[] values = [.. results.Select(result => result.Metrics.Values.First(metric => metric.Name == name).Value)];
            table.AddRow(CellText.Of(name), MeanAndDeviation.From(values).ToString());
        }

        return table;
    }

    /// <summary>The mean weights of the experts of one or several runs.</summary>
    public static Table MeanWeights(IReadOnlyList<EvaluationResult> results)
    {
        Table table = New("expert", results.Count > 1 ? "mean ± deviation" : "mean weight");
        foreach (string expert in results[0].MeanWeights.Keys)
        {
            table.AddRow(CellText.Of(expert), MeanAndDeviation.From([.. results.Select(result => result.MeanWeights[expert])]).ToString());
        }

        return table;
    }

    /// <summary>What is known, by interaction: its share and how sure that is, what it tells, and the say of its expert, the mean weight.</summary>
    public static Table Findings(InteractionFindings findings)
    {
        Table table = New("interaction", "share of what is known", findings.Unit, "told", "say");
        foreach (ExpertFinding expert in findings.Experts)
        {
            bool isKnown = findings.IsKnown && expert.IsAboveChance;
            table.AddRow(
                CellText.Of(expert.Expert.Name),
                isKnown ? Interval(expert.Share, "0.00") : FindingCautions.NothingKnown.ToLowerInvariant(),
                isKnown ? expert.Part.ToString("0.000", CultureInfo.InvariantCulture) : "-",
                Interval(expert.Gain, "0.000"),
                Interval(expert.Say, "0.000"));
        }

        return table;
    }

    /// <summary>The score and the loss by the modalities that samples lack.</summary>
    public static Table Presence(IReadOnlyList<PresenceResult> patterns)
    {
        MetricValue score = patterns[0].Result.Metrics.Score;
        Table table = New("missing", "samples", score.Name, "loss");
        foreach (PresenceResult pattern in patterns)
        {
            table.AddRow(
                CellText.Of(pattern.Missing.Count == 0 ? "none" : string.Join(", ", pattern.Missing)),
                pattern.Samples.ToString(CultureInfo.InvariantCulture),
                Number(pattern.Result.Metrics.Score.Value),
                Number(pattern.Result.Metrics.Loss));
        }

        return table;
    }

    /// <summary>The weights of the experts over groups of samples: a row an expert, a column a group.</summary>
    public static WideTable Weights(ExpertWeights weights)
    {
        var table = new WideTable(["expert"], [["samples"], .. weights.Experts.Select(expert => (string[])[expert])]);
        foreach (ExpertWeights.Group group in weights.Groups)
        {
            table.Add([group.Name], [[group.Samples.ToString(CultureInfo.InvariantCulture)], .. group.Weights.Select(weight => (string[])[weight.ToString()])]);
        }

        return table;
    }

    /// <summary>Every expert's weight, outputs and contributions for one sample: a row an expert, two columns an output.</summary>
    public static WideTable Contributions(SampleExplanation explanation, IReadOnlyList<string> outputs)
    {
        var table = new WideTable(
            ["expert", "weight"],
            [.. explanation.Experts.Select(expert => (string[])[expert.Expert, Number(expert.Weight)]), ["sum", Number(explanation.Experts.Sum(expert => expert.Weight))]]);
        foreach ((int output, string name) in outputs.Index())
        {
            table.Add(
                [$"output {name}", $"contribution {name}"],
                [.. explanation.Experts.Select(expert => (string[])[Signed(expert.Logits[output]), Signed(expert.Contribution[output])]), ["", Signed(explanation.Logits[output])]]);
        }

        return table;
    }

    /// <summary>An empty table.</summary>
    public static Table New(params string[] columns) => new Table().AddColumns([.. columns.Select(CellText.Of)]).RoundedBorder();

    /// <summary>A number with four decimals; a dash where it is not defined.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "-" : ShownNumber.Of(value, "0.0000");

    private static string Interval(MetricInterval interval, string format) => double.IsNaN(interval.Low)
        ? ShownNumber.Of(interval.Value, format)
        : $"{ShownNumber.Of(interval.Value, format)} ({ShownNumber.Of(interval.Low, format)} to {ShownNumber.Of(interval.High, format)})";

    private static string Signed(double value) => ShownNumber.Of(Math.Round(value, 3) + 0.0, "+0.000;-0.000;0.000");
}
