using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The attention branch of a block as one differentiable operation on CPU tensors: normalisation, projections, attention, projection,
/// dropout and the residual path. Matrix products are torch's; all between them is done in few passes over memory. Kept for the gradient are
/// the tokens, queries, keys, values and mixed values; masks, attention weights and normalised tokens are made again.
/// </summary>
internal sealed class AttentionBranch : autograd.SingleTensorFunction<AttentionBranch>
{
    private const string Settings = "settings";
    private const string Kept = "kept";
    internal const int Gradients = 7;

    /// <inheritdoc/>
    public override string Name => nameof(AttentionBranch);

    /// <summary>Runs the branch.</summary>
    /// <param name="tokens">The tokens in their kept rows, [.., D].</param>
    /// <param name="parameters">Gain, bias, query, key and value, projection, bias of the projection; of one expert.</param>
    /// <param name="settings">Layout, heads, dropout.</param>
    /// <returns>[passes * samples, S, D].</returns>
    public static Tensor Run(Tensor tokens, Tensor[] parameters, AttentionBranchSettings settings)
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

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var tokens = (Tensor)vars[0];
        var settings = (AttentionBranchSettings)vars[^1];
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
        var settings = (AttentionBranchSettings)ctx.get_data(Settings);
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
        public abstract Tensor[] Forward(Tensor tokens, Tensor[] parameters, AttentionBranchSettings settings);

        public abstract Tensor[] Backward(Tensor gradient, Tensor[] saved, AttentionBranchSettings settings);
    }

    /// <inheritdoc/>
    internal sealed unsafe class Computation<T, TStorage> : Computation
        where T : unmanaged
        where TStorage : struct, IStorage<T>
    {
        private static readonly ScalarType s_precision = Normalization<T, TStorage>.Precision;

        public override Tensor[] Forward(Tensor tokens, Tensor[] parameters, AttentionBranchSettings settings)
        {
            AttentionSizes sizes = settings.Sizes;
            TokenLayout layout = sizes.Layout;
            Tensor statistics = empty(layout.KeptRows, 2);
            Tensor normal = Normalization<T, TStorage>.Forward(tokens, parameters[0], parameters[1], statistics, hasStatistics: false);
            Tensor query = LinearProduct.Forward(normal, parameters[2]);
            Tensor keyValue = LinearProduct.Forward(normal, parameters[3]);
            normal.Dispose();
            Tensor mixed = empty(layout.Rows, sizes.Width, dtype: s_precision);
            Tensor logSums = empty((long)layout.Rows * sizes.Heads);
            CpuThreads.Run(sizes.Chunks, new AttentionForward<T, TStorage>
            {
                Sizes = sizes,
                Query = Memory.Of<T>(query),
                KeyValue = Memory.Of<T>(keyValue),
                Output = Memory.Of<T>(mixed),
                LogSums = Memory.Of<float>(logSums),
            });
            Tensor output = Branch<T, TStorage>.Forward(
                LinearProduct.Forward(mixed, parameters[4]), parameters[5], settings.HasResidual ? tokens : null, layout, settings.Dropout, settings.SecondDropout);
            return [output.view(-1, layout.Tokens, sizes.Width), statistics, query, keyValue, mixed, logSums];
        }

        public override Tensor[] Backward(Tensor gradient, Tensor[] saved, AttentionBranchSettings settings)
        {
            AttentionSizes sizes = settings.Sizes;
            TokenLayout layout = sizes.Layout;
            Tensor[] parameters = saved[1..Gradients];
            (Tensor statistics, Tensor query, Tensor keyValue, Tensor mixed, Tensor logSums) =
                (saved[Gradients], saved[Gradients + 1], saved[Gradients + 2], saved[Gradients + 3], saved[Gradients + 4]);
            (Tensor product, Tensor projectionBias) =
                Branch<T, TStorage>.Backward(gradient, settings.HasResidual, settings.Dropout, settings.SecondDropout);
            Tensor projection = LinearProduct.WeightGradient(product, mixed);
            Tensor mixedGradient = LinearProduct.InputGradient(product, parameters[4]);
            product.Dispose();
            Tensor queryGradient = empty_like(query);
            Tensor keyValueGradient = empty_like(keyValue);
            CpuThreads.Run(sizes.Chunks, new AttentionBackward<T, TStorage>
            {
                Sizes = sizes,
                Query = Memory.Of<T>(query),
                KeyValue = Memory.Of<T>(keyValue),
                LogSums = Memory.Of<float>(logSums),
                OutputGradient = Memory.Of<T>(mixedGradient),
                QueryGradient = Memory.Of<T>(queryGradient),
                KeyValueGradient = Memory.Of<T>(keyValueGradient),
            });
            mixedGradient.Dispose();
            Tensor normal = Normalization<T, TStorage>.Forward(saved[0], parameters[0], parameters[1], statistics, hasStatistics: true);
            Tensor queryWeight = LinearProduct.WeightGradient(queryGradient, normal);
            Tensor keyValueWeight = LinearProduct.WeightGradient(keyValueGradient, normal);
            Tensor normalGradient = LinearProduct.AddInputGradient(
                LinearProduct.InputGradient(queryGradient, parameters[2]), keyValueGradient, parameters[3]);
            (Tensor tokens, Tensor gain, Tensor bias) = Normalization<T, TStorage>.Backward(
                saved[0], parameters[0], statistics, normalGradient, settings.HasResidual ? gradient : null, layout);
            return [tokens, gain, bias, queryWeight, keyValueWeight, projection, projectionBias];
        }
    }
}
