using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>What one copy of a fusion needs for one sample, as its definition counts it from the layers here.</summary>
internal sealed class FusionSizes
{
    // What the kernels compute with: rows of a multiple of so many numbers.
    private const int KernelWidth = 16;
    private const int LowRankHead = 128;

    private readonly SizeTally _tally;
    private readonly Component _fusion;
    private readonly double _modalities;
    private readonly double _outputs;
    private readonly double _passes;
    private readonly double _width;
    private readonly double _patches;
    private readonly bool _isFloat;

    private FusionSizes(SizeTally tally, Component fusion, int modalities, int outputs, double passes, bool isFloat)
    {
        EquatableArray<int> embedding = EmbeddingShape.Embedding(fusion);
        _tally = tally;
        _fusion = fusion;
        _modalities = modalities;
        _outputs = outputs;
        _passes = passes;
        _width = embedding[embedding.Count - 1];
        _patches = embedding.Count > 1 ? embedding[0] : 1;
        _isFloat = isFloat;
    }

    /// <summary>Adds a fusion.</summary>
    /// <param name="tally">Takes the sizes.</param>
    /// <param name="fusion">The fusion.</param>
    /// <param name="modalities">The number of modalities.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="passes">The passes of a training step; 1 at inference.</param>
    /// <param name="isFloat">Whether linear layers compute in float32.</param>
    public static void Add(SizeTally tally, Component fusion, int modalities, int outputs, double passes, bool isFloat) =>
        new FusionSizes(tally, fusion, modalities, outputs, passes, isFloat).Add();

    private void Add()
    {
        if (((FusionDefinition)_fusion.Definition).Count is { } count)
        {
            count(this);
        }
        else
        {
            _tally.IsPartial = true;
        }
    }

    /// <summary>The numbers of an embedding of one modality, or of one of its patches.</summary>
    public double Width => _width;

    /// <summary>The patches of an embedding; 1 for a vector.</summary>
    public double Patches => _patches;

    /// <summary>The modalities.</summary>
    public double Modalities => _modalities;

    /// <summary>The outputs of an expert.</summary>
    public double Outputs => _outputs;

    /// <summary>The passes of a training step; 1 at inference.</summary>
    public double Passes => _passes;

    /// <summary>The fusion, for its options.</summary>
    public Component Fusion => _fusion;

    private double Tokens => _modalities * _patches;

    // The tokens of all passes.
    private double Rows => _passes * Tokens;

    public void AddBlocks(Action<int> addMlp)
    {
        _tally.Parameter("the position embedding", Tokens * _width);
        _tally.Layer("the tokens of all passes", Rows * _width, Rows * _width, 0);
        for (int layer = 0; layer < _fusion.Get(TransformerFusionOptions.Layers); layer++)
        {
            AddAttention(_fusion.Get(TransformerFusionOptions.Heads), _width % KernelWidth == 0);
            addMlp(layer);
        }

        Linear("the head", _modalities * _width, _outputs, _passes);
    }

    // By kernels: queries, keys and values, mixed values and the result; torch also makes what lies between them, and weights of tokens for tokens.
    private void AddAttention(double heads, bool hasKernels)
    {
        _tally.Parameter("the normalisations of a block", 4 * _width);
        _tally.Linear("the queries of a block", _width, _width, bias: false);
        _tally.Linear("the keys and values of a block", _width, 2 * _width, bias: false);
        _tally.Linear("the projection of a block", _width, _width);
        double row = Rows * _width;
        double weights = hasKernels ? 0 : Rows * Tokens * heads;
        _tally.Layer(
            weights > 2 * row ? "the attention weights of a block" : "the keys and values of a block",
            Math.Max(weights, 2 * row),
            ((hasKernels ? 5 : 14) * row) + (4 * weights),
            (8 * row) + (2 * weights),
            hasKernels ? row : null);
    }

    public void AddDenseMlp()
    {
        _tally.Linear("the first map of an MLP", _width, 2 * _width);
        _tally.Linear("the second map of an MLP", 2 * _width, _width);
        double row = Rows * _width;
        bool hasKernels = _width % KernelWidth == 0;
        _tally.Layer("the hidden layer of an MLP", 2 * row, (hasKernels ? 3 : 13) * row, 7 * row, hasKernels ? row : null);
    }

    public void AddSwitchMlp(double routed)
    {
        _tally.Linear("the gate of a switch layer", _width, routed);
        _tally.Parameter("the first maps of the routed experts", routed * _width * 2 * _width);
        _tally.Parameter("", routed * 2 * _width);
        _tally.Parameter("the second maps of the routed experts", routed * _width * 2 * _width);
        _tally.Parameter("", routed * _width);
        double row = Rows * _width;
        _tally.Layer("the hidden layer of the routed experts", 2.4 * row, (24 * row) + (6 * Rows * routed), 10 * row);
    }

    public void AddMoePlusPlus(int layer)
    {
        double routed = _fusion.Get(MoePlusPlusFusionOptions.RoutedExperts);
        double all = routed + MoePlusPlusFusionOptions.ZeroComputationExperts;
        _tally.Linear("the router of a MoE++ layer", _width, 8 * all, bias: false);
        _tally.Linear("the router of a MoE++ layer", 8 * all, all, bias: false);
        _tally.Parameter("the gating residual of a MoE++ layer", layer > 0 ? all * all : 0);
        for (int expert = 0; expert < routed; expert++)
        {
            _tally.Parameter("the first map of a routed expert", _width * 128);
            _tally.Parameter("the second map of a routed expert", 64 * _width);
        }

        _tally.Parameter("", 2 * 3 * _width);
        double row = Rows * _width;
        double top = _fusion.Get(MoePlusPlusFusionOptions.TopK);
        _tally.Layer("the tokens of the routed experts", top * row, ((20 + (3 * top)) * row) + (Rows * ((16 * all) + (top * 450))), 8 * row);
    }

    public void AddLastToken(double features, double tokens, double width, double heads, double feedForward, int layers)
    {
        double rows = _passes * tokens;
        _tally.Linear("the embedding of the tokens", features, width, bias: false);
        _tally.Layer("the concatenated embeddings", rows * features, rows * (features + width), rows * features);
        for (int layer = 0; layer < layers; layer++)
        {
            _tally.Linear("queries, keys and values of a layer", width, 3 * width);
            _tally.Linear("the projection of a layer", width, width);
            _tally.Linear("the first map of an MLP", width, feedForward);
            _tally.Linear("the second map of an MLP", feedForward, width);
            _tally.Parameter("", 4 * width);
            double wanted = layer == layers - 1 ? _passes : rows;
            double weights = wanted * tokens * heads;
            double hidden = wanted * feedForward;
            _tally.Layer(
                weights > hidden ? "the attention weights of a layer" : "the hidden layer of an MLP",
                Math.Max(weights, Math.Max(hidden, 3 * rows * width)),
                (6 * rows * width) + (12 * wanted * width) + (4 * weights) + (4 * hidden),
                (2 * weights) + (2 * hidden) + (6 * rows * width));
        }

        Linear("the head", width, _outputs, _passes);
    }

    public void AddConcat()
    {
        int layers = _fusion.Get(ConcatFusionOptions.Layers);
        _tally.Layer("the concatenated embeddings", _passes * _modalities * _width, _passes * _modalities * _width, _passes * _modalities * _width);
        for (int layer = 0; layer < layers; layer++)
        {
            bool isLast = layer == layers - 1;
            Linear("a map of the fusion", layer == 0 ? _modalities * _width : _width, isLast ? _outputs : _width, _passes, after: isLast ? 0 : 3 * _width);
        }
    }

    public void AddLowRank()
    {
        double rank = _fusion.Get(LowRankFusionOptions.Rank);
        double fused = _fusion.Get(LowRankFusionOptions.FusedDim);
        for (int modality = 0; modality < _modalities; modality++)
        {
            _tally.Parameter("a factor of the low-rank fusion", rank * (_width + 1) * fused);
            _tally.Layer("the products of the low-rank fusion", _passes * rank * fused, _passes * ((3 * rank * fused) + _width), 3 * _passes * rank * fused);
        }

        _tally.Parameter("", rank + fused);
        Linear("the hidden layer of the head", fused, LowRankHead, _passes, after: LowRankHead + fused);
        Linear("the head", LowRankHead, _outputs, _passes);
    }

    public void AddInterpretCc()
    {
        double half = Math.Floor(_width / 2);
        for (int modality = 0; modality < _modalities; modality++)
        {
            Linear("a gate", _width, _width, _passes, after: 2 * _width);
            Linear("a gate", _width, 1, _passes, after: 8);
        }

        Linear("the fusing map", _modalities * _width, _width, _passes, after: (2 * _modalities * _width) + (3 * _width));
        Linear("the classifier", _width, half, _passes, after: half);
        Linear("the head", half, _outputs, _passes);
    }

    public void Linear(string name, double inputs, double outputs, double rows, double after = 0)
    {
        _tally.Linear(name, inputs, outputs);
        _tally.Layer("the result of " + name, rows * outputs, rows * (outputs + after), rows * (inputs + outputs) * (_isFloat ? 1 : 2));
    }
}
