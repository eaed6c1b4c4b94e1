using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Devices;

/// <summary>The device of the tests that run wherever there is one: that of the variable I2MOE_TEST_DEVICE, for example cuda.</summary>
internal static class TestDevice
{
    private const string Variable = "I2MOE_TEST_DEVICE";

    private static readonly Lazy<torch.Device> s_device = new(Open);

    /// <summary>The device that was asked for; the CPU where none was.</summary>
    public static torch.Device OrCpu => s_device.Value;

    private static string? Name => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? name : null;

    /// <summary>The device that was asked for; skips the test where none was.</summary>
    public static torch.Device Asked()
    {
        Skip.If(Name is null, $"{Variable} is not set. On a machine with a GPU, with -p:TorchBackend=cuda: {Variable}=cuda.");
        return s_device.Value;
    }

    private static torch.Device Open()
    {
        torch.Device device = ComputeDevice.Parse(Name ?? "cpu");
        if (device.type == DeviceType.CUDA)
        {
            // Convolutions and recurrent layers with ten bits of mantissa are no nearer to the reference numbers than a thousandth.
            torch.backends.cudnn.allow_tf32 = false;
        }

        return device;
    }
}
