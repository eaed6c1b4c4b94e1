using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// A branch of a transformer block as one differentiable operation on CPU tensors. Kept for the gradient is what its computation makes beside the result;
/// masks and normalised tokens are made again.
/// </summary>
/// <typeparam name="TBranch">The branch.</typeparam>
/// <typeparam name="TSettings">What it computes with, besides tensors.</typeparam>
internal abstract class KernelBranch<TBranch, TSettings> : autograd.SingleTensorFunction<TBranch>
    where TBranch : KernelBranch<TBranch, TSettings>, new()
    where TSettings : class, IBranchSettings<TSettings>
{
    /// <summary>The gradients of a branch: of the tokens and of six parameters.</summary>
    internal const int Gradients = 7;

    private const string Settings = "settings";
    private const string Kept = "kept";

    /// <inheritdoc/>
    public override string Name => typeof(TBranch).Name;

    /// <summary>Runs the branch.</summary>
    /// <param name="tokens">The tokens, [.., D].</param>
    /// <param name="parameters">Its six parameters, of one expert; gain and bias of the normalisation first.</param>
    /// <param name="settings">What it computes with.</param>
    /// <returns>[M, S, D].</returns>
    public static Tensor Run(Tensor tokens, Tensor[] parameters, TSettings settings)
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
        var settings = (TSettings)vars[^1];
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

    /// <summary>The rows of a matrix of tokens.</summary>
    protected static int RowsOf(Tensor tokens) => checked((int)(tokens.numel() / tokens.shape[^1]));

    // Kernels know addresses only. What is made here is held by the scope; what is given might be finalised by the garbage collector.
    protected static void KeepAlive(Tensor tokens, Tensor[] others)
    {
        GC.KeepAlive(tokens);
        GC.KeepAlive(others);
    }

    private static List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var settings = (TSettings)ctx.get_data(Settings);
        Tensor[] given = [.. ctx.get_saved_variables()];
        BranchComputation<TSettings> compute = settings.Compute(RowsOf(given[0]));
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
}
