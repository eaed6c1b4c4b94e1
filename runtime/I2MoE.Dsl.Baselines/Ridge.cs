using TorchSharp;

namespace I2MoE.Dsl.Baselines;

/// <summary>Least squares with an L2 penalty, which spares the constant.</summary>
internal static class Ridge
{
    /// <summary>Solves for weights and constant.</summary>
    /// <param name="rows">N rows of F features.</param>
    /// <param name="targets">The N targets.</param>
    /// <param name="strength">The penalty of a squared weight, against the sum of squared errors.</param>
    public static (double[] Weights, double Bias) Fit(float[][] rows, float[] targets, float strength)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length], dtype: torch.float64);
        torch.Tensor y = torch.tensor([.. targets.Select(target => (double)target)]);
        torch.Tensor centre = x.mean([0L]);
        torch.Tensor mean = y.mean();
        x = x - centre;
        y = (y - mean).unsqueeze(1);

        // Over samples or over features, whichever are fewer.
        bool hasFewRows = x.shape[0] < x.shape[1];
        torch.Tensor products = hasFewRows ? x.matmul(x.t()) : x.t().matmul(x);
        torch.Tensor system = products.Plus(torch.eye(products.shape[0], dtype: torch.float64) * TorchNumber.Of(strength));
        torch.Tensor weights = hasFewRows ? x.t().matmul(torch.linalg.solve(system, y)) : torch.linalg.solve(system, x.t().matmul(y));
        double bias = (mean - centre.dot(weights.squeeze(1))).item<double>();
        return (weights.squeeze(1).data<double>().ToArray(), bias);
    }
}
