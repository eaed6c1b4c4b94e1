using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Where the values of one array are to lie.</summary>
/// <param name="Storage">Memory or files.</param>
/// <param name="Name">What they are, each name once.</param>
internal sealed record TensorPlace(TensorStorage Storage, string Name)
{
    /// <summary>Makes a tensor there, to be written.</summary>
    public Tensor Allocate(long[] shape, ScalarType type) => Storage.Allocate(Name, shape, type);
}
