using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Where the values of one array are to lie.</summary>
/// <param name="Storage">Memory or files.</param>
/// <param name="Name">What they are, each name once.</param>
internal sealed record TensorPlace(TensorStorage Storage, string Name)
{
    /// <summary>Whether the values are changed after they were read, so that those of a file that is not ours are copied. Default: false.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Makes a tensor there, to be written.</summary>
    public Tensor Allocate(long[] shape, ScalarType type) => Storage.Allocate(Name, shape, type);
}
