using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Tells data apart: the same samples in the same order have the same fingerprint, from whatever file they come.</summary>
internal static class DataFingerprint
{
    /// <summary>The SHA-256 over every modality and the labels: names, types, shapes and values.</summary>
    public static string Of(MultimodalDataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string modality in data.Modalities)
        {
            Begin(hash, modality, data.TypeOf(modality), data.ShapeOf(modality));
            data.ForEachBlock(modality, (_, values) => Add(hash, values));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor labels = data.CopyLabels();
        Begin(hash, "labels", labels.dtype, labels.shape);
        Add(hash, labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>That of the samples that are not trained on.</summary>
    /// <param name="data">All samples as the model takes them, before they are standardised.</param>
    /// <param name="splits">Which of them are in which part.</param>
    public static string OfHeldOut(MultimodalDataset data, ExperimentSplits splits)
    {
        using MultimodalDataset rest = data.Subset([.. splits.Validation, .. splits.Test]);
        return Of(rest);
    }

    private static void Begin(IncrementalHash hash, string name, torch.ScalarType type, long[] shape) =>
        hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{type}\n{string.Join(',', shape)}\n"));

    private static void Add(IncrementalHash hash, torch.Tensor values)
    {
        using torch.Tensor whole = values.contiguous();
        hash.AppendData(MemoryMarshal.AsBytes(whole.bytes));
    }
}
