using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>
/// Batch normalisation of [B, C, …] for each channel. A training step uses the mean and variance of its batch and moves the running ones
/// towards them; inference uses the running ones. A training batch of a single value a channel has no variance: it is treated as at inference.
/// </summary>
internal sealed class BatchNormalization : torch.nn.Module
{
    private const string RunningMean = "running_mean";
    private const string RunningVariance = "running_var";

    private readonly Parameter _weight;
    private readonly Parameter _bias;

    public BatchNormalization(int channels)
        : base(nameof(BatchNormalization))
    {
        _weight = ParameterInitializer.Constant(1, channels);
        _bias = ParameterInitializer.Constant(0, channels);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
        register_buffer(RunningMean, torch.zeros(channels).DetachFromDisposeScope());
        register_buffer(RunningVariance, torch.ones(channels).DetachFromDisposeScope());
    }

    public torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        bool hasVariance = input.numel() > input.shape[1];
        return torch.nn.functional.batch_norm(
            input, get_buffer(RunningMean), get_buffer(RunningVariance), _weight, _bias, training: dropout.IsTraining && hasVariance);
    }
}
