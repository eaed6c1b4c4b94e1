using I2MoE.Dsl.Testing.Architecture;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Architecture;

/// <summary>
/// The runtime calls nothing of TorchSharp that makes a <see cref="Scalar"/> within: the collector may free it before torch has read it, wherever another
/// thread allocates, and then a sum is wrong. <c>TensorSum</c> has sums; <c>TorchNumber.Of</c> makes numbers for products and quotients.
/// </summary>
public sealed class NumberTests
{
    private static readonly string[] s_projects = ["Core", "Data", "Distributed.Mpi", "Interpretation", "Baselines", "Onnx", "Experiments"];

    [Fact]
    public void Runtime_calls_nothing_that_makes_numbers_within()
    {
        HashSet<string> makers = MakersOfNumbers();
        Assert.Contains("TorchSharp.torch.Tensor.op_Addition(TorchSharp.torch.Tensor, TorchSharp.torch.Tensor)", makers);
        IEnumerable<string> calls = s_projects
            .SelectMany(project => MethodCalls.Read(Path.Combine(AppContext.BaseDirectory, $"I2MoE.Dsl.{project}.dll")))
            .Where(call => makers.Contains(call.Called) && !call.Caller.StartsWith("I2MoE.Dsl.TorchNumber.", StringComparison.Ordinal))
            .Select(call => $"{call.Caller} calls {call.Called}");
        Assert.Empty(calls.Distinct());
    }

    // Those that make one, and those that call these.
    private static HashSet<string> MakersOfNumbers()
    {
        ILookup<string, string> callers = MethodCalls.Read(typeof(Scalar).Assembly.Location).ToLookup(call => call.Called, call => call.Caller);
        HashSet<string> makers = [.. callers.Select(call => call.Key).Where(IsMaker)];
        Queue<string> open = new(makers);
        while (open.TryDequeue(out string? maker))
        {
            foreach (string caller in callers[maker].Where(caller => !caller.StartsWith("TorchSharp.Scalar.", StringComparison.Ordinal) && makers.Add(caller)))
            {
                open.Enqueue(caller);
            }
        }

        return makers;
    }

    private static bool IsMaker(string method) =>
        method.StartsWith("TorchSharp.Scalar.op_Implicit(", StringComparison.Ordinal)
        || method.StartsWith("TorchSharp.Scalar..ctor(", StringComparison.Ordinal)
        || method.StartsWith("TorchSharp.ScalarExtensionMethods.ToScalar(", StringComparison.Ordinal);
}
