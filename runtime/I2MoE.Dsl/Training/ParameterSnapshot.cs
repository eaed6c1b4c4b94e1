using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>A copy of a model's parameters, to return to the best epoch.</summary>
internal sealed class ParameterSnapshot : IDisposable
{
    private readonly List<(torch.Tensor Parameter, torch.Tensor Copy)> _copies;

    /// <summary>Prepares room for the parameters of <paramref name="model"/>.</summary>
    public ParameterSnapshot(torch.nn.Module model)
    {
        _copies = [.. model.parameters().Select(parameter => ((torch.Tensor)parameter, parameter.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>Copies the parameters as they are now.</summary>
    public void Take()
    {
        foreach ((torch.Tensor parameter, torch.Tensor copy) in _copies)
        {
            using torch.Tensor value = parameter.detach();
            copy.copy_(value);
        }
    }

    /// <summary>Writes the copies back.</summary>
    public void Restore()
    {
        using IDisposable noGradients = torch.no_grad();
        foreach ((torch.Tensor parameter, torch.Tensor copy) in _copies)
        {
            parameter.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _copies.ForEach(pair => pair.Copy.Dispose());
}
