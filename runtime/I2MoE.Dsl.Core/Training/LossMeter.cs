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
    public void Add(LossTerms losses) => Add(losses.Names, losses.Values);

    /// <summary>Adds the terms of a step by their names and values.</summary>
    public void Add(IReadOnlyList<string> names, torch.Tensor values)
    {
        if (_sum is null)
        {
            _names = names;
            _sum = values.clone().DetachFromDisposeScope();
        }
        else
        {
            _sum.add_(values, TorchNumber.One);
        }

        _steps++;
    }

    /// <summary>What was added so far, for a run that goes on from here.</summary>
    /// <param name="steps">The steps of the epoch so far.</param>
    public PartialEpoch Keep(int steps)
    {
        if (_sum is null)
        {
            // Every step so far was left out.
            return new PartialEpoch(steps, 0, []);
        }

        using torch.Tensor sum = _sum.cpu();
        float[] values = sum.data<float>().ToArray();
        return new PartialEpoch(steps, _steps, [.. _names.Zip(values, (name, value) => new LossValue(name, value))]);
    }

    /// <summary>Goes on from what <see cref="Keep"/> gave.</summary>
    public void Restore(PartialEpoch epoch, torch.Device device)
    {
        if (epoch.Sums.Count == 0)
        {
            return;
        }

        using torch.Tensor sums = torch.tensor(epoch.Sums.Select(sum => (float)sum.Value).ToArray());
        _sum = sums.to(device, copy: true).DetachFromDisposeScope();
        _names = [.. epoch.Sums.Select(sum => sum.Name)];
        _steps = epoch.Batches;
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
