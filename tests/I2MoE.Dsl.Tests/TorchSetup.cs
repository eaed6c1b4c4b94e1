using System.Runtime.CompilerServices;
using TorchSharp;

// TorchSharp makes numbers inside of itself (for every sum of two tensors) that the collector may take while torch reads them, where other threads allocate:
// tests beside each other fail, or are wrong, a few times in a thousand.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

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
