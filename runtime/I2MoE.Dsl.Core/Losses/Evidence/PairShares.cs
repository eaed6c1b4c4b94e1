using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// Divides what is known among the experts of a layout with pairs. What a pair shares is told by each of the two alone, what is unique is what one tells
/// alone and shares with no other, and what a pair tells only together is what it tells beyond what the two tell apart.
/// </summary>
/// <remarks>
/// What m modalities share counts in every pair of them. How many do is reckoned from what a modality tells alone: it counts in f = (what it tells) / (the
/// sum of what its pairs share) of its pairs, so that m - 1 = 1 / f, and each of the m (m - 1) / 2 pairs gets 2 f² / (1 + f) of it. That is exact where
/// every modality of a pair shares with the same others, or shares nothing twice.
/// </remarks>
internal sealed class PairShares
{
    private const double Tiny = 1e-12;

    private readonly IReadOnlyList<Expert> _experts;
    private readonly torch.Tensor[] _gain;
    private readonly torch.Tensor _nothing;
    private readonly torch.Tensor[] _parts;

    private PairShares(torch.Tensor[] gain, IReadOnlyList<Expert> experts)
    {
        _gain = gain;
        _experts = experts;
        _nothing = torch.zeros_like(gain[0]);
        _parts = [.. gain.Select(_ => _nothing)];
    }

    /// <summary>The parts of what is known.</summary>
    /// <param name="gain">How much better than the prior each expert predicts, [] or [B] each, at least 0.</param>
    /// <param name="experts">The experts, in the order of <paramref name="gain"/>.</param>
    public static torch.Tensor[] Of(torch.Tensor[] gain, IReadOnlyList<Expert> experts)
    {
        var shares = new PairShares(gain, experts);
        shares.Divide();
        return shares._parts;
    }

    private void Divide()
    {
        foreach ((int place, Expert expert) in Those(InteractionKind.Redundancy))
        {
            _parts[place] = expert.IsOfPair ? _gain[place] * OfEachPair(Factor(expert)) : _gain[place];
        }

        foreach ((int place, Expert expert) in Those(InteractionKind.Uniqueness))
        {
            _parts[place] = Left(_gain[place], SharedBy(expert.Modality!));
        }

        torch.Tensor apart = Sum(_parts);
        foreach ((int place, Expert expert) in Those(InteractionKind.Synergy))
        {
            _parts[place] = Left(_gain[place], expert.IsOfPair ? ToldApart(expert) : apart);
        }
    }

    private IEnumerable<(int Place, Expert Expert)> Those(InteractionKind kind) => _experts.Index().Where(pair => pair.Item.Kind == kind);

    private IEnumerable<(int Place, Expert Expert)> Sharing(Modality modality) =>
        Those(InteractionKind.Redundancy).Where(pair => pair.Expert.Modalities.Contains(modality));

    // What a modality tells alone: at least what it shares with any other.
    private torch.Tensor Told(Modality modality) => Those(InteractionKind.Uniqueness).Where(pair => pair.Expert.Modality == modality).Concat(Sharing(modality))
        .Aggregate(_nothing, (most, pair) => most.maximum(_gain[pair.Place]));

    private torch.Tensor Factor(Expert pair)
    {
        torch.Tensor[] factors =
        [
            .. pair.Modalities.Select(own => (Told(own) / Sum(Sharing(own).Select(sharing => _gain[sharing.Place])).clamp_min(TorchNumber.Of(Tiny))).clamp_max(TorchNumber.Of(1))),
        ];
        return factors[0].minimum(factors[1]);
    }

    private static torch.Tensor OfEachPair(torch.Tensor factor) => factor * factor * TorchNumber.Of(2) / factor.Plus(1);

    private torch.Tensor SharedBy(Modality modality) => Those(InteractionKind.Redundancy).Where(pair => !pair.Expert.IsOfPair).Select(pair => _gain[pair.Place])
        .Concat(Sharing(modality).Select(pair => _gain[pair.Place] * Factor(pair.Expert)))
        .Aggregate(_nothing, (sum, part) => sum.Plus(part));

    // What one of the two tells, or the other, or either.
    private torch.Tensor ToldApart(Expert pair)
    {
        torch.Tensor shared = Those(InteractionKind.Redundancy).Where(other => !other.Expert.IsOfPair || other.Expert.Own == pair.Own)
            .Select(other => _gain[other.Place]).FirstOrDefault(_nothing);
        return Those(InteractionKind.Uniqueness).Where(unique => pair.Modalities.Contains(unique.Expert.Modality!))
            .Aggregate(shared, (sum, unique) => sum.Plus(Left(_gain[unique.Place], shared)));
    }

    private static torch.Tensor Left(torch.Tensor known, torch.Tensor explained) => (known - explained).clamp_min(TorchNumber.Of(0));

    private torch.Tensor Sum(IEnumerable<torch.Tensor> parts) => parts.Aggregate(_nothing, (sum, part) => sum.Plus(part));
}
