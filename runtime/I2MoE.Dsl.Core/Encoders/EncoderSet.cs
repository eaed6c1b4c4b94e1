using System.ComponentModel;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>The encoders of a model's modalities, each with the patch embedding that follows it where the fusion takes tokens.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EncoderSet : torch.nn.Module
{
    private readonly List<(Encoder Encoder, PatchEmbedding? Patches, bool IsFrozen)> _encoders = [];
    private readonly List<(string Encoder, string? Patches)> _names = [];

    /// <summary>Creates an empty set.</summary>
    public EncoderSet()
        : base(nameof(EncoderSet))
    {
    }

    /// <summary>Adds the encoder of the next modality.</summary>
    /// <param name="modality">The modality; its name becomes part of the parameters' names.</param>
    /// <param name="encoder">Its encoder.</param>
    /// <param name="patches">Splits the vector that <paramref name="encoder"/> makes into patches; null where it makes tokens, or the fusion takes vectors.</param>
    public void Add(Modality modality, Encoder encoder, PatchEmbedding? patches = null)
    {
        ArgumentNullException.ThrowIfNull(modality);
        _encoders.Add((encoder, patches, modality.IsFrozen));
        string name = Free(modality.Name);
        register_module(name, encoder);
        string? patchesName = patches is null ? null : Free(modality.Name + "_patches");
        if (patches is not null)
        {
            register_module(patchesName!, patches);
        }

        _names.Add((name, patchesName));
    }

    /// <summary>The names of the encoders, and of the patch embeddings behind them, in the names of their parameters.</summary>
    internal IReadOnlyList<(string Encoder, string? Patches)> Names => _names;

    /// <summary>The embeddings, in the order of the modalities: [B, P, D] or [B, D] each.</summary>
    /// <param name="inputs">The inputs, [B, …] each.</param>
    /// <param name="random">The randomness of the step; null at inference.</param>
    public torch.Tensor[] Encode(IReadOnlyList<torch.Tensor> inputs, StepRandom? random)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var embeddings = new torch.Tensor[_encoders.Count];
        for (int modality = 0; modality < embeddings.Length; modality++)
        {
            (Encoder encoder, PatchEmbedding? patches, bool isFrozen) = _encoders[modality];
            DropoutSource dropout = random?.EncoderDropout(modality) ?? DropoutSource.None;
            torch.Tensor embedding = encoder.Forward(inputs[modality], isFrozen ? DropoutSource.None : dropout);
            embeddings[modality] = patches is null ? embedding : patches.Forward(embedding, dropout);
        }

        return embeddings;
    }

    /// <summary>Takes the encoders that are frozen out of training: their parameters get no gradient, though inputs still do.</summary>
    internal void Freeze()
    {
        foreach (TorchSharp.Modules.Parameter parameter in _encoders.Where(pair => pair.IsFrozen).SelectMany(pair => pair.Encoder.parameters()))
        {
            parameter.requires_grad = false;
        }
    }

    // A modality may have the name that another one's patches have.
    private string Free(string name)
    {
        while (named_children().Any(child => child.name == name))
        {
            name += "_";
        }

        return name;
    }
}
