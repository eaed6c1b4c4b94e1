namespace I2MoE.Dsl.Interactions.Optimum;

/// <summary>
/// The experts that the objective Evidence asks for, at the population optimum: the exact posteriors of the label given the first source, the
/// second, and both, and what the first two have in common. Cells are pairs of values of the sources.
/// </summary>
internal sealed class IdealExperts
{
    private const double Tiny = 1e-12;

    /// <summary>Computes them.</summary>
    public IdealExperts(Construction construction)
    {
        double[,,] joint = construction.Joint;
        (int labels, int first, int second) = (joint.GetLength(0), joint.GetLength(1), joint.GetLength(2));
        double total = joint.Cast<double>().Sum();
        Labels = labels;
        Cells = [.. from x in Enumerable.Range(0, first) from y in Enumerable.Range(0, second) where Enumerable.Range(0, labels).Any(t => joint[t, x, y] > 0) select (x, y)];
        P = [.. Cells.Select(cell => Enumerable.Range(0, labels).Select(t => joint[t, cell.X, cell.Y] / total).ToArray())];
        Prior = [.. Enumerable.Range(0, labels).Select(t => P.Sum(cell => cell[t]))];
        OfFirst = [.. Enumerable.Range(0, first).Select(x => Sum(x, cell => cell.X, labels))];
        OfSecond = [.. Enumerable.Range(0, second).Select(y => Sum(y, cell => cell.Y, labels))];
        Logs = [.. Cells.Select((cell, c) => Experts(OfFirst[cell.X], OfSecond[cell.Y], P[c]))];
    }

    /// <summary>The number of labels T.</summary>
    public int Labels { get; }

    /// <summary>The cells that occur.</summary>
    public (int X, int Y)[] Cells { get; }

    /// <summary>p(t, cell), [cells][T].</summary>
    public double[][] P { get; }

    /// <summary>p(t).</summary>
    public double[] Prior { get; }

    /// <summary>p(t, x), [X][T].</summary>
    public double[][] OfFirst { get; }

    /// <summary>p(t, y), [Y][T].</summary>
    public double[][] OfSecond { get; }

    /// <summary>The logarithms of each expert's probabilities, [cells][unique 1, unique 2, synergy, redundancy][T].</summary>
    public double[][][] Logs { get; }

    /// <summary>How much better than the prior an expert predicts a label in a cell, in nats.</summary>
    public double Gain(int cell, int expert, int label) => Logs[cell][expert][label] - Math.Log(Prior[label]);

    /// <summary>The parts by the order redundancy, uniqueness, synergy, of some gains of the four experts.</summary>
    public static double[] Parts(double[] gains)
    {
        double shared = Math.Max(0, gains[3]);
        double one = Math.Max(0, gains[0] - shared);
        double two = Math.Max(0, gains[1] - shared);
        return [one, two, Math.Max(0, gains[2] - shared - one - two), shared];
    }

    /// <summary>The mean gains of the experts.</summary>
    public double[] MeanGains() =>
        [.. Enumerable.Range(0, 4).Select(expert => P.Select((cell, c) => cell.Select((p, t) => p > 0 ? p * Gain(c, expert, t) : 0).Sum()).Sum())];

    private double[] Sum(int value, Func<(int X, int Y), int> source, int labels) =>
        [.. Enumerable.Range(0, labels).Select(t => Cells.Index().Where(pair => source(pair.Item) == value).Sum(pair => P[pair.Index][t]))];

    private double[][] Experts(double[] first, double[] second, double[] both)
    {
        double[][] logs = [Log(first), Log(second), Log(both)];
        double[] common = [.. Prior.Select((p, t) =>
        {
            double one = logs[0][t] - Math.Log(p);
            double two = logs[1][t] - Math.Log(p);
            return Math.Log(p) + (one > 0 && two > 0 ? Math.Min(one, two) : one < 0 && two < 0 ? Math.Max(one, two) : 0);
        })];
        return [.. logs, Log([.. common.Select(Math.Exp)])];
    }

    private static double[] Log(double[] weights) => [.. weights.Select(weight => Math.Log(Math.Max(Tiny, weight / weights.Sum())))];
}
