using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Stands for modalities of which data have nothing at all: NaN throughout, which no sample has.</summary>
internal static class AbsentValues
{
    /// <summary>The data with them.</summary>
    /// <param name="data">The data as they were read; still the caller's.</param>
    /// <param name="model">The model that they are for.</param>
    /// <param name="absent">The modalities.</param>
    public static MultimodalDataset Add(MultimodalDataset data, ModelDescription model, IReadOnlyList<string> absent)
    {
        using DisposeScope scope = NewDisposeScope();
        return new MultimodalDataset(
            [
                .. data.Modalities.Select(modality => KeyValuePair.Create(modality, data[modality].alias())),
                .. model.Modalities.Where(modality => absent.Contains(modality.Name)).Select(modality => KeyValuePair.Create(modality.Name, Nothing(modality, data.Count))),
            ],
            data.Labels.alias(),
            data.ClassNames,
            data.FeatureNames)
        { HasLabels = data.HasLabels, Files = data.Files, Tokens = data.Tokens };
    }

    private static Tensor Nothing(Modality modality, int samples) =>
        full([samples, .. modality.Shape.Select(length => (long)length)], TorchNumber.Of(float.NaN), dtype: ScalarType.Float32);
}
