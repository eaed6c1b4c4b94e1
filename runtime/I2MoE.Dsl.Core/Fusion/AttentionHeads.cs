using I2MoE.Dsl.Bank;
using TorchSharp;

namespace I2MoE.Dsl.Fusion;

/// <summary>Multi-head attention between tokens, without its projections.</summary>
internal static class AttentionHeads
{
    /// <summary>softmax(q k' / sqrt(d)) v in every head; all tensors are [..., S, D].</summary>
    public static torch.Tensor Mix(torch.Tensor query, torch.Tensor key, torch.Tensor value, int heads, double dropout, ExpertView view)
    {
        query = Split(query, heads);
        double scale = 1 / Math.Sqrt(query.shape[^1]);
        torch.Tensor scores = torch.matmul(query * TorchNumber.Of(scale), Split(key, heads).transpose(-2, -1));
        torch.Tensor attention = view.Dropout.Apply(torch.nn.functional.softmax(scores, dim: -1), dropout);
        return torch.matmul(attention, Split(value, heads)).transpose(-3, -2).flatten(-2, -1);
    }

    // [.., S, D] -> [.., heads, S, D / heads]
    private static torch.Tensor Split(torch.Tensor tokens, int heads) =>
        tokens.unflatten(tokens.dim() - 1, [heads, tokens.shape[^1] / heads]).transpose(-3, -2);
}
