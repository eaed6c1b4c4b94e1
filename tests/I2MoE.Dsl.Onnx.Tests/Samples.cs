using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>Models as after some training, and samples for them.</summary>
internal static class Samples
{
    /// <summary>Changes what begins at 0 or 1: it would hide a parameter that is left out.</summary>
    public static void Disturb(MultimodalModel model)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        int seed = 0;
        foreach ((string name, torch.Tensor tensor) in ModelState.Of(model))
        {
            torch.Tensor noise = torch.arange(tensor.numel(), dtype: torch.float32).mul_(1.3).add_(seed++).sin_().mul_(0.2).reshape(tensor.shape);
            if (name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("running_mean", StringComparison.Ordinal) || (tensor.is_floating_point() && IsConstant(tensor)))
            {
                tensor.add_(noise);
            }
        }
    }

    /// <summary>Random samples; those with token ids begin with one that is all padding, those with lengths of their own with one of none.</summary>
    public static MultimodalBatch Batch(ModelDescription model, int samples, int seed = 7)
    {
        using torch.Generator generator = new((ulong)seed);
        return new MultimodalBatch([.. model.Modalities.Select(modality => Values(modality, samples, generator))], Labels: null);
    }

    private static bool IsConstant(torch.Tensor tensor) => tensor.numel() > 0 && tensor.eq(tensor.flatten()[0]).all().item<bool>();

    private static torch.Tensor Values(Modality modality, int samples, torch.Generator generator)
    {
        long[] shape = [samples, .. modality.Shape.Select(length => (long)length)];
        if (modality.Vocabulary is not { } vocabulary)
        {
            torch.Tensor values = torch.randn(shape, generator: generator);
            for (int sample = 0; sample < samples && modality.HasOwnLength; sample++)
            {
                values[sample, ((sample * 3) % (modality.Shape[0] + 1))..].fill_(float.NaN);
            }

            return StrongestLevels.Of(modality, values);
        }

        torch.Tensor ids = torch.randint(vocabulary, shape, dtype: torch.int64, generator: generator);
        ids[0].fill_(0);
        return ids;
    }
}
