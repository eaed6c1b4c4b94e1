using TorchSharp;

namespace I2MoE.Dsl.SelfTest;

/// <summary>Compares outputs and all gradients of an operation with the same in float64.</summary>
internal static class ReferenceComparison
{
    /// <summary>The greatest difference, as a share of the greatest value of the same tensor; NaN where a number is NaN.</summary>
    public static double Error(BackendOperation operation) => Errors([operation])[0];

    /// <summary>The same of operations that compute one thing of one kind of input; the last of them is the reference for all.</summary>
    public static double[] Errors(BackendOperation[] alike)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        BackendOperation reference = alike[^1];
        torch.Tensor[] inputs = [.. reference.Shapes.Select((shape, i) => Values(shape, seed: i + 1).to_type(reference.Type))];
        torch.Tensor[] expected = Run(reference, inputs, torch.ScalarType.Float64, isReference: true);
        return [.. alike.Select(operation => Greatest(expected, Run(operation, inputs, operation.Type, isReference: false)))];
    }

    /// <summary>The greatest difference of tensors, pair by pair, as a share of the greatest value of the expected one.</summary>
    public static double Greatest(torch.Tensor[] expected, torch.Tensor[] actual)
    {
        double greatest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            torch.Tensor reference = expected[i].to_type(torch.ScalarType.Float64);
            double error = (actual[i].to_type(torch.ScalarType.Float64) - reference).abs().max().item<double>() / reference.abs().max().item<double>();
            greatest = double.IsNaN(greatest) || double.IsNaN(error) ? double.NaN : Math.Max(greatest, error);
        }

        return greatest;
    }

    /// <summary>Numbers of both signs that follow no order and need no generator.</summary>
    public static torch.Tensor Values(long[] shape, int seed)
    {
        long count = shape.Aggregate(1L, (product, length) => product * length);
        return (TensorSum.Range(count, torch.ScalarType.Float64) * TorchNumber.Of(12.9898)).add_(TorchNumber.Of(seed), TorchNumber.One).sin_().mul_(TorchNumber.Of(43.7585)).frac_().reshape(shape);
    }

    // Outputs first, then the gradients of everything that goes in and has one.
    private static torch.Tensor[] Run(BackendOperation operation, torch.Tensor[] inputs, torch.ScalarType type, bool isReference)
    {
        torch.Tensor[] leaves = [.. inputs.Select(input => input.to_type(type).detach().clone().requires_grad_())];
        FillMemory(isReference);
        (torch.Tensor output, leaves) = operation.Compute(leaves);
        if (leaves.Length == 0)
        {
            return [output];
        }

        torch.Tensor weights = Values(output.shape, seed: 0).to_type(output.dtype);
        FillMemory(isReference);
        IList<torch.Tensor> gradients = torch.autograd.grad([output], leaves, [weights]);
        return [output.detach(), .. gradients];
    }

    private static void FillMemory(bool isReference)
    {
        if (!isReference)
        {
            DirtyMemory.Fill();
        }
    }
}
