using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>
/// Looks at the values of a batch that is to be predicted: a NaN would go through the model and come out as a class. Training does not, because it would
/// wait for the device in every step; its data are checked once, before it begins. What stands in the place of an absent optional modality is not looked at.
/// </summary>
internal static class InferenceInputs
{
    /// <summary>Checks that features are finite and token ids in the vocabulary.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">A batch of the declared shapes and types.</param>
    /// <exception cref="ArgumentException">It names the modality, the sample and what to do.</exception>
    public static void Check(ModelDescription model, MultimodalBatch batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        foreach (Modality modality in model.Modalities)
        {
            torch.Tensor given = AbsentModalities.Input(modality, batch.Inputs[modality.Index], batch.Presence);
            torch.Tensor input = modality.HasOwnLength ? SequenceEnds.Filled(given) : given;
            if (modality.Vocabulary is { } vocabulary)
            {
                CheckTokens(model, modality, input, vocabulary);
            }
            else if (!float.IsFinite(input.sum().item<float>()) && FirstSample(input.isfinite().logical_not()) is { } sample)
            {
                // A sum is one pass without a tensor of its size; only where it is not finite is it worth a second look.
                throw new ArgumentException(
                    $"{model.Name}: modality {modality.Name} has a missing (NaN) or infinite value in sample {sample} of the batch. Standardise it as the training data were, which puts the mean in its place (TrainedModel does), or fill it in, and say with Presence which samples lack the whole modality.",
                    nameof(batch));
            }
        }
    }

    private static void CheckTokens(ModelDescription model, Modality modality, torch.Tensor ids, int vocabulary)
    {
        if (FirstSample(ids.lt(TorchNumber.Of(0)).logical_or(ids.ge(TorchNumber.Of(vocabulary)))) is { } sample)
        {
            throw new ArgumentException(
                $"{model.Name}: modality {modality.Name} has a token id outside 0 to {vocabulary - 1} in sample {sample} of the batch, as Vocabulary = {vocabulary} declares.", nameof(ids));
        }
    }

    // Null where none is wrong.
    private static long? FirstSample(torch.Tensor wrong)
    {
        torch.Tensor samples = wrong.flatten(1).any(dim: 1).to_type(torch.ScalarType.Int64);
        long first = samples.argmax(dim: 0).item<long>();
        return samples[first].item<long>() != 0 ? first : null;
    }
}
