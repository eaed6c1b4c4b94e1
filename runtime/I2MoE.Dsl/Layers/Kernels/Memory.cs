using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl.Layers.Kernels;

/// <summary>The memory of contiguous CPU tensors, which kernels read and write.</summary>
internal static unsafe class Memory
{
    /// <summary>Where the first element lies. The tensor must be kept as long as the pointer is used.</summary>
    public static T* Of<T>(torch.Tensor tensor)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>Whether kernels can compute with rows of this tensor: float32 on the CPU, the last dimension a multiple of 16.</summary>
    public static bool Fits(torch.Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype == torch.ScalarType.Float32 && tensor.shape[^1] % VectorMath.Width == 0;
}
