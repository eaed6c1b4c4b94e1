namespace I2MoE.Trials.Drawing;

/// <summary>What is predicted, sample by sample.</summary>
/// <param name="Task">The kind of the task.</param>
/// <param name="Outputs">Number of classes, labels or intervals; 1 for a number.</param>
/// <param name="Values">[N, 1] a class or a number, [N, L] zeros and ones, or [N, 2] a time and whether the event happened.</param>
/// <param name="Names">What classes or labels are called; null where their numbers stand for them.</param>
internal sealed record DrawnLabels(string Task, int Outputs, float[][] Values, string[]? Names)
{
    /// <summary>What <c>predict</c> should write as the truth of every sample.</summary>
    public IReadOnlyList<string> Truth =>
    [
        .. Values.Select(value => Task switch
        {
            "classification" or "ordinal" => Name((int)value[0]),
            "multi_label" => string.Join('|', value.Index().Where(label => label.Item > 0).Select(label => Name(label.Index))),
            "survival" => value[0].ToString("R", System.Globalization.CultureInfo.InvariantCulture) + (value[1] > 0 ? "" : "+"),
            _ => value[0].ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        }),
    ];

    /// <summary>What a class or label is called.</summary>
    public string Name(int output) => Names is null ? output.ToString(System.Globalization.CultureInfo.InvariantCulture) : Names[output];
}
