using I2MoE.Dsl.Losses;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>Averages the loss terms of the steps of an epoch on the device; only reading the averages waits for it.</summary>
internal sealed class LossMeter : IDisposable
{
    private torch.Tensor? _sum;
    private IReadOnlyList<string> _names = [];
    private int _steps;

    /// <summary>Adds the terms of a step.</summary>
    public void Add(LossTerms losses)
    {
        if (_sum is null)
        {
            _names = losses.Names;
            _sum = losses.Values.clone().DetachFromDisposeScope();
        }
        else
        {
            _sum.add_(losses.Values);
        }

        _steps++;
    }

    /// <summary>The mean of every term so far.</summary>
    public IReadOnlyList<LossValue> Read()
    {
        if (_sum is null)
        {
            return [];
        }

        using torch.Tensor sum = _sum.cpu();
        float[] values = sum.data<float>().ToArray();
        return [.. _names.Zip(values, (name, value) => new LossValue(name, value / _steps))];
    }

    /// <inheritdoc/>
    public void Dispose() => _sum?.Dispose();
}
