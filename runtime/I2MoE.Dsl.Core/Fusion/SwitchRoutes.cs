using I2MoE.Dsl.Distributed;
using TorchSharp;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// Where a switch gate sends the tokens of every group: to the MLP of the greatest score, in the order of the tokens, until its C slots are
/// taken; what comes later is dropped. E' experts, G groups, T tokens a group, R MLPs.
/// </summary>
internal sealed class SwitchRoutes
{
    private readonly torch.Tensor _slot;
    private readonly torch.Tensor _counts;
    private readonly long _routed;
    private readonly long _capacity;

    // The tokens of a group, those of other ranks included.
    private long _allTokens;

    private SwitchRoutes(torch.Tensor score, torch.Tensor slot, torch.Tensor counts, torch.Tensor gateLoss, long capacity)
    {
        Score = score;
        GateLoss = gateLoss;
        _slot = slot;
        _counts = counts;
        _routed = counts.shape[^1];
        _capacity = capacity;
        _allTokens = slot.shape[2];
    }

    /// <summary>The score of the MLP that a token is sent to, [E', G, T].</summary>
    public torch.Tensor Score { get; }

    /// <summary>The load-balancing loss of every group, R * sum over the MLPs of (share of the routed tokens) * (scores / routed tokens): [E', G].</summary>
    public torch.Tensor GateLoss { get; }

    /// <summary>The share of all tokens that every MLP got, and last the share dropped: [E', R + 1].</summary>
    public torch.Tensor Shares
    {
        get
        {
            torch.Tensor shares = _counts.sum(dim: 1) / TorchNumber.Of(_slot.shape[1] * _allTokens);
            return torch.cat([shares, shares.sum(dim: -1, keepdim: true).TakenFrom(1)], dim: -1);
        }
    }

    /// <summary>Routes tokens.</summary>
    /// <param name="scores">The scores after softmax, [E', G, T, R].</param>
    /// <param name="capacity">The number C of tokens of a group that an MLP takes.</param>
    /// <param name="share">The rows of the batch whose tokens these are; they compete with those of all ranks. Null where all are here.</param>
    public static SwitchRoutes Of(torch.Tensor scores, long capacity, BatchShare? share = null)
    {
        if (share is not null)
        {
            SwitchRoutes whole = Of(share.Gather(scores, 2), capacity);
            return whole.Part(scores, share);
        }

        long routed = scores.shape[^1];
        (torch.Tensor score, torch.Tensor chosen) = scores.max(-1, keepdim: false);
        torch.Tensor isChosen = torch.nn.functional.one_hot(chosen, routed);

        // The how-manieth of its MLP's tokens a token is, from 0.
        torch.Tensor place = (isChosen.cumsum(2) * isChosen).sum(dim: -1) - TorchNumber.One;
        torch.Tensor isKept = place < TorchNumber.Of(capacity);
        torch.Tensor counts = (isChosen * isKept.unsqueeze(-1)).sum(dim: 2).to_type(scores.dtype);
        torch.Tensor kept = counts.sum(dim: -1, keepdim: true);
        torch.Tensor gateLoss = (counts / kept * (scores.sum(dim: 2) / kept)).sum(dim: -1) * TorchNumber.Of((long)routed);

        // The slot behind the last one takes what is dropped.
        torch.Tensor slot = torch.where(isKept, (chosen * TorchNumber.Of(capacity)).Plus(place), torch.full_like(place, TorchNumber.Of(routed * capacity)));
        return new SwitchRoutes(score, slot, counts, gateLoss, capacity);
    }

    // The tokens of a share keep the slots that the whole batch leaves them, and move up to the first ones.
    private SwitchRoutes Part(torch.Tensor scores, BatchShare share)
    {
        long tokens = scores.shape[2];
        long capacity = Math.Min(tokens, _capacity);
        long dropped = _routed * _capacity;
        torch.Tensor slot = _slot.narrow(2, tokens / share.Rows * share.First, tokens);
        torch.Tensor isKept = slot < TorchNumber.Of(dropped);
        torch.Tensor chosen = slot.div(TorchNumber.Of(_capacity), torch.RoundingMode.floor);
        torch.Tensor isChosen = torch.nn.functional.one_hot(chosen, _routed + 1).narrow(-1, 0, _routed);
        torch.Tensor place = (isChosen.cumsum(2) * isChosen).sum(dim: -1) - TorchNumber.One;
        torch.Tensor own = torch.where(isKept, (chosen * TorchNumber.Of(capacity)).Plus(place), torch.full_like(place, TorchNumber.Of(_routed * capacity)));
        return new SwitchRoutes(scores.max(-1, keepdim: false).values, own, _counts, GateLoss, capacity) { _allTokens = _allTokens };
    }

    /// <summary>Puts tokens [E', G, T, D] into the slots of their MLPs, [E', G, R, C, D]; empty slots hold zeros.</summary>
    public torch.Tensor Dispatch(torch.Tensor tokens)
    {
        long count = tokens.shape[2];
        long slots = _routed * _capacity;
        torch.Tensor source = torch.full([_slot.shape[0], _slot.shape[1], slots + 1], TorchNumber.Of(count), dtype: torch.ScalarType.Int64, device: tokens.device);
        source.scatter_(-1, _slot, TensorSum.Range(count, device: tokens.device).expand(_slot.shape));
        return Take(tokens, source.narrow(-1, 0, slots)).unflatten(2, [_routed, _capacity]);
    }

    /// <summary>Takes the results [E', G, R, C, D] out of the slots, [E', G, T, D]; zeros for a dropped token.</summary>
    public torch.Tensor Collect(torch.Tensor results) => Take(results.flatten(2, 3), _slot);

    // Rows [.., N, D] by index [.., K]; index N is a row of zeros.
    private static torch.Tensor Take(torch.Tensor rows, torch.Tensor index)
    {
        torch.Tensor padded = torch.nn.functional.pad(rows, [0L, 0L, 0L, 1L]);
        return padded.gather(2, index.unsqueeze(-1).expand(-1, -1, -1, rows.shape[^1]));
    }
}
