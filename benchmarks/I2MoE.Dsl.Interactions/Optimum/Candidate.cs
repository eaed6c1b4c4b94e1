namespace I2MoE.Dsl.Interactions.Optimum;

/// <summary>A way to give the weights.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Credit">How much weight each expert is to have in each cell, [cells][4]; a cell counts as much as its credits sum to.</param>
/// <param name="TaskWeight">The weight of the task loss beside the credit; 0 for the credit alone.</param>
internal sealed record Candidate(string Name, Func<IdealExperts, double[][]> Credit, double TaskWeight)
{
    // As EvidenceObjective has it.
    private const double Sharpness = 4;
    private const double CreditWeight = 0.1;

    /// <summary>The candidates.</summary>
    public static IReadOnlyList<Candidate> All { get; } =
    [
        new("evidence: fourth powers of clamped pointwise parts, task + 0.1 credit", Clamped, 1 / CreditWeight),
        new("signed pointwise parts (mean over the label), task + 0.1 credit", Signed, 1 / CreditWeight),
        new("batch means, task + 0.1 credit", experts => Global(experts), 1 / CreditWeight),
        new("Ince's I_ccs pointwise, credit alone", experts => Pointwise(experts, Ince), 0),
        new("Finn and Lizier pointwise, credit alone", experts => Pointwise(experts, FinnLizier), 0),
        new("fitted afterwards on the credit of evidence alone", Clamped, 0),
        new("the estimate itself, the same for all samples", experts => Global(experts), 0),
        new("settled: local parts whose mean is the estimate", Settled, 0),
        new("settled, task + 0.1 credit", Settled, 1 / CreditWeight),
    ];

    private static double[][] Clamped(IdealExperts experts) => [.. experts.P.Select((cell, c) =>
    {
        double[] credit = new double[4];
        foreach ((int t, double p) in cell.Index().Where(pair => pair.Item > 0))
        {
            Add(credit, Powers(IdealExperts.Parts(Gains(experts, c, t))), p);
        }

        return credit;
    })];

    private static double[][] Signed(IdealExperts experts) => [.. experts.P.Select((cell, c) => Scaled(Powers(IdealExperts.Parts(Expected(experts, c))), cell.Sum()))];

    private static double[][] Global(IdealExperts experts)
    {
        double[] parts = IdealExperts.Parts(experts.MeanGains());
        return [.. experts.P.Select(cell => Scaled(parts, cell.Sum() / parts.Sum()))];
    }

    // Multipliers of the experts, such that the mean over the cells of what each gets is its share of the estimate.
    private static double[][] Settled(IdealExperts experts)
    {
        double[] parts = IdealExperts.Parts(experts.MeanGains());
        double[] shares = [.. parts.Select(part => part / parts.Sum())];
        double[][] local = [.. experts.P.Select((_, c) => IdealExperts.Parts(Expected(experts, c)).Select(part => part + (0.02 * parts.Sum())).ToArray())];
        double[] mass = [.. experts.P.Select(cell => cell.Sum())];
        double[] factors = [1, 1, 1, 1];
        double[][] weights = local;
        for (int round = 0; round < 500; round++)
        {
            weights = [.. local.Select(row => Scaled([.. row.Zip(factors, (part, factor) => part * factor)], 1 / row.Zip(factors, (part, factor) => part * factor).Sum()))];
            for (int expert = 0; expert < 4; expert++)
            {
                double mean = weights.Zip(mass, (row, p) => row[expert] * p).Sum();
                factors[expert] *= Math.Max(shares[expert], 1e-6) / Math.Max(mean, 1e-12);
            }
        }

        return [.. weights.Zip(mass, Scaled)];
    }

    private static double[][] Pointwise(IdealExperts experts, Func<IdealExperts, int, int, double[]> atoms) => [.. experts.P.Select((cell, c) =>
    {
        double[] sum = new double[4];
        foreach ((int t, double p) in cell.Index().Where(pair => pair.Item > 0))
        {
            Add(sum, atoms(experts, c, t), p);
        }

        return sum.Select(atom => Math.Max(0, atom)).ToArray();
    })];

    // Ince (2017): the change of surprisal that is common to both sources, where all signs agree.
    private static double[] Ince(IdealExperts experts, int cell, int label)
    {
        (double one, double two, double both) = (experts.Gain(cell, 0, label), experts.Gain(cell, 1, label), experts.Gain(cell, 2, label));
        double common = one + two - both;
        bool agree = Math.Sign(one) == Math.Sign(two) && Math.Sign(one) == Math.Sign(both) && Math.Sign(one) == Math.Sign(common);
        return Atoms(one, two, both, agree ? common : 0);
    }

    // Finn and Lizier (2018): the least specificity less the least ambiguity.
    private static double[] FinnLizier(IdealExperts experts, int cell, int label)
    {
        (int x, int y) = experts.Cells[cell];
        (double px, double py) = (experts.OfFirst[x].Sum(), experts.OfSecond[y].Sum());
        double specificity = Math.Min(-Math.Log(px), -Math.Log(py));
        double ambiguity = Math.Min(-Math.Log(experts.OfFirst[x][label] / experts.Prior[label]), -Math.Log(experts.OfSecond[y][label] / experts.Prior[label]));
        return Atoms(experts.Gain(cell, 0, label), experts.Gain(cell, 1, label), experts.Gain(cell, 2, label), specificity - ambiguity);
    }

    private static double[] Atoms(double one, double two, double both, double shared) => [one - shared, two - shared, both - one - two + shared, shared];

    private static double[] Gains(IdealExperts experts, int cell, int label) => [.. Enumerable.Range(0, 4).Select(expert => experts.Gain(cell, expert, label))];

    // The gains that the cell lets expect.
    private static double[] Expected(IdealExperts experts, int cell)
    {
        double mass = experts.P[cell].Sum();
        return [.. Enumerable.Range(0, 4).Select(expert => experts.P[cell].Select((p, t) => p > 0 ? p / mass * experts.Gain(cell, expert, t) : 0).Sum())];
    }

    private static double[] Powers(double[] parts)
    {
        double known = parts.Sum();
        double[] powers = [.. parts.Select(part => known > 0 ? Math.Pow(part / known, Sharpness) : 0)];
        return powers.Sum() > 0 ? Scaled(powers, known / powers.Sum()) : powers;
    }

    private static double[] Scaled(double[] values, double factor) => [.. values.Select(value => value * factor)];

    private static void Add(double[] sum, double[] values, double factor)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * values[i];
        }
    }
}
