using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>
/// The reference algorithm of I2MoE on embeddings, transliterated: every expert is a module of its own, run pass after pass with torch's
/// dropout. It is what the project's engine is measured against.
/// </summary>
internal sealed class PlainModel : Module
{
    private readonly PlainFusion[] _experts;
    private readonly Sequential _reweighting;
    private readonly double _temperature;
    private readonly double _interactionLossWeight;
    private readonly double _gateLossWeight;

    public PlainModel(BenchmarkCase setting)
        : base(nameof(PlainModel))
    {
        FusionSizes sizes = setting.Sizes;
        _temperature = setting.Temperature;
        _interactionLossWeight = setting.InteractionLossWeight;
        _gateLossWeight = setting.GateLossWeight;
        _experts = [.. Enumerable.Range(0, sizes.Modalities + 2).Select(_ => setting.CreatePlainFusion())];
        var experts = new ModuleDict<Module>();
        for (int expert = 0; expert < _experts.Length; expert++)
        {
            var wrapped = new ModuleDict<Module>();
            wrapped.Add(("fusion_model", _experts[expert]));
            experts.Add((expert.ToString(System.Globalization.CultureInfo.InvariantCulture), wrapped));
        }

        var layers = new List<(string, Module<torch.Tensor, torch.Tensor>)>();
        for (int layer = 0; layer < setting.ReweightingLayers; layer++)
        {
            bool isLast = layer == setting.ReweightingLayers - 1;
            long inputs = layer == 0 ? (long)sizes.Modalities * sizes.Hidden : setting.ReweightingHidden;
            layers.Add(($"{3 * layer}", Linear(inputs, isLast ? _experts.Length : setting.ReweightingHidden)));
            if (!isLast)
            {
                layers.Add(($"{(3 * layer) + 1}", ReLU()));
                layers.Add(($"{(3 * layer) + 2}", Dropout(0.5)));
            }
        }

        _reweighting = Sequential(layers);
        var network = new ModuleDict<Module>();
        network.Add(("network", _reweighting));
        var mlp = new ModuleDict<Module>();
        mlp.Add(("mlp", network));
        register_module("interaction_experts", experts);
        register_module("reweight", mlp);
    }

    /// <summary>The parameters by their names in the reference code. Torch also lists modules under the names of their fields, which begin with _ or &lt;.</summary>
    public Dictionary<string, torch.Tensor> ReferenceState =>
        state_dict().Where(pair => !pair.Key.Contains("._", StringComparison.Ordinal) && !pair.Key.Contains('<', StringComparison.Ordinal) && pair.Key[0] != '_').ToDictionary();

    /// <summary>The replacements of a step, [B, …] by expert and modality.</summary>
    public torch.Tensor[][] DrawReplacements(torch.Tensor[] embeddings) =>
        [.. _experts.Select(_ => embeddings.Select(embedding => torch.randn_like(embedding)).ToArray())];

    /// <summary>The outputs of every expert in every pass, and the total loss.</summary>
    public (torch.Tensor[][] Outputs, torch.Tensor Total) ComputeLosses(torch.Tensor[] embeddings, torch.Tensor[][] replacements, torch.Tensor labels)
    {
        var outputs = new torch.Tensor[_experts.Length][];
        var interactions = new List<torch.Tensor>();
        var gateLosses = new List<torch.Tensor>();
        for (int expert = 0; expert < _experts.Length; expert++)
        {
            outputs[expert] = new torch.Tensor[embeddings.Length + 1];
            for (int pass = 0; pass <= embeddings.Length; pass++)
            {
                torch.Tensor[] inputs = [.. embeddings];
                if (pass > 0)
                {
                    inputs[pass - 1] = replacements[expert][pass - 1];
                }

                outputs[expert][pass] = _experts[expert].forward(inputs);
                if (_experts[expert].GateLoss is { } gateLoss)
                {
                    gateLosses.Add(gateLoss);
                }
            }

            interactions.Add(Interaction(expert, outputs[expert]));
        }

        torch.Tensor prediction = Combine(embeddings, [.. outputs.Select(passes => passes[0])]);
        torch.Tensor total = functional.cross_entropy(prediction, labels) + (_interactionLossWeight * torch.stack(interactions).mean());
        return (outputs, gateLosses.Count == 0 ? total : total + (_gateLossWeight * torch.stack(gateLosses).mean()));
    }

    /// <summary>The prediction, one pass an expert.</summary>
    public torch.Tensor Infer(torch.Tensor[] embeddings) => Combine(embeddings, [.. _experts.Select(expert => expert.forward(embeddings))]);

    private torch.Tensor Combine(torch.Tensor[] embeddings, torch.Tensor[] outputs)
    {
        torch.Tensor means = torch.cat([.. embeddings.Select(embedding => embedding.dim() == 3 ? embedding.mean([1]) : embedding)], dim: 1);
        torch.Tensor weights = (_reweighting.forward(means) / _temperature).softmax(1);
        return (torch.stack(outputs, dim: 1) * weights.unsqueeze(2)).sum(dim: 1);
    }

    private static torch.Tensor Interaction(int expert, torch.Tensor[] passes)
    {
        int modalities = passes.Length - 1;
        torch.Tensor[] masked = passes[1..];
        if (expert < modalities)
        {
            IEnumerable<torch.Tensor> triplets = masked.Where((_, modality) => modality != expert).Select(
                other => functional.triplet_margin_loss(passes[0], other, masked[expert], margin: 1, p: 2, eps: 1e-7));
            return torch.stack([.. triplets]).mean();
        }

        IEnumerable<torch.Tensor> similarities = masked.Select(other => functional.cosine_similarity(passes[0], other, dim: 1).mean());
        torch.Tensor similarity = torch.stack([.. similarities]).mean();
        return expert == modalities ? similarity : 1 - similarity;
    }
}
