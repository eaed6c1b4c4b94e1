using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Encoders;

/// <summary>
/// Token ids [B, T], int64, to [B, D]: an embedding of each token, then the state of a GRU after the last real token, or the mean of the real
/// tokens mapped linearly. The padding id is skipped wherever it stands; a text of nothing else is a vector of zeros before the linear map.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextEncoder : Encoder
{
    private readonly Parameter _embeddings;
    private readonly GruLayer? _gru;
    private readonly LinearLayer? _projection;
    private readonly int _paddingId;

    /// <summary>Creates the encoder.</summary>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="options">Vocabulary, padding id, size of a token and pooling.</param>
    /// <param name="initializer">Draws the initial parameters: the tokens from N(0, 1), as PyTorch does.</param>
    public TextEncoder(int embeddingDim, TextEncoderOptions options, ParameterInitializer initializer)
        : base(nameof(TextEncoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(initializer);
        _paddingId = options.PaddingId;
        _embeddings = initializer.Normal(1, options.Vocabulary, options.TokenDim);
        register_parameter("embeddings", _embeddings);
        if (options.Pooling == TextPooling.Gru)
        {
            _gru = new(options.TokenDim, embeddingDim, initializer);
            register_module("gru", _gru);
        }
        else
        {
            _projection = new(options.TokenDim, embeddingDim, initializer);
            register_module("projection", _projection);
        }
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        ArgumentNullException.ThrowIfNull(input);
        torch.Tensor isPadding = input.eq(TorchNumber.Of(_paddingId));
        torch.Tensor counts = isPadding.logical_not().sum(dim: 1L, keepdim: true);
        return _gru is null ? MeanOfTokens(input, isPadding, counts) : LastState(input, isPadding, counts);
    }

    private torch.Tensor MeanOfTokens(torch.Tensor ids, torch.Tensor isPadding, torch.Tensor counts)
    {
        torch.Tensor real = Embed(ids).masked_fill(isPadding.unsqueeze(-1), TorchNumber.Of(0));
        return _projection!.forward(real.sum(dim: 1L) / counts.clamp(min: TorchNumber.Of(1)));
    }

    // The real tokens move to the front in their order, so that the state after the last of them has seen no padding.
    private torch.Tensor LastState(torch.Tensor ids, torch.Tensor isPadding, torch.Tensor counts)
    {
        long length = ids.shape[1];
        torch.Tensor order = (isPadding.to_type(torch.int64) * TorchNumber.Of(length)).Plus(TensorSum.Range(length, device: ids.device)).argsort(1);
        torch.Tensor states = _gru!.States(Embed(ids.gather(1, order)));
        torch.Tensor last = (counts - TorchNumber.One).clamp(min: TorchNumber.Of(0)).unsqueeze(-1).expand(-1, -1, states.shape[2]);
        return states.gather(1, last).squeeze(1).masked_fill(counts.eq(TorchNumber.Of(0)), TorchNumber.Of(0));
    }

    private torch.Tensor Embed(torch.Tensor ids) => _embeddings.index_select(0, ids.flatten()).view(ids.shape[0], ids.shape[1], -1);
}
