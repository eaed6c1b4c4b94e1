using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Limits the threads of torch's own operations on this thread until it is disposed; kernels keep theirs. Small operations gain nothing by several
/// threads, and where the cores are busy with other programs each of them waits until all its threads have been scheduled.
/// </summary>
/// <remarks>Settings of OpenMP and of MKL for the calling thread alone are changed; no other thread is concerned.</remarks>
internal sealed unsafe class TorchThreads : IDisposable
{
    private static readonly delegate* unmanaged<int, void> s_setOpenMp = (delegate* unmanaged<int, void>)Find("omp_set_num_threads");
    private static readonly delegate* unmanaged<int, int> s_setMkl = (delegate* unmanaged<int, int>)Find("MKL_Set_Num_Threads_Local");

    [ThreadStatic]
    private static int s_ofKernels;

    private readonly int _before;
    private readonly int _mklBefore;

    private TorchThreads(int threads)
    {
        _before = torch.get_num_threads();
        s_ofKernels = _before;
        s_setOpenMp(threads);
        _mklBefore = s_setMkl(threads);
    }

    /// <summary>The threads that kernels use: those that torch is set to use, before any limit.</summary>
    public static int OfKernels => s_ofKernels > 0 ? s_ofKernels : torch.get_num_threads();

    /// <summary>Limits torch's operations on this thread; null where torch computes with other libraries, or where there is a limit already.</summary>
    public static TorchThreads? Limit(int threads) => s_setOpenMp is null || s_setMkl is null || s_ofKernels > 0 ? null : new TorchThreads(threads);

    /// <inheritdoc/>
    public void Dispose()
    {
        s_setOpenMp(_before);
        _ = s_setMkl(_mklBefore);
        s_ofKernels = 0;
    }

    // Among what torch is linked with, which is loaded by now.
    private static IntPtr Find(string function)
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        return OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libtorch_cpu.so", out IntPtr library)
            && NativeLibrary.TryGetExport(library, function, out IntPtr found)
            ? found
            : IntPtr.Zero;
    }
}
