namespace I2MoE.Dsl.Interpretation;

/// <summary>How alike the experts' outputs are.</summary>
public static class ExpertSimilarity
{
    /// <summary>
    /// Pearson's correlation between the outputs of every two experts over all samples and outputs. Of several classes each sample's logits are first
    /// centred, because adding a number to all of them changes no probability.
    /// </summary>
    /// <param name="predictions">What the experts say.</param>
    /// <returns>[E, E], symmetric, 1 on the diagonal; NaN where an expert always says the same.</returns>
    public static double[,] Correlations(InteractionPredictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        bool centre = predictions.Model.Task.IsClass();
        double[][] series = [.. predictions.Experts.Select(expert => Standard([.. expert.SelectMany(row => centre ? Centred(row) : row)]))];
        double[,] correlations = new double[series.Length, series.Length];
        for (int a = 0; a < series.Length; a++)
        {
            for (int b = 0; b < series.Length; b++)
            {
                correlations[a, b] = Math.Clamp(series[a].Zip(series[b], (x, y) => x * y).Sum(), -1, 1);
            }
        }

        return correlations;
    }

    private static IEnumerable<double> Centred(double[] row)
    {
        double mean = row.Average();
        return row.Select(value => value - mean);
    }

    // Mean 0 and length 1, so that a product of two is their correlation; NaN for a constant.
    private static double[] Standard(double[] values)
    {
        double mean = values.Average();
        double length = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)));
        bool isConstant = Array.TrueForAll(values, value => value == values[0]);
        return [.. values.Select(value => isConstant ? double.NaN : (value - mean) / length)];
    }
}
