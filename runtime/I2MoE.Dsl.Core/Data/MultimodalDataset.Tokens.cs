using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <content>What the token ids of a dataset stand for.</content>
public sealed partial class MultimodalDataset
{
    /// <summary>The token of each id of the modalities that were text, in the order of the ids.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Tokens
    {
        get => _shared.Tokens;
        init
        {
            foreach ((string modality, IReadOnlyList<string> tokens) in value)
            {
                _shared.Tokens[modality] = tokens;
            }
        }
    }

    /// <summary>Puts other token ids in the place of those that are there, which lie in memory, here and in the parts.</summary>
    /// <param name="modality">A modality of token ids, int64.</param>
    /// <param name="ids">The other id of each.</param>
    /// <param name="tokens">The tokens in the order of the other ids.</param>
    internal void RenumberTokens(string modality, long[] ids, IReadOnlyList<string> tokens)
    {
        using Tensor map = tensor(ids);
        ForEachBlock(modality, (_, block) => block.copy_(map.index_select(0, block.flatten()).view(block.shape)));
        _shared.Tokens[modality] = tokens;
    }
}
