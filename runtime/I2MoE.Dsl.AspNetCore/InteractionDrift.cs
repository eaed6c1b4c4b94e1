namespace I2MoE.Dsl.AspNetCore;

/// <summary>
/// How far the interactions of the last answers are from those of the training run: half the sum of the differences between the mean weights of the experts.
/// 0 is the same, 1 the farthest: all say has gone from some experts to others. It tells that the world has changed before anybody knows the truth of a sample.
/// </summary>
/// <param name="experts">The experts.</param>
/// <param name="trained">Their mean weights on the test part of the run; null where they are not known, and the first full window stands for them.</param>
/// <param name="window">Over how many answers.</param>
internal sealed class InteractionDrift(IReadOnlyList<string> experts, double[]? trained, int window)
{
    private readonly Lock _lock = new();
    private readonly Queue<double[]> _last = new();
    private readonly double[] _sum = new double[experts.Count];
    private double[]? _reference = trained;

    /// <summary>The drift; null before there is a window of answers.</summary>
    public double? Value
    {
        get
        {
            lock (_lock)
            {
                return _last.Count < window || _reference is null ? null : _reference.Zip(_sum, (reference, sum) => Math.Abs(reference - (sum / window))).Sum() / 2;
            }
        }
    }

    /// <summary>Takes the weights of one answer.</summary>
    public void Add(IReadOnlyDictionary<string, double> weights)
    {
        if (weights.Count != experts.Count)
        {
            return;
        }

        double[] values = [.. weights.Values];
        lock (_lock)
        {
            _last.Enqueue(values);
            Sum(values, 1);
            if (_last.Count > window)
            {
                Sum(_last.Dequeue(), -1);
            }

            if (_reference is null && _last.Count == window)
            {
                _reference = [.. _sum.Select(sum => sum / window)];
            }
        }
    }

    /// <summary>Begins anew, as another run answers from now on.</summary>
    /// <param name="reference">The mean weights on the test part of that run; null where they are not known.</param>
    public void Restart(double[]? reference)
    {
        lock (_lock)
        {
            _last.Clear();
            Array.Clear(_sum);
            _reference = reference;
        }
    }

    private void Sum(double[] values, int sign)
    {
        for (int expert = 0; expert < values.Length; expert++)
        {
            _sum[expert] += sign * values[expert];
        }
    }
}
