using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>Checks that data fit a model before anything is computed, so that no tensor operation has to fail later.</summary>
internal static class DatasetFit
{
    /// <summary>Checks modalities, shapes, labels and that every value is finite.</summary>
    /// <exception cref="DatasetException">It names the part, the modality and what was found.</exception>
    public static void Check(ModelDescription model, MultimodalDataset data, string part)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (Modality modality in model.Modalities)
        {
            torch.Tensor input = data[modality.Name];
            if (!input.shape.Skip(1).SequenceEqual(modality.Shape.Select(length => (long)length)))
            {
                throw new DatasetException(
                    $"{model.Name} declares modality {modality.Name} as {modality.BatchShape}, but the {part} data have [{string.Join(", ", input.shape)}].");
            }

            torch.Tensor finite = input.isfinite().flatten(1).all(dim: 1);
            if (!finite.all().item<bool>())
            {
                long row = finite.logical_not().nonzero()[0].item<long>();
                throw new DatasetException(
                    $"Modality {modality.Name} has a missing (NaN) or infinite value in sample {row} of the {part} data. Call Standardise() on the splits, which puts the mean in its place.");
            }
        }

        PredictionTask.Of(model).CheckLabels(model, data, part);
    }
}
