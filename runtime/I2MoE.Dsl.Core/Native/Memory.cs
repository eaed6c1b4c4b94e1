using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl.Native;

/// <summary>The memory of contiguous CPU tensors, which kernels read and write. They ask for no alignment beyond that of a number.</summary>
internal static unsafe class Memory
{
    /// <summary>Where the first element lies.</summary>
    /// <param name="tensor">
    /// The tensor. It must be kept as long as the pointer is used: by a dispose scope, or by <see cref="GC.KeepAlive"/> after the kernel.
    /// </param>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not on the CPU.</exception>
    public static T* Of<T>(torch.Tensor tensor)
        where T : unmanaged
    {
        if (tensor.numel() * sizeof(T) <= int.MaxValue)
        {
            return First<T>(tensor);
        }

        // A span, which is how TorchSharp shows memory, ends at 2 GB; the first element of a greater tensor lies where that of a view of it does.
        if (!tensor.is_contiguous())
        {
            throw new InvalidOperationException("Kernels take contiguous tensors.");
        }

        using torch.Tensor flat = tensor.view(-1);
        using torch.Tensor first = flat.narrow(0, 0, 1);
        return First<T>(first);
    }

    private static T* First<T>(torch.Tensor tensor)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
