using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>The reference algorithm's transformer fusion; its MLPs are dense, switch or MoE++ layers.</summary>
internal sealed class PlainTransformer : PlainFusion
{
    private readonly Parameter _positions;
    private readonly PlainBlock[] _blocks;
    private readonly Linear _head;

    public PlainTransformer(FusionSizes sizes, Func<int, PlainMlp> createMlp)
        : base(nameof(PlainTransformer))
    {
        _positions = Own(this, "pos_embed", sizes.Modalities * sizes.Patches, sizes.Hidden);
        _blocks = [.. Enumerable.Range(0, sizes.Layers).Select(layer => new PlainBlock(sizes.Hidden, sizes.Heads, sizes.Dropout, createMlp(layer)))];
        _head = Linear(sizes.Modalities * sizes.Hidden, sizes.Outputs);
        var network = new ModuleDict<Module>();
        for (int layer = 0; layer < _blocks.Length; layer++)
        {
            network.Add((layer.ToString(System.Globalization.CultureInfo.InvariantCulture), _blocks[layer]));
        }

        var head = new ModuleDict<Module>();
        head.Add(("fc", _head));
        network.Add((_blocks.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), head));
        register_module("network", network);
    }

    public override torch.Tensor forward(IReadOnlyList<torch.Tensor> embeddings)
    {
        torch.Tensor tokens = torch.cat([.. embeddings], dim: 1) + _positions;
        torch.Tensor? routerLogits = null;
        var gateLosses = new List<torch.Tensor>();
        foreach (PlainBlock block in _blocks)
        {
            block.Mlp.RouterLogits = routerLogits;
            tokens = block.forward(tokens);
            routerLogits = block.Mlp.RouterLogits;
            if (block.Mlp.GateLoss is { } gateLoss)
            {
                gateLosses.Add(gateLoss);
            }
        }

        GateLoss = gateLosses.Count == 0 ? null : torch.stack(gateLosses).mean();
        torch.Tensor means = torch.cat([.. tokens.chunk(embeddings.Count, dim: 1).Select(chunk => chunk.mean([1]))], dim: 1);
        return _head.forward(means);
    }
}
