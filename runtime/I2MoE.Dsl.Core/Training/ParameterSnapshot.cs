using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>A copy of a model's parameters and persistent buffers, to return to the best epoch.</summary>
internal sealed class ParameterSnapshot : IDisposable
{
    private readonly List<(string Name, torch.Tensor Value, torch.Tensor Copy)> _copies;

    /// <summary>Prepares room for the state of <paramref name="model"/>.</summary>
    public ParameterSnapshot(torch.nn.Module model)
    {
        _copies = [.. ModelState.Of(model).Select(pair => (pair.Key, pair.Value, CopyOf(pair.Value)))];
    }

    /// <summary>The copies by the names of what they are copies of.</summary>
    public IEnumerable<(string Name, torch.Tensor Copy)> Copies => _copies.Select(copy => (copy.Name, copy.Copy));

    /// <summary>Copies the state as it is now.</summary>
    public void Take()
    {
        using IDisposable noGradients = torch.no_grad();
        foreach ((_, torch.Tensor value, torch.Tensor copy) in _copies)
        {
            copy.copy_(value);
        }
    }

    /// <summary>Writes the copies back.</summary>
    public void Restore()
    {
        using IDisposable noGradients = torch.no_grad();
        foreach ((_, torch.Tensor value, torch.Tensor copy) in _copies)
        {
            value.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _copies.ForEach(pair => pair.Copy.Dispose());

    private static torch.Tensor CopyOf(torch.Tensor value)
    {
        using torch.Tensor detached = value.detach();
        return detached.clone().DetachFromDisposeScope();
    }
}
