using TorchSharp;

namespace I2MoE.Dsl.SelfTest;

/// <summary>An operation of torch that the self-test compares with itself in float64.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Shapes">The shapes of what it takes: inputs, and parameters that it does not make itself.</param>
/// <param name="Compute">Computes it; besides the output, everything that it has gradients for, which is nothing without gradients.</param>
internal sealed record BackendOperation(string Name, long[][] Shapes, Func<torch.Tensor[], (torch.Tensor Output, torch.Tensor[] Leaves)> Compute)
{
    /// <summary>An operation without parameters of its own.</summary>
    public BackendOperation(string name, long[][] shapes, Func<torch.Tensor[], torch.Tensor> compute)
        : this(name, shapes, inputs => (compute(inputs), inputs))
    {
    }

    /// <summary>What the operation computes in.</summary>
    public torch.ScalarType Type { get; init; } = torch.ScalarType.Float32;

    /// <summary>The greatest error that is rounding, as a share of the greatest value.</summary>
    public double Tolerance => Type == torch.ScalarType.BFloat16 ? 0.05 : 1e-3;

    /// <summary>Whether this library uses the operation; otherwise it concerns custom encoders only.</summary>
    public bool IsOurs { get; init; } = true;

    /// <summary>What helps where it is wrong.</summary>
    public string Remedy { get; init; } =
        "Try another instruction set with ONEDNN_MAX_CPU_ISA=AVX2 or ATEN_CPU_CAPABILITY=default in the environment and check again, or train on another machine; please report it with the output of 'check'.";
}
