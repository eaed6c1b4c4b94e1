using I2MoE.Dsl.Native;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// The dense MLP branch of a block as one differentiable operation on CPU tensors: x + drop(contract(drop(gelu(expand(norm(x)))))). Kept for
/// the gradient are the tokens and the hidden layer before GELU; the rest is made again.
/// </summary>
internal sealed class MlpBranch : KernelBranch<MlpBranch, MlpBranchSettings>
{
    /// <summary>
    /// The means of the branch's result over runs of tokens, at inference: the last layer is linear and nothing is dropped, so it maps the
    /// means rather than every token.
    /// </summary>
    /// <param name="tokens">The tokens, [M, S, D].</param>
    /// <param name="parameters">As for <c>Run</c>.</param>
    /// <param name="run">The number of tokens of a run.</param>
    /// <param name="settings">Precision; without dropout.</param>
    /// <returns>[M, S / run, D].</returns>
    public static Tensor RunMeans(Tensor tokens, Tensor[] parameters, int run, MlpBranchSettings settings)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor means = MlpBranchSettings.Engines.For(settings.Precision, RowsOf(tokens)).Means(tokens, parameters, run, settings).MoveToOuterDisposeScope();
        KeepAlive(tokens, parameters);
        return means;
    }

    /// <summary>The computation in one precision of the linear layers.</summary>
    internal abstract class Computation : BranchComputation<MlpBranchSettings>
    {
        /// <summary>See <see cref="RunMeans"/>.</summary>
        public abstract Tensor Means(Tensor tokens, Tensor[] parameters, int run, MlpBranchSettings settings);
    }

    /// <inheritdoc/>
    internal sealed unsafe class Computation<T, TStorage> : Computation
        where T : unmanaged
        where TStorage : struct, IStorage<T>
    {
        public override Tensor[] Forward(Tensor tokens, Tensor[] parameters, MlpBranchSettings settings)
        {
            TokenLayout layout = LayoutOf(tokens);
            (Tensor statistics, Tensor hidden) = Expand(tokens, parameters, layout);
            Tensor active = empty_like(hidden);
            Activate(hidden, active, parameters[3], settings.HiddenDropout);
            Tensor output = Branch<T, TStorage>.Forward(
                LinearProduct.Forward(active, parameters[4]), parameters[5], tokens, layout, settings.Dropout, default);
            return [output.view_as(tokens), statistics, hidden];
        }

        public override Tensor[] Backward(Tensor gradient, Tensor[] saved, MlpBranchSettings settings)
        {
            Tensor tokens = saved[0];
            Tensor[] parameters = saved[1..Gradients];
            (Tensor statistics, Tensor hidden) = (saved[Gradients], saved[Gradients + 1]);
            TokenLayout layout = LayoutOf(tokens);
            (Tensor product, Tensor contractBias) = Branch<T, TStorage>.Backward(gradient, hasResidual: true, settings.Dropout, default);
            Tensor hiddenGradient = LinearProduct.InputGradient(product, parameters[4]);
            Tensor active = empty_like(hidden);
            int chunks = RowChunks.Count(layout.Rows);
            Tensor biasGradients = empty(chunks, hidden.shape[1]);
            CpuThreads.Run(chunks, new GeluBackward<T, TStorage>
            {
                Input = Memory.Of<T>(hidden),
                Bias = Memory.Of<float>(parameters[3]),
                Gradient = Memory.Of<T>(hiddenGradient),
                Output = Memory.Of<T>(active),
                BiasGradients = Memory.Of<float>(biasGradients),
                Dropout = settings.HiddenDropout,
                Rows = layout.Rows,
                Width = (int)hidden.shape[1],
            });
            Tensor contract = LinearProduct.WeightGradient(product, active);
            product.Dispose();
            active.Dispose();
            Tensor normal = Normalization<T, TStorage>.Forward(tokens, parameters[0], parameters[1], statistics, hasStatistics: true);
            Tensor expand = LinearProduct.WeightGradient(hiddenGradient, normal);
            normal.Dispose();
            Tensor normalGradient = LinearProduct.InputGradient(hiddenGradient, parameters[2]);
            (Tensor input, Tensor gain, Tensor bias) =
                Normalization<T, TStorage>.Backward(tokens, parameters[0], statistics, normalGradient, gradient, layout);
            return [input, gain, bias, expand, biasGradients.sum(dim: 0), contract, contractBias];
        }

        public override Tensor Means(Tensor tokens, Tensor[] parameters, int run, MlpBranchSettings settings)
        {
            (_, Tensor hidden) = Expand(tokens, parameters, LayoutOf(tokens));
            Activate(hidden, hidden, parameters[3], settings.HiddenDropout);
            long width = tokens.shape[2];
            Tensor active = hidden.view(-1, run, hidden.shape[1]).mean([1]);
            Tensor mapped = LinearProduct.Forward(active, parameters[4]).to(ScalarType.Float32);
            return tokens.view(-1, run, width).mean([1]).Plus(mapped).Plus(parameters[5]).view(tokens.shape[0], -1, width);
        }

        private static (Tensor Statistics, Tensor Hidden) Expand(Tensor tokens, Tensor[] parameters, TokenLayout layout)
        {
            Tensor statistics = empty(layout.Rows, 2);
            Tensor normal = Normalization<T, TStorage>.Forward(tokens, parameters[0], parameters[1], statistics, hasStatistics: false);
            Tensor hidden = LinearProduct.Forward(normal, parameters[2]);
            normal.Dispose();
            return (statistics, hidden);
        }

        private static void Activate(Tensor hidden, Tensor active, Tensor bias, DropoutStream dropout)
        {
            int rows = (int)hidden.shape[0];
            CpuThreads.Run(RowChunks.Count(rows), new GeluForward<T, TStorage>
            {
                Input = Memory.Of<T>(hidden),
                Bias = Memory.Of<float>(bias),
                Output = Memory.Of<T>(active),
                Dropout = dropout,
                Rows = rows,
                Width = (int)hidden.shape[1],
            });
        }

        private static TokenLayout LayoutOf(Tensor tokens) => TokenLayout.Plain((int)tokens.shape[0], (int)tokens.shape[1]);
    }
}
