using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// What modalities share of a number: at most what is counted twice when what each tells is added up, as in the analysis of variance. Two independent things
/// that add up change a number in the same direction in half of the samples, and neither tells anything of the other.
/// </summary>
internal static class CountedTwice
{
    /// <summary>The gains, in which those of redundancy experts are no more than that.</summary>
    /// <param name="gains">How much better than the prior each expert predicts, [E] or [E, B].</param>
    /// <param name="description">The model.</param>
    /// <returns>In the shape of <paramref name="gains"/>.</returns>
    public static torch.Tensor AtMost(torch.Tensor gains, ModelDescription description)
    {
        torch.Tensor[] gain = gains.unbind(0);
        torch.Tensor[] known = [.. gain.Select(each => each.clamp_min(TorchNumber.Of(0)))];
        foreach ((int place, Expert expert) in description.Experts.Index().Where(pair => pair.Item.Kind == InteractionKind.Redundancy))
        {
            int modalities = expert.IsOfPair ? expert.Modalities.Count : description.Modalities.Count;
            torch.Tensor[] alone = [.. Those(description, InteractionKind.Uniqueness).Where(own => !expert.IsOfPair || expert.Modalities.Contains(own.Expert.Modality!)).Select(own => known[own.Place])];
            torch.Tensor[] together = [.. Those(description, InteractionKind.Synergy).Where(all => all.Expert.Own == expert.Own).Select(all => known[all.Place])];
            if (alone.Length == modalities && together.Length == 1)
            {
                torch.Tensor whole = alone.Aggregate(together[0], (most, own) => most.maximum(own));
                torch.Tensor twice = (alone.Aggregate((sum, own) => sum.Plus(own)) - whole) / TorchNumber.Of(modalities - 1.0);
                gain[place] = gain[place].minimum(twice.clamp_min(TorchNumber.Of(0)));
            }
        }

        return torch.stack(gain);
    }

    private static IEnumerable<(int Place, Expert Expert)> Those(ModelDescription description, InteractionKind kind) =>
        description.Experts.Index().Where(pair => pair.Item.Kind == kind);
}
