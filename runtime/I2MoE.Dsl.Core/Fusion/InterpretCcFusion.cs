using System.ComponentModel;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The InterpretCC fusion: a gate for every modality and sample (linear, ReLU, linear, Gumbel-sigmoid) multiplies the modality's embedding;
/// the gated embeddings, concatenated, go through linear, ReLU, dropout and a classifier of two layers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InterpretCcFusion : FusionBank
{
    // Samples times the parameters of an expert: where the two plans took the same time, between hidden sizes of 128 and 256.
    private const long SmallWork = 20_000_000;

    private readonly ModuleList<StackedLinear> _gateHidden = new();
    private readonly ModuleList<StackedLinear> _gateOutput = new();
    private readonly StackedLinear _fuse;
    private readonly StackedLinear _narrow;
    private readonly StackedLinear _head;
    private readonly RoutingRecord _routing;
    private readonly InterpretCcFusionOptions _options;
    private readonly long _parametersOfExpert;

    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Hidden size, dropout and the gates.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public InterpretCcFusion(int experts, int modalities, int outputs, InterpretCcFusionOptions options, ExpertInitializer initializer)
        : base(nameof(InterpretCcFusion), experts, outputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        for (int modality = 0; modality < modalities; modality++)
        {
            _gateHidden.Add(new StackedLinear(options.HiddenDim, options.HiddenDim, initializer));
            _gateOutput.Add(new StackedLinear(options.HiddenDim, 1, initializer));
        }

        _fuse = new(modalities * options.HiddenDim, options.HiddenDim, initializer);
        _narrow = new(options.HiddenDim, options.HiddenDim / 2, initializer);
        _head = new(options.HiddenDim / 2, outputs, initializer);
        _routing = new(experts, layers: 1, modalities);
        register_module("gate_hidden", _gateHidden);
        register_module("gate_output", _gateOutput);
        register_module("fuse", _fuse);
        register_module("narrow", _narrow);
        register_module("head", _head);
        register_module("routing", _routing);
        _parametersOfExpert = parameters().Sum(parameter => parameter.numel()) / experts;
    }

    /// <inheritdoc/>
    internal override bool PrefersBatched(long samples) => samples * _parametersOfExpert <= SmallWork;

    /// <inheritdoc/>
    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(view);
        torch.Tensor[] gates = [.. embeddings.Select((embedding, modality) => Gate(Logits(embedding, modality, view), modality, view))];
        torch.Tensor gated = torch.cat([.. embeddings.Zip(gates, (embedding, gate) => embedding * gate)], dim: -1);
        return Finish(_fuse.Forward(gated, view), gates, view);
    }

    /// <inheritdoc/>
    internal override FusionOutput Forward(PassInputs inputs, int expert, ExpertView view)
    {
        (torch.Tensor[] distinct, int[][] groupOf) = inputs.Distinct(expert);
        if (groupOf.Length == 1 || view.Precision != Precision.Fp32)
        {
            return Forward(inputs.ForExpert(expert), view);
        }

        // A gate multiplies an embedding as a whole, so that the layer behind it may map the embedding first: once for all passes that share it.
        torch.Tensor[] weights = view.Of(_fuse.Weight).chunk(_gateHidden.Count, dim: -1);
        var gates = new torch.Tensor[_gateHidden.Count];
        torch.Tensor fused = view.Of(_fuse.Bias!);
        for (int modality = 0; modality < gates.Length; modality++)
        {
            int place = modality;
            int[] groups = [.. Enumerable.Range(0, distinct.Length).Where(group => inputs.ModalityOf(group) == place)];
            int[] order = [.. groupOf.Select(pass => Array.IndexOf(groups, pass[place]))];
            torch.Tensor embedding = torch.cat([.. groups.Select(group => distinct[group])], dim: 0);
            gates[modality] = Gate(ForPasses(Logits(embedding, modality, view), groups.Length, order), modality, view);
            fused = fused.Plus(gates[modality] * ForPasses(torch.mm(embedding, weights[modality].t()), groups.Length, order));
        }

        return Finish(fused, gates, view);
    }

    /// <inheritdoc/>
    public override RoutingStatistics ReadRouting() => _routing.Read();

    /// <inheritdoc/>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames()
    {
        for (int modality = 0; modality < _gateHidden.Count; modality++)
        {
            yield return ($"modality_gates.{modality}.0.weight", _gateHidden[modality].Weight);
            yield return ($"modality_gates.{modality}.0.bias", _gateHidden[modality].Bias!);
            yield return ($"modality_gates.{modality}.2.weight", _gateOutput[modality].Weight);
            yield return ($"modality_gates.{modality}.2.bias", _gateOutput[modality].Bias!);
        }

        yield return ("fusion_layer.0.weight", _fuse.Weight);
        yield return ("fusion_layer.0.bias", _fuse.Bias!);
        yield return ("classifier.0.weight", _narrow.Weight);
        yield return ("classifier.0.bias", _narrow.Bias!);
        yield return ("classifier.2.weight", _head.Weight);
        yield return ("classifier.2.bias", _head.Bias!);
    }

    // [groups * B, .] -> [passes * B, .]
    private static torch.Tensor ForPasses(torch.Tensor distinct, int groups, int[] order)
    {
        torch.Tensor[] runs = distinct.chunk(groups, dim: 0);
        return torch.cat([.. order.Select(group => runs[group])], dim: 0);
    }

    private FusionOutput Finish(torch.Tensor fused, torch.Tensor[] gates, ExpertView view)
    {
        torch.Tensor latent = view.Dropout.Apply(torch.nn.functional.relu(fused), _options.Dropout);
        torch.Tensor hidden = torch.nn.functional.relu(_narrow.Forward(latent, view));
        Record(gates, view);
        return new FusionOutput(_head.Forward(hidden, view), latent);
    }

    private torch.Tensor Logits(torch.Tensor embedding, int modality, ExpertView view) =>
        _gateOutput[modality].Forward(torch.nn.functional.relu(_gateHidden[modality].Forward(embedding, view)), view);

    // [.., M, 1]
    private torch.Tensor Gate(torch.Tensor logits, int modality, ExpertView view)
    {
        torch.Tensor noisy = view.IsTraining ? logits.Plus(Gumbel(logits, modality, view)) : logits;
        torch.Tensor soft = torch.sigmoid(noisy / TorchNumber.Of(_options.Tau));
        if (!_options.Hard)
        {
            return soft;
        }

        // The value of the hard gate with the gradient of the soft one.
        torch.Tensor hard = (soft > TorchNumber.Of(_options.Threshold)).to_type(soft.dtype);
        return (hard - soft.detach()).Plus(soft);
    }

    private static torch.Tensor Gumbel(torch.Tensor logits, int modality, ExpertView view)
    {
        long[] shape = [logits.shape[^2] / view.Passes, 1];
        IEnumerable<torch.Tensor> draws =
            from noise in view.Noise
            from pass in Enumerable.Range(0, view.Passes)
            select noise.Exponential(modality, pass, shape, logits.device);
        return torch.cat([.. draws]).view(logits.shape).log().neg();
    }

    private void Record(torch.Tensor[] gates, ExpertView view)
    {
        torch.Tensor open = torch.stack([.. gates.Select(gate => gate.detach().mean([-2, -1]))], dim: -1);
        torch.Tensor none = torch.zeros([.. open.shape[..^1], 1], dtype: open.dtype, device: open.device);
        _routing.Write(torch.cat([open, none], dim: -1).unsqueeze(-2), view);
    }
}
