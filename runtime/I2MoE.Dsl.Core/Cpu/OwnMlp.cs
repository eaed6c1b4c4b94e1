using I2MoE.Dsl.Native;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>The dense MLP branch in float32 with products of its own: a chunk of rows goes through the whole branch while it is in the cache.</summary>
internal sealed unsafe class OwnMlp : MlpBranch.Computation
{
    // The greatest run of tokens whose mean is taken in the cache.
    private const int GreatestRun = RowChunks.Rows;

    /// <inheritdoc/>
    public override Tensor[] Forward(Tensor tokens, Tensor[] parameters, MlpBranchSettings settings)
    {
        TokenLayout layout = TokenLayout.Plain((int)tokens.shape[0], (int)tokens.shape[1]);
        Tensor[] panels = PackPanels.Pack(isForward: true, parameters[2], parameters[4]);
        Tensor statistics = empty(layout.Rows, 2);
        Tensor hidden = empty(layout.Rows, parameters[3].shape[0]);
        Tensor output = empty_like(tokens);
        CpuThreads.Run(RowChunks.Count(layout.Rows), new MlpForward
        {
            Norm = OwnParts.Norm(tokens, parameters, statistics),
            ExpandPanels = Memory.Of<float>(panels[0]),
            Hidden = Memory.Of<float>(hidden),
            Activation = Activation(parameters, layout.Rows, settings),
            ContractPanels = Memory.Of<float>(panels[1]),
            End = OwnParts.End(output, parameters[5], tokens, layout, settings.Dropout, default),
        });
        return [output, statistics, hidden];
    }

    /// <inheritdoc/>
    public override Tensor[] Backward(Tensor gradient, Tensor[] saved, MlpBranchSettings settings)
    {
        Tensor tokens = saved[0];
        Tensor[] parameters = saved[1..MlpBranch.Gradients];
        (Tensor statistics, Tensor hidden) = (saved[MlpBranch.Gradients], saved[MlpBranch.Gradients + 1]);
        TokenLayout layout = TokenLayout.Plain((int)tokens.shape[0], (int)tokens.shape[1]);
        int rows = layout.Rows;
        int chunks = RowChunks.Count(rows);
        long width = tokens.shape[2];
        Tensor[] panels = PackPanels.Pack(isForward: false, parameters[2], parameters[4]);
        Tensor product = empty(rows, width);
        Tensor normal = empty(rows, width);
        Tensor input = empty_like(tokens);
        Tensor hiddenGradient = empty_like(hidden);
        Tensor contractBias = empty(chunks, width);
        Tensor expandBias = empty(chunks, hidden.shape[1]);
        Tensor normParameters = empty(chunks, 2, width);
        CpuThreads.Run(chunks, new MlpBackward
        {
            End = OwnParts.EndBackward(gradient, product, contractBias, hasResidual: true, settings.Dropout, default),
            ContractPanels = Memory.Of<float>(panels[1]),
            Activation = new GeluBackward<float, FloatStorage>
            {
                Input = Memory.Of<float>(hidden),
                Bias = Memory.Of<float>(parameters[3]),
                Gradient = Memory.Of<float>(hiddenGradient),
                Output = Memory.Of<float>(hidden),
                BiasGradients = Memory.Of<float>(expandBias),
                Dropout = settings.HiddenDropout,
                Rows = rows,
                Width = (int)hidden.shape[1],
            },
            Norm = OwnParts.NormAgain(tokens, parameters, statistics, normal),
            ExpandPanels = Memory.Of<float>(panels[0]),
            NormGradient = OwnParts.NormBackward(tokens, parameters, statistics, input, gradient, normParameters, layout),
        });
        Tensor expand = empty_like(parameters[2]);
        Tensor contract = empty_like(parameters[4]);
        KernelSequence<WeightGradient>.Run(WeightGradient.Of(product, hidden, contract), WeightGradient.Of(hiddenGradient, normal, expand));
        Tensor[] norm = normParameters.sum(dim: 0).unbind(0);
        return [input, norm[0], norm[1], expand, expandBias.sum(dim: 0), contract, contractBias.sum(dim: 0)];
    }

    /// <inheritdoc/>
    public override Tensor Means(Tensor tokens, Tensor[] parameters, int run, MlpBranchSettings settings)
    {
        int rows = (int)(tokens.shape[0] * tokens.shape[1]);
        if (run > GreatestRun)
        {
            return Forward(tokens, parameters, settings)[0].view(tokens.shape[0], -1, run, tokens.shape[2]).mean([2]);
        }

        Tensor[] panels = PackPanels.Pack(isForward: true, parameters[2], parameters[4]);
        Tensor output = empty(tokens.shape[0], tokens.shape[1] / run, tokens.shape[2]);
        Tensor statistics = empty(rows, 2);
        var kernel = new MlpMeans
        {
            Norm = OwnParts.Norm(tokens, parameters, statistics),
            ExpandPanels = Memory.Of<float>(panels[0]),
            Activation = Activation(parameters, rows, settings),
            ContractPanels = Memory.Of<float>(panels[1]),
            ContractBias = Memory.Of<float>(parameters[5]),
            Output = Memory.Of<float>(output),
            Length = run,
        };
        CpuThreads.Run(kernel.Chunks, kernel);
        return output;
    }

    private static GeluForward<float, FloatStorage> Activation(Tensor[] parameters, int rows, MlpBranchSettings settings) => new()
    {
        Bias = Memory.Of<float>(parameters[3]),
        Dropout = settings.HiddenDropout,
        Rows = rows,
        Width = (int)parameters[3].shape[0],
    };
}
