using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>How many threads torch's own operations have in a training run on the CPU.</summary>
internal static class StepThreads
{
    // Parameters times the samples of all passes, and the numbers of a sample: below both, no operation of torch is worth a second thread.
    private const long SmallStep = 50_000_000;
    private const long SmallSample = 4096;

    /// <summary>Limits the threads of torch's operations on this thread until the result is disposed; null leaves them as they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batchSize">The samples of a step.</param>
    /// <param name="threads">What <see cref="TrainerOptions.TorchThreads"/> says.</param>
    /// <param name="device">Where the model is trained.</param>
    public static IDisposable? Limit(MultimodalModel model, int batchSize, int? threads, torch.Device device)
    {
        if (device.type != DeviceType.CPU)
        {
            return null;
        }

        int? limit = threads ?? (IsSmall(model, batchSize) ? 1 : null);
        return limit is { } count ? TorchThreads.Limit(count) : null;
    }

    /// <summary>Whether a training step is so small that operations of torch gain nothing by a second thread.</summary>
    internal static bool IsSmall(MultimodalModel model, int batchSize)
    {
        long passes = model is InteractionModel ? model.Description.Modalities.Count + 1 : 1;
        long parameters = model.parameters().Sum(parameter => parameter.numel());
        long numbers = model.Description.Modalities.Sum(modality => modality.Shape.Aggregate(1L, (product, length) => product * length));
        return parameters * batchSize * passes <= SmallStep && numbers <= SmallSample;
    }
}
