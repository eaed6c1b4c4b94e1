using System.Globalization;
using System.Text.Json;
using I2MoE.Trials.Drawing;

namespace I2MoE.Trials.Running;

/// <summary>Checks that the files of a run are whole, finite, and agree with each other and with the data.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="run">The folder of its run.</param>
internal sealed class RunFiles(DrawnExperiment experiment, string run)
{
    private const double Rounding = 1e-4;

    /// <summary>The losses of every epoch are finite, and there is one epoch.</summary>
    public void CheckHistory()
    {
        var history = WrittenTable.Read(In("history.csv"));
        Require(history.Rows.Count == 1, $"history.csv has {history.Rows.Count} rows after one epoch.");
        history.Numbers("loss");
    }

    /// <summary>What <c>evaluate</c> computes from the kept weights is what training measured.</summary>
    /// <param name="evaluation">The file of <c>evaluate</c>.</param>
    public void CheckMetrics(string evaluation)
    {
        using var trained = JsonDocument.Parse(File.ReadAllText(In("metrics.json")));
        using var evaluated = JsonDocument.Parse(File.ReadAllText(evaluation));
        JsonElement metrics = evaluated.RootElement.GetProperty("metrics");
        foreach (JsonProperty metric in trained.RootElement.GetProperty("test").EnumerateObject())
        {
            Require(metrics.TryGetProperty(metric.Name, out JsonElement again) && again.GetRawText() == metric.Value.GetRawText(),
                $"{metric.Name} was {metric.Value} in training and is {again} when the weights are loaded.");
        }

        double sum = trained.RootElement.GetProperty("mean_weights").EnumerateObject().Sum(weight => weight.Value.GetDouble());
        Require(Math.Abs(sum - 1) < Rounding, $"mean weights of the experts sum to {sum}.");
        foreach (string name in (string[])["run.json", "preprocessing.json"])
        {
            JsonDocument.Parse(File.ReadAllText(In(name))).Dispose();
        }
    }

    /// <summary>A line for every sample, with its truth; probabilities and weights sum to 1.</summary>
    /// <param name="predictions">The file of <c>predict --split all</c>.</param>
    public void CheckPredictions(string predictions)
    {
        var table = WrittenTable.Read(predictions);
        Require(table.Rows.Count == experiment.Samples, $"{table.Rows.Count} predictions of {experiment.Samples} samples.");
        Require(table.Column("sample").Index().All(row => row.Item == Text(row.Index)), "samples are not numbered by their rows.");
        double[][] weights = table.Numbers("weight ");
        Require(weights.All(row => row.Length > 0 && row.All(weight => weight >= 0) && Math.Abs(row.Sum() - 1) < Rounding), "weights of the experts do not sum to 1.");
        if (experiment.Task == "survival")
        {
            double[][] survival = table.Numbers("survival ");
            Require(survival.All(row => row.Length == experiment.Outputs && row.All(p => p is >= 0 and <= 1) && row.Zip(row.Skip(1)).All(pair => pair.Second <= pair.First)), "survival curves are missing or rise.");
        }

        if (experiment.Task is "regression" or "count" or "survival")
        {
            table.Numbers("prediction");
        }
        else
        {
            double[][] probabilities = table.Numbers("probability ");
            Require(probabilities.All(row => row.Length == experiment.Outputs && row.All(p => p is >= 0 and <= 1)), "probabilities are missing or beyond 0 to 1.");
            Require(experiment.Task is not ("classification" or "ordinal") || probabilities.All(row => Math.Abs(row.Sum() - 1) < Rounding), "probabilities of the classes do not sum to 1.");
        }

        string[] truth = table.Column("truth");
        foreach ((int row, string expected) in experiment.Truth is null ? [] : experiment.Truth.Index())
        {
            Require(IsSame(truth[row], expected), $"the truth of sample {row} is '{truth[row]}' and stands as '{expected}' in the data.");
        }
    }

    /// <summary>The test part is the one that the data name.</summary>
    /// <param name="predictions">The file of <c>predict</c>.</param>
    public void CheckTestPart(string predictions)
    {
        string[] samples = WrittenTable.Read(predictions).Column("sample");
        Require(experiment.TestRows is null || samples.SequenceEqual(experiment.TestRows.Select(Text)), $"the test part is {string.Join(' ', samples)} and not {string.Join(' ', experiment.TestRows ?? [])}.");
    }

    /// <summary>The explanation of a sample sums to its prediction, with the weights that <c>predict</c> gives.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="predictions">The file of <c>predict --split all</c>.</param>
    public void CheckSample(int sample, string predictions)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(In($"explanation-sample-{sample}.json")));
        JsonElement root = document.RootElement;
        JsonElement[] experts = [.. root.GetProperty("experts").EnumerateArray()];
        double[] outputs = Numbers(root.GetProperty("outputs"));
        double[][] contributions = [.. experts.Select(expert => Numbers(expert.GetProperty("contributions")))];
        for (int output = 0; output < outputs.Length; output++)
        {
            double sum = contributions.Sum(expert => expert[output]);
            Require(Math.Abs(sum - outputs[output]) <= Rounding * (1 + contributions.Sum(expert => Math.Abs(expert[output]))), $"contributions of sample {sample} sum to {sum} and the output is {outputs[output]}.");
        }

        double[] weights = WrittenTable.Read(predictions).Numbers("weight ")[sample];
        Require(experts.Index().All(expert => Math.Abs(expert.Item.GetProperty("weight").GetDouble() - weights[expert.Index]) < Rounding), $"explain and predict give sample {sample} other weights.");
        WrittenTable.Read(In($"explanation-sample-{sample}.csv"));
    }

    /// <summary>The weights over a part are finite, and the report is there and is JSON.</summary>
    public void CheckExplanation(bool hasReport)
    {
        JsonDocument.Parse(File.ReadAllText(In("explanation-test.json"))).Dispose();
        WrittenTable.Read(In("explanation-test.csv")).Numbers("mean weight");
        if (hasReport)
        {
            JsonDocument.Parse(File.ReadAllText(In("report/numbers/report.json"))).Dispose();
            Require(new FileInfo(In("report/report.html")).Length > 10_000, "report.html is nearly empty.");
            foreach (string table in Directory.GetFiles(In("report/numbers"), "*.csv"))
            {
                WrittenTable.Read(table);
            }
        }
    }

    private string In(string name) => Path.Combine(run, name);

    private bool IsSame(string written, string expected) => experiment.Task is "regression" or "count" or "survival"
        ? Math.Abs(double.Parse(written.TrimEnd('+'), CultureInfo.InvariantCulture) - double.Parse(expected.TrimEnd('+'), CultureInfo.InvariantCulture)) < Rounding && written.EndsWith('+') == expected.EndsWith('+')
        : written == expected || written == $"'{expected}";

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new TrialException(message);
        }
    }
}
