using TorchSharp;

namespace I2MoE.Dsl;

/// <summary>
/// Sums of tensors in the place of the operators. TorchSharp makes a number of its own for every <c>a + b</c>, by which torch multiplies the second, and
/// keeps it no longer than any other (<see cref="TorchNumber"/>); <c>NumberTests</c> finds operators that do so.
/// </summary>
internal static class TensorSum
{
    /// <summary>left + right.</summary>
    public static torch.Tensor Plus(this torch.Tensor left, torch.Tensor right) => left.add(right, TorchNumber.One);

    /// <summary>left + right.</summary>
    public static torch.Tensor Plus(this torch.Tensor left, double right) => left.add(TorchNumber.Of(right), TorchNumber.One);

    /// <summary>left + right, both whole.</summary>
    public static torch.Tensor Plus(this torch.Tensor left, long right) => left.add(TorchNumber.Of(right), TorchNumber.One);

    /// <summary>number - tensor.</summary>
    public static torch.Tensor TakenFrom(this torch.Tensor tensor, double number) => tensor.negative().Plus(number);

    /// <summary>number - tensor, both whole or the tensor's type.</summary>
    public static torch.Tensor TakenFrom(this torch.Tensor tensor, long number) => tensor.negative().Plus(number);

    /// <summary>The whole numbers from 0 to before <paramref name="end"/>, [end].</summary>
    public static torch.Tensor Range(long end, torch.ScalarType type = torch.ScalarType.Int64, torch.Device? device = null) =>
        torch.arange(TorchNumber.Of(0), TorchNumber.Of(end), TorchNumber.One, type, device);
}
