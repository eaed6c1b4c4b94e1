using System.Globalization;
using I2MoE.Dsl.Interpretation.PartialInformation;

namespace I2MoE.Dsl.Interactions.Optimum;

/// <summary>The candidates at the population optimum: no training, no chance.</summary>
internal static class OptimumTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter output)
    {
        var constructions = Construction.All.Select(construction => (construction.Name, Experts: new IdealExperts(construction), Truth: Broja.Decompose(construction.Joint))).ToArray();
        output.WriteLine("| data | truth (BROJA): unique 1, unique 2, synergy, redundancy | estimate at the optimum |\n|---|---|---|");
        foreach ((string name, IdealExperts experts, InformationParts truth) in constructions)
        {
            output.WriteLine($"| {name} | {Text(TruthOf(name, truth))} | {Text(Shares(IdealExperts.Parts(experts.MeanGains())))} |");
        }

        foreach (Candidate candidate in Candidate.All)
        {
            output.WriteLine($"\n**{candidate.Name}**\n\n| data | mean weights | leading expert right | mean error | accuracy | of the best |\n|---|---|---|---|---|---|");
            (int right, double error) = (0, 0);
            foreach ((string name, IdealExperts experts, InformationParts truth) in constructions)
            {
                double[][] weights = IdealWeights.Of(experts, candidate.Credit(experts), candidate.TaskWeight);
                double[] mean = [.. Enumerable.Range(0, 4).Select(k => weights.Zip(experts.P, (row, cell) => row[k] * cell.Sum()).Sum())];
                double[] shares = TruthOf(name, truth);
                double off = mean.Zip(shares, (a, b) => Math.Abs(a - b)).Average();
                bool isRight = shares[Array.IndexOf(mean, mean.Max())] > shares.Max() - 0.02;
                (right, error) = (right + (isRight ? 1 : 0), error + off);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {Text(mean)} | {(isRight ? "yes" : "**no**")} | {off:0.00} | {IdealWeights.Accuracy(experts, weights):0.000} | {experts.P.Sum(cell => cell.Max()):0.000} |"));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| **all** | | **{right} of {constructions.Length}** | **{error / constructions.Length:0.000}** | | |"));
        }
    }

    // Both sources show the regime: the truth is what is true given it.
    private static double[] TruthOf(string name, InformationParts parts) => name.StartsWith("regimes ", StringComparison.Ordinal)
        ? [.. name.Split(' ').Skip(1).Select(share => double.Parse(share, CultureInfo.InvariantCulture))]
        : [.. parts.Shares];

    private static double[] Shares(double[] parts) => [.. parts.Select(part => part / parts.Sum())];

    private static string Text(IEnumerable<double> shares) => string.Join(' ', shares.Select(share => share.ToString("0.00", CultureInfo.InvariantCulture)));
}
