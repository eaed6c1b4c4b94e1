using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl;

/// <summary>
/// Turns off NNPACK, one of torch's libraries for convolutions. Where it does not know the processor, torch writes "Could not initialize NNPACK!
/// Reason: Unsupported hardware." to the error stream at every small convolution, without end; and where it does, it is not faster.
/// </summary>
/// <remarks>TorchSharp has no face for this flag of torch, so it is set through the C++ function itself where that is found (Linux, macOS).</remarks>
internal static unsafe class NnpackSwitch
{
    private const string Library = "libtorch_cpu";

    // at::globalContext(), at::Context::setUserEnabledNNPACK(bool) and at::Context::userEnabledNNPACK() const, as C++ compilers call them there.
    private const string Context = "_ZN2at13globalContextEv";
    private const string Setter = "_ZN2at7Context20setUserEnabledNNPACKEb";
    private const string Getter = "_ZNK2at7Context17userEnabledNNPACKEv";

    private static int s_isOff;

    /// <summary>Whether torch may use NNPACK; null where that cannot be found out.</summary>
    public static bool? IsOn =>
        Functions() is var (library, context) && NativeLibrary.TryGetExport(library, Getter, out nint getter)
            ? ((delegate* unmanaged<nint, byte>)getter)(context) != 0
            : null;

    /// <summary>Turns it off, once in a process; does nothing where the function is not found.</summary>
    public static void TurnOff()
    {
        if (Interlocked.Exchange(ref s_isOff, 1) == 0 && Functions() is var (library, context) && NativeLibrary.TryGetExport(library, Setter, out nint setter))
        {
            ((delegate* unmanaged<nint, byte, void>)setter)(context, 0);
        }
    }

    private static (nint Library, nint Context)? Functions()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return null;
        }

        // Torch is loaded by its first call; then its library is found by its name alone.
        _ = torch.get_num_threads();
        string file = Library + (OperatingSystem.IsMacOS() ? ".dylib" : ".so");
        return NativeLibrary.TryLoad(file, out nint library) && NativeLibrary.TryGetExport(library, Context, out nint context)
            ? (library, ((delegate* unmanaged<nint>)context)())
            : null;
    }
}
