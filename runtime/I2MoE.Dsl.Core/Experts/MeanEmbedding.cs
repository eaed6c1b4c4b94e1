using I2MoE.Dsl.Distributed;
using TorchSharp;

namespace I2MoE.Dsl.Experts;

/// <summary>The mean embedding of the samples that have a modality.</summary>
internal static class MeanEmbedding
{
    /// <summary>The mean over the samples that have the modality, [1, …]; over none of them it is zero.</summary>
    /// <param name="embedding">The embedding, [B, P, D] or [B, D].</param>
    /// <param name="isPresent">Which samples have the modality, boolean, [B]; null where all have it.</param>
    /// <param name="share">The rows of the batch that these are, of all of which the mean is; null (default) where they are all.</param>
    public static torch.Tensor Of(torch.Tensor embedding, torch.Tensor? isPresent, BatchShare? share = null) => share is not null ? OfAll(embedding, isPresent, share)
        : isPresent is null ? embedding.mean([0], keepdim: true)
        : Sum(embedding, isPresent) / isPresent.sum().clamp_min(TorchNumber.Of(1)).to_type(embedding.dtype);

    /// <summary>The sum over the samples that have the modality, [1, …].</summary>
    public static torch.Tensor Sum(torch.Tensor embedding, torch.Tensor? isPresent) =>
        (isPresent is null ? embedding : embedding.where(Aligned(isPresent, embedding), torch.zeros_like(embedding))).sum(dim: 0L, keepdim: true);

    private static torch.Tensor OfAll(torch.Tensor embedding, torch.Tensor? isPresent, BatchShare share)
    {
        torch.Tensor count = isPresent is null ? torch.tensor((float)share.Total, device: embedding.device) : share.Sum(isPresent.sum()).clamp_min(TorchNumber.Of(1));
        return (share.Sum(Sum(embedding, isPresent)) / count).to_type(embedding.dtype);
    }

    /// <summary>What is true of samples, [B], as [B, 1, …], beside embeddings.</summary>
    public static torch.Tensor Aligned(torch.Tensor samples, torch.Tensor embedding) =>
        samples.view([-1, .. Enumerable.Repeat(1L, (int)embedding.dim() - 1)]);
}
