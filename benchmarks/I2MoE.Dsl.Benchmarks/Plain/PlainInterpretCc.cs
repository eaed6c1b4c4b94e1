using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>The reference algorithm's InterpretCC fusion on embeddings [B, D].</summary>
internal sealed class PlainInterpretCc : PlainFusion
{
    private readonly Sequential[] _gates;
    private readonly Sequential _fusion;
    private readonly Sequential _classifier;
    private readonly double _tau;
    private readonly double _threshold;

    public PlainInterpretCc(FusionSizes sizes, double tau, double threshold)
        : base(nameof(PlainInterpretCc))
    {
        _tau = tau;
        _threshold = threshold;
        _gates = [.. Enumerable.Range(0, sizes.Modalities).Select(_ => Row(Linear(sizes.Hidden, sizes.Hidden), ReLU(), Linear(sizes.Hidden, 1)))];
        _fusion = Row(Linear(sizes.Modalities * sizes.Hidden, sizes.Hidden), ReLU(), Dropout(sizes.Dropout));
        _classifier = Row(Linear(sizes.Hidden, sizes.Hidden / 2), ReLU(), Linear(sizes.Hidden / 2, sizes.Outputs));
        var gates = new ModuleDict<Module>();
        for (int modality = 0; modality < _gates.Length; modality++)
        {
            gates.Add((modality.ToString(System.Globalization.CultureInfo.InvariantCulture), _gates[modality]));
        }

        register_module("modality_gates", gates);
        register_module("fusion_layer", _fusion);
        register_module("classifier", _classifier);
    }

    public override torch.Tensor forward(IReadOnlyList<torch.Tensor> embeddings)
    {
        var gated = new List<torch.Tensor>();
        for (int modality = 0; modality < _gates.Length; modality++)
        {
            torch.Tensor logits = _gates[modality].forward(embeddings[modality]);
            if (training)
            {
                logits = logits - torch.empty_like(logits).exponential_().log();
            }

            torch.Tensor soft = torch.sigmoid(logits / _tau);
            torch.Tensor hard = (soft > _threshold).to_type(torch.float32);
            gated.Add(embeddings[modality] * (hard - soft.detach() + soft));
        }

        return _classifier.forward(_fusion.forward(torch.cat(gated, dim: 1)));
    }
}
