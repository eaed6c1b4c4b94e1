using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>A copy of a model's parameters and persistent buffers, to return to the best epoch.</summary>
internal sealed class ParameterSnapshot : IDisposable
{
    private readonly List<(torch.Tensor Value, torch.Tensor Copy)> _copies;

    /// <summary>Prepares room for the state of <paramref name="model"/>.</summary>
    public ParameterSnapshot(torch.nn.Module model)
    {
        _copies = [.. ModelState.Of(model).Values.Select(value => (value, Copy(value)))];
    }

    /// <summary>Copies the state as it is now.</summary>
    public void Take()
    {
        using IDisposable noGradients = torch.no_grad();
        foreach ((torch.Tensor value, torch.Tensor copy) in _copies)
        {
            copy.copy_(value);
        }
    }

    /// <summary>Writes the copies back.</summary>
    public void Restore()
    {
        using IDisposable noGradients = torch.no_grad();
        foreach ((torch.Tensor value, torch.Tensor copy) in _copies)
        {
            value.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _copies.ForEach(pair => pair.Copy.Dispose());

    private static torch.Tensor Copy(torch.Tensor value)
    {
        using torch.Tensor detached = value.detach();
        return detached.clone().DetachFromDisposeScope();
    }
}
