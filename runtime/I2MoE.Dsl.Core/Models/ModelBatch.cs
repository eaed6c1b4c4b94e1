using System.ComponentModel;
using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>The base class of a generated model's batch: the inputs of B samples by name. Disposing it disposes its tensors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelBatch : IDisposable
{
    /// <summary>The labels of the task; null (default) where none are known: only training needs them.</summary>
    public torch.Tensor? Labels { get; init; }

    /// <summary>
    /// Which modalities each sample has: boolean, [B, n], in the order of the declaration; null (default) where every sample has all. An absent modality
    /// needs an input all the same.
    /// </summary>
    public torch.Tensor? Presence { get; init; }

    /// <summary>The batch as a list, in the order of the declaration. The tensors are the same, but for sequences whose lengths are given.</summary>
    public MultimodalBatch ToMultimodalBatch()
    {
        torch.Tensor[] inputs = ToInputs();
        foreach ((int modality, torch.Tensor? lengths) in ToLengths().Index())
        {
            inputs[modality] = lengths is null ? inputs[modality] : SequenceEnds.Fill(inputs[modality], lengths, float.NaN);
        }

        return new(inputs, Labels) { Presence = Presence };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The inputs, in the order of the declaration.</summary>
    protected abstract torch.Tensor[] ToInputs();

    /// <summary>The number of steps of each sample of the modalities that have lengths of their own, in the order of the declaration, null where none are given; empty (default) where no modality has.</summary>
    protected virtual torch.Tensor?[] ToLengths() => [];

    /// <summary>Disposes the tensors.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (torch.Tensor input in ToInputs())
            {
                input.Dispose();
            }

            foreach (torch.Tensor? lengths in ToLengths())
            {
                lengths?.Dispose();
            }

            Labels?.Dispose();
            Presence?.Dispose();
        }
    }
}
