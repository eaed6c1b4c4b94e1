using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>
/// Batch normalisation of [B, C, …] for each channel. A training step uses the mean and variance of its batch and moves the running ones
/// towards them; inference uses the running ones. A training batch of a single value a channel has no variance: it is treated as at inference. Where several
/// ranks share a batch, mean and variance are those of the whole.
/// </summary>
internal sealed class BatchNormalization : torch.nn.Module
{
    private const string RunningMean = "running_mean";
    private const string RunningVariance = "running_var";

    // As torch has them.
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

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
        if (dropout.IsTraining && dropout.Share is { } share)
        {
            return ForwardShare(input, share);
        }

        bool hasVariance = input.numel() > input.shape[1];
        return torch.nn.functional.batch_norm(
            input, get_buffer(RunningMean), get_buffer(RunningVariance), _weight, _bias, training: dropout.IsTraining && hasVariance);
    }

    private torch.Tensor ForwardShare(torch.Tensor input, BatchShare share)
    {
        long[] others = [0, .. Enumerable.Range(2, (int)input.dim() - 2)];
        long count = input.numel() / input.shape[1] / share.Rows * share.Total;
        if (count < 2)
        {
            return torch.nn.functional.batch_norm(input, get_buffer(RunningMean), get_buffer(RunningVariance), _weight, _bias, training: false);
        }

        torch.Tensor number = torch.tensor((float)count, device: input.device);
        torch.Tensor mean = GroupSum.Of(input.sum(others), share) / number;
        torch.Tensor centred = input - Along(mean, input);
        torch.Tensor variance = GroupSum.Of((centred * centred).sum(others), share) / number;
        Move(RunningMean, mean);
        Move(RunningVariance, variance * TorchNumber.Of(count / (count - 1.0)));
        torch.Tensor scale = _weight * variance.Plus(Epsilon).rsqrt();
        return (centred * Along(scale, input)).Plus(Along(_bias, input));
    }

    private void Move(string running, torch.Tensor towards)
    {
        using IDisposable noGradients = torch.no_grad();
        get_buffer(running)!.mul_(TorchNumber.Of(1 - Momentum)).add_(towards.detach(), alpha: TorchNumber.Of(Momentum));
    }

    // [C] -> [1, C, 1, …]
    private static torch.Tensor Along(torch.Tensor channels, torch.Tensor input) => channels.view([1, -1, .. Enumerable.Repeat(1L, (int)input.dim() - 2)]);
}
