using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Encoders;

/// <summary>
/// What is done about the optional modalities that samples lack: whatever stands in their place in a batch is not looked at, and training takes
/// modalities away so that the rest learns to do without them.
/// </summary>
/// <param name="modalities">The modalities of the model.</param>
/// <param name="options">What replaces them, and how often training takes one away.</param>
/// <param name="learned">The learned embedding that replaces that of a modality, [P, D] or [D]; null where none is learned.</param>
internal sealed class AbsentModalities(IReadOnlyList<Modality> modalities, MissingOptions options, Func<int, Parameter?> learned)
{
    /// <summary>Which modalities a training step shows of each sample: of those that it has, without the optional ones that are drawn to be taken away.</summary>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n]; null where all have all.</param>
    /// <param name="samples">The number of samples B.</param>
    /// <param name="device">Where the step is computed.</param>
    /// <param name="random">The randomness of the step.</param>
    /// <returns>Boolean, [B, n]; <paramref name="presence"/> where nothing can be taken away. A sample keeps one of the modalities that it has, the one drawn highest.</returns>
    public torch.Tensor? Drop(torch.Tensor? presence, long samples, torch.Device device, StepRandom random)
    {
        if (options.Dropout == 0)
        {
            return presence;
        }

        bool[] areOptional = [.. modalities.Select(modality => modality.IsOptional)];
        torch.Tensor had = presence ?? torch.ones([samples, modalities.Count], torch.ScalarType.Bool, device);
        torch.Tensor drawn = random.ModalityDropout(samples, modalities.Count, device);
        torch.Tensor kept = had.logical_and(drawn.ge(TorchNumber.Of(options.Dropout)).logical_or(torch.tensor(areOptional, device: device).logical_not()));
        torch.Tensor highest = drawn.masked_fill(had.logical_not(), TorchNumber.Of(-1)).argmax(dim: 1, keepdim: true);
        torch.Tensor last = torch.zeros_like(had).scatter(1, highest, torch.ones_like(highest, torch.ScalarType.Bool));
        return kept.logical_or(last.logical_and(had).logical_and(kept.any(dim: 1, keepdim: true).logical_not()));
    }

    /// <summary>The input of a modality with zeros where a sample lacks it, so that its encoder sees nothing of what stands there.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="input">Its input, [B, …].</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n]; null where all have all.</param>
    public static torch.Tensor Input(Modality modality, torch.Tensor input, torch.Tensor? presence) => presence is null || !modality.IsOptional
        ? input
        : input.where(Column(presence, modality.Index, input), torch.zeros_like(input));

    /// <summary>The embedding of a modality, replaced where a sample lacks it.</summary>
    /// <param name="modality">The place of the modality.</param>
    /// <param name="embedding">The embedding, [B, P, D] or [B, D].</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n].</param>
    public torch.Tensor Embedding(int modality, torch.Tensor embedding, torch.Tensor presence) => !modalities[modality].IsOptional || options.Replacement == MissingReplacement.Mean
        ? embedding
        : embedding.where(Column(presence, modality, embedding), learned(modality)?.to_type(embedding.dtype).unsqueeze(0) ?? torch.zeros_like(embedding));

    private static torch.Tensor Column(torch.Tensor presence, int modality, torch.Tensor like) =>
        presence.select(1, modality).view([-1, .. Enumerable.Repeat(1L, (int)like.dim() - 1)]);
}
