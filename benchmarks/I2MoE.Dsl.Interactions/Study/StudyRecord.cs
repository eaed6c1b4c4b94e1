using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>What was measured of one model.</summary>
/// <param name="Construction">The data.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Seed">The seed of data and training.</param>
/// <param name="Truth">The true shares, in the order of the experts; empty where nothing is to be known.</param>
/// <param name="Estimate">The estimated shares; all 0 where nothing is known.</param>
/// <param name="Weights">The mean weights.</param>
/// <param name="Accuracy">The accuracy on the test part.</param>
/// <param name="IsKnown">Whether the model is found to be above chance.</param>
internal sealed record StudyRecord(string Construction, string Objective, int Seed, double[] Truth, double[] Estimate, double[] Weights, double Accuracy, bool IsKnown)
{
    private const double Tie = 0.03;

    /// <summary>What tells it from the others.</summary>
    [JsonIgnore]
    public string Key => $"{Construction}/{Objective}/{Seed}";

    /// <summary>Whether the greatest of some shares is one of the greatest in truth, as good as equal ones being equal; where nothing is to be known, whether that is found.</summary>
    public bool IsRight(double[] shares) => Truth.Length == 0 ? !IsKnown : IsKnown && Truth[Array.IndexOf(shares, shares.Max())] > Truth.Max() - Tie;

    /// <summary>The mean absolute error of the estimated shares.</summary>
    [JsonIgnore]
    public double Error => Truth.Length == 0 ? double.NaN : Estimate.Zip(Truth, (a, b) => Math.Abs(a - b)).Average();
}
