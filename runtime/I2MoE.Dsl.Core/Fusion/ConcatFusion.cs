using System.ComponentModel;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>The concat fusion: an MLP (ReLU, dropout) on the concatenated embeddings [B, n * D]; its last layer is the head.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConcatFusion : FusionBank
{
    private readonly ModuleList<StackedLinear> _layers = new();
    private readonly double _dropout;

    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Layers, hidden size and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public ConcatFusion(int experts, int modalities, int outputs, ConcatFusionOptions options, ExpertInitializer initializer)
        : base(nameof(ConcatFusion), experts, outputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        _dropout = options.Dropout;
        for (int layer = 0; layer < options.Layers; layer++)
        {
            int inputs = layer == 0 ? modalities * options.HiddenDim : options.HiddenDim;
            _layers.Add(new StackedLinear(inputs, layer == options.Layers - 1 ? outputs : options.HiddenDim, initializer));
        }

        register_module("layers", _layers);
    }

    /// <inheritdoc/>
    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        torch.Tensor hidden = torch.cat([.. embeddings], dim: -1);
        foreach (StackedLinear layer in _layers.SkipLast(1))
        {
            hidden = view.Dropout.Apply(torch.nn.functional.relu(layer.Forward(hidden, view)), _dropout);
        }

        return new FusionOutput(_layers[^1].Forward(hidden, view), hidden);
    }

    /// <inheritdoc/>
    /// <remarks>The reference code has no such fusion; the names are those of an MLP there: every third module is a linear layer.</remarks>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
        _layers.SelectMany((layer, index) => new[]
        {
            ($"network.{index * 3}.weight", layer.Weight),
            ($"network.{index * 3}.bias", layer.Bias!),
        });
}
