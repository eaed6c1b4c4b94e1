using System.ComponentModel;
using I2MoE.Dsl.Distributed;
using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>
/// The randomness of one training step. Every draw depends only on (seed, purpose, epoch, step), so that a run that is resumed, or
/// executed by another plan, sees the same numbers.
/// </summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="step">The step in the epoch, from 0.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public class StepRandom(long seed, long epoch, long step)
{
    /// <summary>The rows of the batch that are computed here, for which the numbers are those that they have in the whole batch; null (default) where all are.</summary>
    internal BatchShare? Share { get; init; }

    /// <summary>Numbers from N(0, 1), for the random vectors of the masking passes.</summary>
    /// <param name="part">Which of several draws of the step, for example the modality.</param>
    /// <param name="shape">The shape of the draw, [E, B, …].</param>
    /// <param name="device">The device of the draw.</param>
    public torch.Tensor MaskingNoise(int part, long[] shape, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(shape);
        using torch.Generator generator = Key(RandomPurpose.Masking).Derive(part).CreateGenerator(device);
        return Share is null
            ? torch.randn(shape, dtype: torch.float32, device: device, generator: generator)
            : NormalPart.Draw(generator, shape, device, Share);
    }

    /// <summary>Shuffles the masking passes, of which the step runs the first ones where it does not run all.</summary>
    internal void ShuffleMaskedPasses(Span<int> passes) => Key(RandomPurpose.MaskedModalities).CreateSequence().Shuffle(passes);

    /// <summary>Numbers of [0, 1), [B, n], by which training takes modalities away from samples.</summary>
    internal torch.Tensor ModalityDropout(long samples, int modalities, torch.Device device)
    {
        using torch.Generator generator = Key(RandomPurpose.ModalityDropout).CreateGenerator(device);
        torch.Tensor drawn = torch.rand([Share?.Total ?? samples, modalities], dtype: torch.float32, device: device, generator: generator);
        return Share?.Part(drawn, 0) ?? drawn;
    }

    /// <summary>The dropout of one encoder.</summary>
    public DropoutSource EncoderDropout(int modality) => DropoutSource.From(Key(RandomPurpose.EncoderDropout).Derive(modality), Share);

    /// <summary>The dropout of one expert.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="passes">The passes that are stacked along the batch.</param>
    public DropoutSource ExpertDropout(int expert, int passes = 1) => DropoutSource.From(Key(RandomPurpose.ExpertDropout).Derive(expert), Share, passes);

    /// <summary>The dropout of all experts at once, with the same masks as expert by expert.</summary>
    /// <param name="experts">The number of experts.</param>
    /// <param name="passes">The passes that are stacked along the batch.</param>
    public DropoutSource StackedExpertDropout(int experts, int passes = 1) =>
        DropoutSource.Stacked(Enumerable.Range(0, experts).Select(expert => Key(RandomPurpose.ExpertDropout).Derive(expert)), Share, passes);

    /// <summary>The noise of the gates of one expert.</summary>
    public virtual ExpertNoise ExpertNoise(int expert) => new(Key(RandomPurpose.GateNoise).Derive(expert), Share);

    /// <summary>The dropout of the re-weighting network.</summary>
    public DropoutSource ReweightingDropout() => DropoutSource.From(Key(RandomPurpose.ReweightingDropout), Share);

    private RandomKey Key(RandomPurpose purpose) => RandomKey.Of(seed, purpose).Derive(epoch).Derive(step);
}
