using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Experts;

/// <summary>
/// The re-weighting network: w = softmax(MLP(the modalities' embeddings, each averaged over its patches, concatenated) / temperature);
/// with global scope w = softmax(one parameter an expert / temperature).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReweightingNetwork : torch.nn.Module
{
    private readonly Mlp? _mlp;
    private readonly Parameter? _scores;
    private readonly double _temperature;

    /// <summary>Creates the network.</summary>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="embeddingDim">The hidden size D of an embedding.</param>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="options">Layers, hidden width, temperature, dropout and scope.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public ReweightingNetwork(int modalities, int embeddingDim, int experts, ReweightingOptions options, ParameterInitializer initializer)
        : base(nameof(ReweightingNetwork))
    {
        ArgumentNullException.ThrowIfNull(options);
        _temperature = options.Temperature;
        if (options.Scope == ReweightingScope.Global)
        {
            _scores = ParameterInitializer.Constant(0, experts);
            register_parameter("weights", _scores);
        }
        else
        {
            _mlp = new(modalities * embeddingDim, options.HiddenDim, experts, options.Layers, options.Dropout, initializer);
            register_module("mlp", _mlp);
        }
    }

    /// <summary>The weights of the experts, [B, E]; they sum to 1 a sample.</summary>
    /// <param name="embeddings">The embeddings, [B, P, D] or [B, D] a modality.</param>
    /// <param name="random">The randomness of dropout; null at inference.</param>
    /// <param name="allowed">Which experts may have weight, boolean, [B, E], at least one a sample; null where all may. The others have exactly 0.</param>
    public torch.Tensor Weigh(IReadOnlyList<torch.Tensor> embeddings, StepRandom? random, torch.Tensor? allowed = null)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        torch.Tensor scores = (_scores?.expand(embeddings[0].shape[0], -1) ?? PerSampleScores(embeddings, random)) / TorchNumber.Of(_temperature);
        return torch.nn.functional.softmax(allowed is null ? scores : scores.masked_fill(allowed.logical_not(), TorchNumber.Of(double.NegativeInfinity)), dim: -1);
    }

    /// <summary>The names that the parameters have in the paper's reference code, with the parameter of each.</summary>
    public IEnumerable<(string ReferenceName, Parameter Parameter)> ReferenceNames() => _scores is not null
        ? [("weights", _scores)]
        : _mlp!.ReferenceNames().Select(pair => ("mlp." + pair.ReferenceName, pair.Parameter));

    private torch.Tensor PerSampleScores(IReadOnlyList<torch.Tensor> embeddings, StepRandom? random)
    {
        torch.Tensor[] means = [.. embeddings.Select(embedding => embedding.dim() == 3 ? embedding.mean([1]) : embedding)];
        return _mlp!.Forward(torch.cat(means, dim: 1), random?.ReweightingDropout() ?? DropoutSource.None);
    }
}
