using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Distributed;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Layers;

/// <summary>The sum over the ranks of what each of them computed. Whatever every rank makes of it gives a gradient, and the sum of these is that of each rank's part.</summary>
internal sealed class GroupSum : autograd.SingleTensorFunction<GroupSum>
{
    private const string Share = "share";

    /// <inheritdoc/>
    public override string Name => nameof(GroupSum);

    /// <summary>The sum.</summary>
    /// <param name="own">What this rank computed, float32.</param>
    /// <param name="share">The ranks.</param>
    public static Tensor Of(Tensor own, BatchShare share)
    {
        BackwardProblem.Throw();
        return is_grad_enabled() ? apply([own, share]) : share.Sum(own);
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var share = (BatchShare)vars[1];
        ctx.save_data(Share, share);
        return share.Sum((Tensor)vars[0]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => BackwardProblem.Guard(
        () =>
        {
            using IDisposable noGradients = no_grad();
            using DisposeScope scope = NewDisposeScope();
            return [((BatchShare)ctx.get_data(Share)).Sum(grad_output).MoveToOuterDisposeScope(), null!];
        },
        count: 2);
}
