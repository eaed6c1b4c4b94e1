using I2MoE.Dsl.Data;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// Mirrors, moves and tints the pictures of training batches. What is drawn for a sample depends on the seed of the run, the modality, the epoch and the row
/// of the sample in the data only, so that neither the order of the batches nor a resumed run changes it.
/// </summary>
/// <param name="modalities">The modalities of the model.</param>
/// <param name="standardiser">How the pictures were standardised, pixel by pixel: they are changed as they were before. Null where they were not.</param>
/// <param name="seed">The seed of the run.</param>
internal sealed class PictureAugmentation(IReadOnlyList<Modality> modalities, Standardiser? standardiser, long seed)
{
    /// <summary>Changes the pictures of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="samples">The rows of its samples in the data.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <returns>The same batch where no modality is augmented.</returns>
    public MultimodalBatch Apply(MultimodalBatch batch, IReadOnlyList<long> samples, int epoch) => modalities.All(modality => modality.Augmentation is null)
        ? batch
        : batch with { Inputs = [.. modalities.Select(modality => modality.Augmentation is { } augmentation ? Apply(modality, augmentation, batch.Inputs[modality.Index], samples, epoch) : batch.Inputs[modality.Index])] };

    private torch.Tensor Apply(Modality modality, Augmentation augmentation, torch.Tensor pictures, IReadOnlyList<long> samples, int epoch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        RandomKey key = RandomKey.Of(seed, RandomPurpose.Augmentation).Derive(modality.Index).Derive(epoch);
        (int channels, int height, int width) = (modality.Shape[0], modality.Shape[1], modality.Shape[2]);
        PictureChange[] changes = [.. samples.Select(sample => PictureChange.Draw(key.Derive(sample).CreateSequence(), augmentation, channels, height, width))];
        (torch.Tensor Mean, torch.Tensor Deviation)? scale = Scale(modality, pictures.device);
        torch.Tensor raw = pictures.to_type(torch.float64);
        raw = scale is { } before ? (raw * before.Deviation).Plus(before.Mean) : raw;
        torch.Tensor changed = Move(raw, changes, height, width);
        changed = augmentation.Jitter > 0 ? Tint(changed, changes) : changed;
        changed = scale is { } after ? (changed - after.Mean) / after.Deviation : changed;
        return changed.to_type(pictures.dtype).MoveToOuterDisposeScope();
    }

    // [1, C, H, W] in double precision, so that what is not changed comes back as it was.
    private (torch.Tensor Mean, torch.Tensor Deviation)? Scale(Modality modality, torch.Device device)
    {
        if (standardiser is null || !standardiser.Mean.TryGetValue(modality.Name, out double[]? mean))
        {
            return null;
        }

        long[] shape = [1, .. modality.Shape.Select(length => (long)length)];
        return (torch.tensor(mean, device: device).view(shape), torch.tensor(standardiser.Deviation[modality.Name], device: device).view(shape));
    }

    // Every row and column of a picture is another one of it.
    private static torch.Tensor Move(torch.Tensor pictures, PictureChange[] changes, int height, int width)
    {
        torch.Tensor rows = torch.tensor((long[])[.. changes.SelectMany(change => change.Rows(height))], device: pictures.device).view(-1, 1, height, 1);
        torch.Tensor columns = torch.tensor((long[])[.. changes.SelectMany(change => change.Columns(width))], device: pictures.device).view(-1, 1, 1, width);
        return pictures.gather(2, rows.expand(pictures.shape)).gather(3, columns.expand(pictures.shape));
    }

    private static torch.Tensor Tint(torch.Tensor pictures, PictureChange[] changes)
    {
        torch.Tensor contrast = torch.tensor((double[])[.. changes.Select(change => change.Contrast)], device: pictures.device).view(-1, 1, 1, 1);
        torch.Tensor brightness = torch.tensor((double[])[.. changes.SelectMany(change => change.Brightness)], device: pictures.device).view(changes.Length, -1, 1, 1);
        torch.Tensor mean = pictures.mean([1, 2, 3], keepdim: true);
        torch.Tensor distance = pictures - mean;
        torch.Tensor deviation = (distance * distance).mean([1, 2, 3], keepdim: true).sqrt();
        return mean.Plus(distance * contrast).Plus(brightness * deviation);
    }
}
