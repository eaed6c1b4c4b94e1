using System.Runtime.CompilerServices;
using TorchSharp;

// As in I2MoE.Dsl.Tests: tests beside each other in one process fail, or are wrong, a few times in a thousand.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace I2MoE.Dsl.Tests;

internal static class ProcessSetup
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
