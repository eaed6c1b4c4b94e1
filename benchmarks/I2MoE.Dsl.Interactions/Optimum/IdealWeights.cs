namespace I2MoE.Dsl.Interactions.Optimum;

/// <summary>The weights that minimise task loss and credit where each cell has weights of its own: gradient descent on their logits.</summary>
internal static class IdealWeights
{
    private const int Steps = 4_000;
    private const double Rate = 0.05;

    /// <summary>The weights, [cells][4].</summary>
    /// <param name="experts">The experts.</param>
    /// <param name="credit">The credit, [cells][4].</param>
    /// <param name="taskWeight">The weight of the task loss beside the credit.</param>
    public static double[][] Of(IdealExperts experts, double[][] credit, double taskWeight)
    {
        double known = credit.Sum(row => row.Sum());
        return [.. experts.P.Select((cell, c) => taskWeight == 0 && credit[c].Sum() > 0
            ? [.. credit[c].Select(value => value / credit[c].Sum())]
            : Cell(experts.Logs[c], cell, [.. credit[c].Select(value => value / known)], taskWeight))];
    }

    /// <summary>How often the prediction with those weights is right.</summary>
    public static double Accuracy(IdealExperts experts, double[][] weights) => experts.P.Select((cell, c) =>
        cell[Enumerable.Range(0, experts.Labels).MaxBy(t => Enumerable.Range(0, 4).Sum(expert => weights[c][expert] * experts.Logs[c][expert][t]))]).Sum();

    private static double[] Cell(double[][] logs, double[] p, double[] credit, double taskWeight)
    {
        double[] scores = new double[4];
        double scale = (p.Sum() * taskWeight) + credit.Sum();
        if (scale <= 0)
        {
            return Softmax(scores);
        }

        (double[] mean, double[] square) = (new double[4], new double[4]);
        for (int step = 1; step <= Steps; step++)
        {
            double[] w = Softmax(scores);
            double[] gradient = Gradient(w, logs, p, credit, taskWeight);
            for (int k = 0; k < 4; k++)
            {
                double g = gradient[k] / scale;
                mean[k] = (0.9 * mean[k]) + (0.1 * g);
                square[k] = (0.999 * square[k]) + (0.001 * g * g);
                scores[k] -= Rate * (1 - ((double)step / Steps)) * mean[k] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(square[k] / (1 - Math.Pow(0.999, step))) + 1e-9);
            }
        }

        return Softmax(scores);
    }

    private static double[] Gradient(double[] w, double[][] logs, double[] p, double[] credit, double taskWeight)
    {
        int labels = p.Length;
        double[] mixed = Softmax([.. Enumerable.Range(0, labels).Select(t => Enumerable.Range(0, 4).Sum(k => w[k] * logs[k][t]))]);
        double mass = p.Sum();
        double[] ofWeight = [.. Enumerable.Range(0, 4).Select(k => taskWeight * Enumerable.Range(0, labels).Sum(t => ((mass * mixed[t]) - p[t]) * logs[k][t]))];
        double inner = w.Zip(ofWeight, (a, b) => a * b).Sum();
        return [.. Enumerable.Range(0, 4).Select(k => (w[k] * (ofWeight[k] - inner)) + (w[k] * credit.Sum()) - credit[k])];
    }

    private static double[] Softmax(double[] scores)
    {
        double greatest = scores.Max();
        double[] powers = [.. scores.Select(score => Math.Exp(score - greatest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
