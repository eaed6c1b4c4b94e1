using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.PartialInformation;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>
/// Estimates which interactions there are in data, before anything is trained. Classes and labels: the exact decomposition of Bertschinger et al.
/// (<see cref="Broja"/>) of clusters of each modality, as BATCH and CVX do (Liang et al. 2023). Numbers: the Gaussian decomposition of least mutual
/// information (Barrett 2015), by the cross-validated share of variance that ridge regressions explain.
/// </summary>
internal sealed class InteractionsInData
{
    /// <summary>More samples than these are drawn from.</summary>
    public const int MostSamples = 4_000;

    private const int Shuffles = 40;
    private const int MostLabels = 30;
    private const int MostClusters = 8;
    private const int LeastInCell = 5;
    private const int Folds = 5;
    private const double Significance = 0.95;

    private readonly ModelDescription _model;
    private readonly float[][] _rows;
    private readonly (string Modality, int First, int Count)[] _blocks;
    private readonly MultimodalDataset _data;

    private InteractionsInData(ModelDescription model, MultimodalDataset data)
    {
        _model = model;
        _data = data;
        var table = new FeatureTable(data);
        _rows = table.Of(data);
        _blocks = [.. table.Blocks];
    }

    /// <summary>Estimates them: every pair of modalities and, of three or more, each against all others.</summary>
    /// <param name="model">The model that is to be trained; its task says what labels are.</param>
    /// <param name="data">Samples with labels; not those that are to test a model.</param>
    public static IReadOnlyList<DataInteraction> Of(ModelDescription model, MultimodalDataset data)
    {
        long[] rows = [.. Enumerable.Range(0, data.Count).Select(row => (long)row)];
        if (rows.Length > MostSamples)
        {
            RandomKey.Of(0, RandomPurpose.Resampling).Derive(-5).CreateSequence().Shuffle<long>(rows);
            rows = [.. rows.Take(MostSamples).Order()];
        }

        using MultimodalDataset some = data.Subset(rows);
        return new InteractionsInData(model, some).Pairs();
    }

    private IReadOnlyList<DataInteraction> Pairs()
    {
        int[] places = [.. Enumerable.Range(0, _blocks.Length)];
        List<(string First, string Second, int[] Left, int[] Right)> pairs =
        [
            .. from left in places from right in places where left < right select (_blocks[left].Modality, _blocks[right].Modality, new[] { left }, new[] { right }),
        ];
        if (places.Length > 2)
        {
            pairs.AddRange(places.Select(one => (_blocks[one].Modality, "the others", new[] { one }, places.Where(other => other != one).ToArray())));
        }

        // Of the time to an event only a part is known.
        return _model.Task == TaskKind.Survival ? [] : _model.PredictsNumber
            ? [.. pairs.Select(pair => Gaussian(pair.First, pair.Second, Columns(pair.Left), Columns(pair.Right)))]
            : [.. OfClusters(pairs)];
    }

    private float[][] Columns(int[] blocks) => [.. _rows.Select(row => blocks.SelectMany(block => row.AsSpan(_blocks[block].First, _blocks[block].Count).ToArray()).ToArray())];

    private IEnumerable<DataInteraction> OfClusters(List<(string First, string Second, int[] Left, int[] Right)> pairs)
    {
        (int[] Values, int Count)[] targets = [.. Targets()];
        int clusters = Math.Clamp((int)Math.Sqrt(_rows.Length / (double)(LeastInCell * targets[0].Count)), 2, MostClusters);
        Dictionary<string, int[]> codes = [];
        int[] Codes(int[] blocks)
        {
            string key = string.Join(',', blocks);
            return codes.TryGetValue(key, out int[]? known) ? known : codes[key] = ClusterCodes.Of(Columns(blocks), clusters);
        }

        foreach ((string first, string second, int[] left, int[] right) in pairs)
        {
            int[] x = Codes(left);
            int[] y = Codes(right);
            InformationParts[] parts = [.. targets.Select(target => Broja.Decompose(Joint(target.Values, target.Count, x, y, clusters)))];
            var mean = new InformationParts(parts.Average(of => of.UniqueFirst), parts.Average(of => of.UniqueSecond), parts.Average(of => of.Synergy), parts.Average(of => of.Redundancy));
            yield return new DataInteraction(first, second, mean, Luck(targets, x, y, clusters), $"BROJA of {clusters} clusters each");
        }
    }

    private IEnumerable<(int[] Values, int Count)> Targets()
    {
        if (_model.Task.IsClass())
        {
            return [([.. _data.Labels.data<long>().ToArray().Select(label => (int)label)], _model.Outputs)];
        }

        using DisposeScope scope = torch.NewDisposeScope();
        float[] labels = _data.Labels.reshape(-1).data<float>().ToArray();
        return [.. Enumerable.Range(0, Math.Min(MostLabels, _model.Outputs)).Select(label => (Enumerable.Range(0, _data.Count).Select(row => labels[(row * _model.Outputs) + label] > 0 ? 1 : 0).ToArray(), 2))];
    }

    // The mean over the labels of what shuffled ones seem to be told, at the 95th percentile.
    private static double Luck((int[] Values, int Count)[] targets, int[] x, int[] y, int clusters)
    {
        RandomKey key = RandomKey.Of(0, RandomPurpose.Resampling).Derive(-6);
        double[] totals = new double[Shuffles];
        for (int shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            int[] order = [.. Enumerable.Range(0, x.Length)];
            key.Derive(shuffle).CreateSequence().Shuffle<int>(order);
            totals[shuffle] = targets.Average(target => Information([.. order.Select(row => target.Values[row])], target.Count, x, y, clusters));
        }

        Array.Sort(totals);
        return totals[(int)Math.Ceiling(Significance * Shuffles) - 1];
    }

    private static double[,,] Joint(int[] target, int count, int[] x, int[] y, int clusters)
    {
        var joint = new double[count, clusters, clusters];
        for (int row = 0; row < target.Length; row++)
        {
            joint[target[row], x[row], y[row]]++;
        }

        return joint;
    }

    private static double Information(int[] target, int count, int[] x, int[] y, int clusters)
    {
        double[] ofTarget = new double[count];
        double[] ofCell = new double[clusters * clusters];
        double[,] both = new double[count, clusters * clusters];
        for (int row = 0; row < target.Length; row++)
        {
            int cell = (x[row] * clusters) + y[row];
            ofTarget[target[row]]++;
            ofCell[cell]++;
            both[target[row], cell]++;
        }

        double sum = 0;
        for (int t = 0; t < count; t++)
        {
            for (int cell = 0; cell < ofCell.Length; cell++)
            {
                sum += both[t, cell] > 0 ? both[t, cell] / target.Length * Math.Log2(both[t, cell] * target.Length / (ofTarget[t] * ofCell[cell])) : 0;
            }
        }

        return sum;
    }

    private DataInteraction Gaussian(string first, string second, float[][] left, float[][] right)
    {
        float[] targets = _data.Labels.data<float>().ToArray();
        float[][] both = [.. left.Zip(right, (a, b) => a.Concat(b).ToArray())];
        (double one, double two, double all) = (Bits(left, targets), Bits(right, targets), Bits(both, targets));
        double whole = Math.Max(all, Math.Max(one, two));
        double shared = Math.Min(one, two);
        return new DataInteraction(
            first, second, new InformationParts(one - shared, two - shared, whole - Math.Max(one, two), shared), Luck: 0.5 * Math.Log2(1 + (4.0 / targets.Length)), "Gaussian, least mutual information");
    }

    // Half the logarithm of the variance over what is left of it, by cross-validation.
    private static double Bits(float[][] rows, float[] targets)
    {
        double mean = targets.Average(target => (double)target);
        (double error, double variance) = (0, 0);
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] held = [.. Enumerable.Range(0, targets.Length).Where(row => row % Folds == fold)];
            int[] others = [.. Enumerable.Range(0, targets.Length).Where(row => row % Folds != fold)];
            (double[] weights, double bias) = Ridge.Fit([.. others.Select(row => rows[row])], [.. others.Select(row => targets[row])], strength: 0.05f * others.Length);
            error += held.Sum(row => Math.Pow(targets[row] - bias - weights.Select((weight, i) => weight * rows[row][i]).Sum(), 2));
            variance += held.Sum(row => Math.Pow(targets[row] - mean, 2));
        }

        return error < variance ? 0.5 * Math.Log2(variance / Math.Max(error, 1e-12 * variance)) : 0;
    }
}
