using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Native;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The dense MLP branch of a block as one differentiable operation on CPU tensors: x + drop(contract(drop(gelu(expand(norm(x)))))). Kept for
/// the gradient are the tokens and the hidden layer before GELU; the rest is made again.
/// </summary>
internal sealed class MlpBranch : autograd.SingleTensorFunction<MlpBranch>
{
    private const string Settings = "settings";
    private const string Kept = "kept";
    internal const int Gradients = 7;

    /// <inheritdoc/>
    public override string Name => nameof(MlpBranch);

    /// <summary>Runs the branch.</summary>
    /// <param name="tokens">The tokens, [M, S, D].</param>
    /// <param name="parameters">Gain, bias, weight and bias of the first layer, weight and bias of the second; of one expert.</param>
    /// <param name="settings">Dropout and precision.</param>
    /// <returns>[M, S, D].</returns>
    public static Tensor Run(Tensor tokens, Tensor[] parameters, MlpBranchSettings settings)
    {
        BackwardProblem.Throw();
        if (is_grad_enabled())
        {
            return apply([tokens, .. parameters, settings]);
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor output = settings.Compute(RowsOf(tokens)).Forward(tokens, parameters, settings)[0].MoveToOuterDisposeScope();
        KeepAlive(tokens, parameters);
        return output;
    }

    /// <summary>
    /// The means of the branch's result over runs of tokens, at inference: the last layer is linear and nothing is dropped, so it maps the
    /// means rather than every token.
    /// </summary>
    /// <param name="tokens">The tokens, [M, S, D].</param>
    /// <param name="parameters">As for <see cref="Run"/>.</param>
    /// <param name="run">The number of tokens of a run.</param>
    /// <param name="settings">Precision; without dropout.</param>
    /// <returns>[M, S / run, D].</returns>
    public static Tensor RunMeans(Tensor tokens, Tensor[] parameters, int run, MlpBranchSettings settings)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor means = settings.Compute(RowsOf(tokens)).Means(tokens, parameters, run, settings).MoveToOuterDisposeScope();
        KeepAlive(tokens, parameters);
        return means;
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var tokens = (Tensor)vars[0];
        var settings = (MlpBranchSettings)vars[^1];
        Tensor[] parameters = [.. vars[1..^1].Cast<Tensor>()];
        Tensor[] made = settings.Compute(RowsOf(tokens)).Forward(tokens, parameters, settings);
        ctx.save_for_backward([tokens, .. parameters]);
        ctx.save_data(Settings, settings);
        ctx.save_data(Kept, made[1..].Select(tensor => tensor.MoveToOuterDisposeScope()).ToArray());
        KeepAlive(tokens, parameters);
        return made[0].MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        BackwardProblem.Guard(() => Backward(ctx, grad_output), Gradients + 1);

    private static List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var settings = (MlpBranchSettings)ctx.get_data(Settings);
        Tensor[] given = [.. ctx.get_saved_variables()];
        Computation compute = settings.Compute(RowsOf(given[0]));
        var kept = (Tensor[])ctx.get_data(Kept);

        // What was kept is given back as soon as it is used; a second backward pass through the same graph makes it again.
        bool isThere = kept.All(tensor => !tensor.IsInvalid);
        Tensor[] made = isThere ? kept : compute.Forward(given[0], given[1..], settings)[1..];
        Tensor[] gradients = compute.Backward(grad_output.contiguous(), [.. given, .. made], settings);
        KeepAlive(grad_output, given);
        foreach (Tensor tensor in made)
        {
            tensor.Dispose();
        }

        return [.. gradients.Select(gradient => gradient.MoveToOuterDisposeScope()), null!];
    }

    private static int RowsOf(Tensor tokens) => checked((int)(tokens.numel() / tokens.shape[^1]));

    // Kernels know addresses only. What is made here is held by the scope; what is given might be finalised by the garbage collector.
    private static void KeepAlive(Tensor tokens, Tensor[] others)
    {
        GC.KeepAlive(tokens);
        GC.KeepAlive(others);
    }

    /// <summary>The computation in one precision of the linear layers.</summary>
    internal abstract class Computation
    {
        public abstract Tensor[] Forward(Tensor tokens, Tensor[] parameters, MlpBranchSettings settings);

        public abstract Tensor Means(Tensor tokens, Tensor[] parameters, int run, MlpBranchSettings settings);

        public abstract Tensor[] Backward(Tensor gradient, Tensor[] saved, MlpBranchSettings settings);
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
            return (tokens.view(-1, run, width).mean([1]) + mapped + parameters[5]).view(tokens.shape[0], -1, width);
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
