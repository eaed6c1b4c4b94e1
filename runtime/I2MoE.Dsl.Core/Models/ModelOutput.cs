using System.ComponentModel;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>A prediction. It owns its tensors: dispose it when it is no longer needed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ModelOutput : IDisposable
{
    private readonly List<torch.Tensor> _owned = [];
    private torch.Tensor? _probabilities;

    /// <summary>Takes over the prediction.</summary>
    /// <param name="description">The model.</param>
    /// <param name="prediction">The prediction, [B, O].</param>
    public ModelOutput(ModelDescription description, torch.Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        Prediction = Own(prediction);
    }

    /// <summary>The model.</summary>
    public ModelDescription Description { get; internal set; }

    /// <summary>The prediction: the logits [B, O] of classes or labels, the values [B, 1] of a regression, the logarithms [B, 1] of expected counts, or the log odds [B, K] of an event in each interval.</summary>
    public torch.Tensor Prediction { get; }

    /// <summary>
    /// The prediction as probabilities, [B, O]: the softmax of the logits for classification, the sigmoid of each logit for multi-label, the
    /// survival curve, which is the probability of no event until the end of each interval, for the time to an event.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model predicts a number, which has no probabilities.</exception>
    public torch.Tensor Probabilities => _probabilities ??= Own(PredictionTask.Of(Description).Probabilities(Description, Prediction));

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
