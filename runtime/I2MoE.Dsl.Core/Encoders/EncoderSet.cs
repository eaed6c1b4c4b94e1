using System.ComponentModel;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Encoders;

/// <summary>The encoders of a model's modalities, each with the patch embedding that follows it where the fusion takes tokens.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EncoderSet : torch.nn.Module
{
    private readonly List<(Encoder Encoder, PatchEmbedding? Patches, bool IsFrozen)> _encoders = [];
    private readonly List<(string Encoder, string? Patches)> _names = [];
    private readonly List<Modality> _modalities = [];
    private readonly Dictionary<int, string> _replacementNames = [];
    private readonly Dictionary<int, string> _tableNames = [];
    private AbsentModalities? _absent;

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
        _modalities.Add(modality);
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

    /// <summary>Adds what replaces the embeddings of optional modalities where samples lack them. A learned one is drawn from a stream of its own, so that no other draw depends on it.</summary>
    /// <param name="modalities">The modalities of the set, in their order.</param>
    /// <param name="options">What replaces them, and how often training takes one away.</param>
    /// <param name="shape">The shape of an embedding, [P, D] or [D].</param>
    /// <param name="seed">The seed of the initial parameters.</param>
    internal void Replace(IReadOnlyList<Modality> modalities, MissingOptions options, long[] shape, long seed)
    {
        if (!modalities.Any(modality => modality.IsOptional))
        {
            return;
        }

        // By name, because a model that moves to another device has other parameters.
        _absent = new AbsentModalities(modalities, options, modality => ReplacementName(modality) is { } name ? get_parameter(name) : null);
        foreach (Modality modality in modalities.Where(modality => modality.IsOptional && options.Replacement == MissingReplacement.Learned))
        {
            // As wide as a linear map makes embeddings of normalised features, so that experts see it from the first step.
            var initializer = new ParameterInitializer(RandomKey.Of(seed, RandomPurpose.AbsentReplacement).Derive(modality.Index));
            string name = Free(modality.Name + "_absent");
            register_parameter(name, initializer.Uniform(1 / Math.Sqrt(shape[^1]), shape));
            _replacementNames[modality.Index] = name;
        }
    }

    /// <summary>Adds the vectors of levels of categories, drawn from N(0, 1) as PyTorch does, from a stream of their own.</summary>
    /// <param name="modalities">The modalities of the set, in their order.</param>
    /// <param name="seed">The seed of the initial parameters.</param>
    internal void EmbedLevels(IReadOnlyList<Modality> modalities, long seed)
    {
        foreach (Modality modality in modalities)
        {
            if (modality.Categories is { } categories)
            {
                var initializer = new ParameterInitializer(RandomKey.Of(seed, RandomPurpose.LevelEmbedding).Derive(modality.Index));
                string name = Free(modality.Name + "_levels");
                register_parameter(name, initializer.Normal(1, categories.Features, categories.Width));
                _tableNames[modality.Index] = name;
            }
        }
    }

    /// <summary>Which modalities a training step shows of each sample, boolean, [B, n]: those that it has, without optional ones that are taken away by chance; null where all show all.</summary>
    /// <param name="presence">Which modalities each sample has; null where all have all.</param>
    /// <param name="inputs">The inputs, [B, …] each.</param>
    /// <param name="random">The randomness of the step.</param>
    internal torch.Tensor? Drop(torch.Tensor? presence, IReadOnlyList<torch.Tensor> inputs, StepRandom random) =>
        _absent is null ? presence : _absent.Drop(presence, inputs[0].shape[0], inputs[0].device, random);

    /// <summary>The embeddings, in the order of the modalities: [B, P, D] or [B, D] each.</summary>
    /// <param name="inputs">The inputs, [B, …] each.</param>
    /// <param name="random">The randomness of the step; null at inference.</param>
    /// <param name="presence">
    /// Which modalities each sample has, boolean, [B, n]; null (default) where all have all. Where a sample lacks an optional modality, its input is not
    /// looked at, and its embedding is what the option <c>Replacement</c> says.
    /// </param>
    public torch.Tensor[] Encode(IReadOnlyList<torch.Tensor> inputs, StepRandom? random, torch.Tensor? presence = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var embeddings = new torch.Tensor[_encoders.Count];
        for (int modality = 0; modality < embeddings.Length; modality++)
        {
            (Encoder encoder, PatchEmbedding? patches, bool isFrozen) = _encoders[modality];
            DropoutSource dropout = random?.EncoderDropout(modality) ?? DropoutSource.None;
            torch.Tensor input = AbsentModalities.Input(_modalities[modality], inputs[modality], presence);
            input = _tableNames.TryGetValue(modality, out string? table) ? LevelEmbedding.Of(_modalities[modality].Categories!, input, get_parameter(table)!) : input;
            torch.Tensor embedding = Encode(_modalities[modality], encoder, input, isFrozen ? DropoutSource.None : dropout);
            embedding = patches is null ? embedding : patches.Forward(embedding, dropout);
            embeddings[modality] = presence is null || _absent is null ? embedding : _absent.Embedding(modality, embedding, presence);
        }

        return embeddings;
    }

    private static torch.Tensor Encode(Modality modality, Encoder encoder, torch.Tensor input, DropoutSource dropout)
    {
        if (!modality.HasOwnLength)
        {
            return encoder.Forward(input, dropout);
        }

        torch.Tensor lengths = SequenceEnds.Lengths(input);
        return ((ISequenceEncoder)encoder).Forward(SequenceEnds.Fill(input, lengths, 0), lengths, dropout);
    }

    /// <summary>Takes the encoders that are frozen out of training: their parameters get no gradient, though inputs still do.</summary>
    internal void Freeze()
    {
        IEnumerable<Parameter> tables = _tableNames.Where(table => _encoders[table.Key].IsFrozen).Select(table => get_parameter(table.Value)!);
        foreach (Parameter parameter in _encoders.Where(pair => pair.IsFrozen).SelectMany(pair => pair.Encoder.parameters()).Concat(tables))
        {
            parameter.requires_grad = false;
        }
    }

    /// <summary>The name of the learned embedding that replaces that of a modality; null where none is learned.</summary>
    internal string? ReplacementName(int modality) => _replacementNames.GetValueOrDefault(modality);

    /// <summary>The name of the vectors of the levels of a modality, [levels, width]; null where none are learned.</summary>
    internal string? TableName(int modality) => _tableNames.GetValueOrDefault(modality);

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
