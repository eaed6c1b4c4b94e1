using I2MoE.Dsl.Data;
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

    /// <summary>The embedding, [B, D].</summary>
    /// <param name="input">The input, [B, C, …].</param>
    /// <param name="dropout">Applies dropout in training and nothing at inference.</param>
    /// <param name="lengths">The number of steps of each sequence, [B], after which every block finds zeros, as it does after the last step; null where all have all.</param>
    public torch.Tensor Forward(torch.Tensor input, DropoutSource dropout, torch.Tensor? lengths = null)
    {
        torch.Tensor hidden = input;
        foreach (ConvolutionLayer layer in _layers)
        {
            long steps = hidden.shape[2];
            hidden = layer.Forward(hidden, dropout);
            if (lengths is not null)
            {
                lengths = lengths.Plus(hidden.shape[2] - steps).clamp(min: TorchNumber.Of(0));

                // After ReLU no zero is the greatest of a window that has a step.
                hidden = hidden.masked_fill(SequenceEnds.Beyond(lengths, hidden.shape[2]).unsqueeze(1), TorchNumber.Of(0));
                lengths = lengths.Plus(_pool - 1L).div(TorchNumber.Of(_pool), torch.RoundingMode.floor);
            }

            hidden = ConvolutionLayer.Pool(hidden, _dimensions, _pool);
        }

        return _head.forward(dropout.Apply(hidden.flatten(1), _dropout));
    }
}
