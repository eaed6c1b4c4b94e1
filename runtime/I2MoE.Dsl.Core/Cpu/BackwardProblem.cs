using System.Runtime.ExceptionServices;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// What a backward pass threw. Torch calls it from native code, which no exception may cross: the process would end. The pass then has no
/// gradients, and the exception is thrown as soon as managed code has control again.
/// </summary>
internal static class BackwardProblem
{
    // On the CPU, torch runs backward passes on the thread that asks for them.
    [ThreadStatic]
    private static Exception? s_problem;

    /// <summary>Computes gradients; where that throws there are none, and <see cref="Throw"/> throws.</summary>
    /// <param name="compute">Computes the gradients.</param>
    /// <param name="count">How many there are.</param>
    public static List<torch.Tensor> Guard(Func<List<torch.Tensor>> compute, int count)
    {
        try
        {
            return compute();
        }
        catch (Exception problem)
        {
            s_problem ??= problem;
            return [.. Enumerable.Repeat<torch.Tensor>(null!, count)];
        }
    }

    /// <summary>Throws what a backward pass of this thread has thrown since the last call.</summary>
    public static void Throw()
    {
        if (s_problem is { } problem)
        {
            s_problem = null;
            ExceptionDispatchInfo.Throw(problem);
        }
    }
}
