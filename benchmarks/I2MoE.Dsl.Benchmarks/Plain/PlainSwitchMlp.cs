using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>The switch layer of the reference algorithm: modality by modality, a gate sends every token to one of R MLPs, up to their capacity.</summary>
internal sealed class PlainSwitchMlp : PlainMlp
{
    private readonly Parameter _gateWeight;
    private readonly Parameter _gateBias;
    private readonly Parameter _w1;
    private readonly Parameter _b1;
    private readonly Parameter _w2;
    private readonly Parameter _b2;
    private readonly Dropout _dropout;
    private readonly int _modalities;
    private readonly int _routed;

    public PlainSwitchMlp(FusionSizes sizes)
        : base(nameof(PlainSwitchMlp))
    {
        _modalities = sizes.Modalities;
        _routed = sizes.Routed;
        _gateWeight = Add("gate_w", sizes.Routed, sizes.Hidden);
        _gateBias = Add("gate_b", sizes.Routed);
        _w1 = Add("w1", sizes.Routed, 2 * sizes.Hidden, sizes.Hidden);
        _b1 = Add("b1", sizes.Routed, 2 * sizes.Hidden);
        _w2 = Add("w2", sizes.Routed, sizes.Hidden, 2 * sizes.Hidden);
        _b2 = Add("b2", sizes.Routed, sizes.Hidden);
        _dropout = Dropout(sizes.Dropout);
        register_module("dropout", _dropout);
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        torch.Tensor[] chunks = input.chunk(_modalities, dim: 1);
        var losses = new List<torch.Tensor>();
        torch.Tensor output = torch.cat([.. chunks.Select(chunk => Route(chunk.reshape(-1, chunk.shape[2]), losses).view(chunk.shape))], dim: 1);
        GateLoss = torch.stack(losses).sum();
        return output;
    }

    private torch.Tensor Route(torch.Tensor tokens, List<torch.Tensor> losses)
    {
        torch.Tensor logits = functional.linear(tokens, _gateWeight, _gateBias);
        if (training)
        {
            logits = logits + torch.empty_like(logits).uniform_(0.9, 1.1);
        }

        torch.Tensor scores = logits.softmax(-1);
        (torch.Tensor top, torch.Tensor chosen) = scores.max(1);
        long capacity = (long)Math.Ceiling((training ? 1.2 : 2.4) * tokens.shape[0] / _routed);
        torch.Tensor output = torch.zeros_like(tokens);
        var counts = new List<torch.Tensor>();
        for (int expert = 0; expert < _routed; expert++)
        {
            torch.Tensor rows = chosen.eq(expert).nonzero().squeeze(1);
            rows = rows.narrow(0, 0, Math.Min(capacity, rows.shape[0]));
            counts.Add(torch.tensor((float)rows.shape[0]));
            if (rows.shape[0] > 0)
            {
                torch.Tensor hidden = _dropout.forward(functional.gelu(functional.linear(tokens.index_select(0, rows), _w1[expert], _b1[expert])));
                torch.Tensor mapped = functional.linear(hidden, _w2[expert], _b2[expert]);
                output = output.index_add(0, rows, mapped * top.index_select(0, rows).unsqueeze(1), alpha: 1);
            }
        }

        torch.Tensor count = torch.stack(counts);
        torch.Tensor kept = count.sum();
        losses.Add((count / kept * (scores.sum(dim: 0) / kept)).sum() * _routed);
        return output;
    }

    private Parameter Add(string name, params long[] shape)
    {
        var parameter = new Parameter(torch.randn(shape) * 0.05);
        register_parameter(name, parameter);
        return parameter;
    }
}
