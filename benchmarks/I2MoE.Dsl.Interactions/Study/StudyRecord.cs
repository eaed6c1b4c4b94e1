using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>What was measured of one model.</summary>
/// <param name="Construction">The data.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Seed">The seed of data and training.</param>
/// <param name="Truth">The true shares, in the order of the experts; empty where nothing is to be known.</param>
/// <param name="Estimate">The estimated shares; all 0 where nothing is known.</param>
/// <param name="Weights">The mean weights.</param>
/// <param name="Accuracy">On the test part the accuracy, of several labels the macro F1, of a number the explained share of its variance.</param>
/// <param name="IsKnown">Whether the model is found to be above chance.</param>
internal sealed record StudyRecord(string Construction, string Objective, int Seed, double[] Truth, double[] Estimate, double[] Weights, double Accuracy, bool IsKnown)
{
    private const double Tie = 0.03;

    /// <summary>What was measured of each of several labels; null where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LabelRecord>? Labels { get; init; }

    /// <summary>The log loss on the test part in nats; null where it was not kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LogLoss { get; init; }

    /// <summary>What tells it from the others.</summary>
    [JsonIgnore]
    public string Key => $"{Construction}/{Objective}/{Seed}";

    /// <summary>Whether the greatest of some shares is one of the greatest in truth, as good as equal ones being equal; where nothing is to be known, whether that is found.</summary>
    public bool IsRight(double[] shares) => IsRight(Truth, shares, IsKnown);

    /// <summary>The same of any truth.</summary>
    public static bool IsRight(double[] truth, double[] shares, bool isKnown) =>
        truth.Length == 0 ? !isKnown : isKnown && truth[Array.IndexOf(shares, shares.Max())] > truth.Max() - Tie;

    /// <summary>Whether one interaction leads in truth, so that all seeds should name the same.</summary>
    [JsonIgnore]
    public bool HasLeader => Truth.Length > 0 && Truth.Count(share => share > Truth.Max() - Tie) == 1;

    /// <summary>The mean absolute error of the estimated shares.</summary>
    [JsonIgnore]
    public double Error => ErrorOf(Truth, Estimate);

    /// <summary>The mean absolute error of some shares; NaN where nothing is to be known.</summary>
    public static double ErrorOf(double[] truth, double[] shares) => truth.Length == 0 ? double.NaN : shares.Zip(truth, (a, b) => Math.Abs(a - b)).Average();
}
