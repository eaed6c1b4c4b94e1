using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>A prediction. It owns its tensors: dispose it when it is no longer needed.</summary>
public class ModelOutput : IDisposable
{
    private readonly List<torch.Tensor> _owned = [];
    private torch.Tensor? _probabilities;

    /// <summary>Takes over the prediction.</summary>
    /// <param name="prediction">The logits, [B, O].</param>
    public ModelOutput(torch.Tensor prediction) => Prediction = Own(prediction);

    /// <summary>The prediction as logits, [B, O].</summary>
    public torch.Tensor Prediction { get; }

    /// <summary>The prediction as class probabilities, the softmax of the logits: [B, O].</summary>
    public torch.Tensor Probabilities => _probabilities ??= Own(torch.nn.functional.softmax(Prediction, dim: -1));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the tensors.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (torch.Tensor tensor in _owned)
            {
                tensor.Dispose();
            }

            _owned.Clear();
        }
    }

    /// <summary>Takes a tensor out of the caller's dispose scope; it is disposed with this output.</summary>
    protected torch.Tensor Own(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        _owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
