using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>Blocks of convolution, ReLU and max pool, then dropout and a linear layer on all that is left: [B, C, …] to [B, D].</summary>
internal sealed class ConvolutionBlocks : torch.nn.Module
{
    private readonly ModuleList<ConvolutionLayer> _layers = new();
    private readonly LinearLayer _head;
    private readonly int _dimensions;
    private readonly int _pool;
    private readonly double _dropout;

    public ConvolutionBlocks(
        int inputs,
        IReadOnlyList<int> sides,
        IReadOnlyList<int> channels,
        int kernelSize,
        int pool,
        bool batchNorm,
        double dropout,
        int embeddingDim,
        ParameterInitializer initializer)
        : base(nameof(ConvolutionBlocks))
    {
        _dimensions = sides.Count;
        _pool = pool;
        _dropout = dropout;
        int last = inputs;
        foreach (int outputs in channels)
        {
            _layers.Add(new ConvolutionLayer(_dimensions, last, outputs, kernelSize, batchNorm, initializer));
            last = outputs;
        }

        int flattened = ConvolutionSize.AfterBlocks(sides, channels.Count, kernelSize, pool).Aggregate(last, (product, size) => product * size);
        _head = new(flattened, embeddingDim, initializer);
        register_module("blocks", _layers);
        register_module("head", _head);
    }

    public torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        torch.Tensor hidden = input;
        foreach (ConvolutionLayer layer in _layers)
        {
            hidden = ConvolutionLayer.Pool(layer.Forward(hidden, dropout), _dimensions, _pool);
        }

        return _head.forward(dropout.Apply(hidden.flatten(1), _dropout));
    }
}
