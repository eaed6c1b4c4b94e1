using System.Runtime.CompilerServices;
using TorchSharp;

namespace I2MoE.Dsl.Tests;

internal static class TorchSetup
{
#pragma warning disable CA2255 // Runs before the first test, whichever that is.
    [ModuleInitializer]
    internal static void Initialize()
    {
        TorchNative.EnsureRegistered();
        torch.set_num_threads(1);
    }
#pragma warning restore CA2255
}
