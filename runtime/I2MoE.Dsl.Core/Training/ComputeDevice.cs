using System.Globalization;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>The names of devices: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, or <c>auto</c> for the first GPU where there is one.</summary>
internal static class ComputeDevice
{
    private const string Allowed = "Allowed: auto, cpu, cuda, cuda:N.";

    /// <summary>The device of a name.</summary>
    /// <exception cref="ArgumentException">The name is none of the allowed ones, or this machine has no such device.</exception>
    public static torch.Device Parse(string name) => name switch
    {
        "auto" => torch.cuda.is_available() ? torch.CUDA : torch.CPU,
        "cpu" => torch.CPU,
        "cuda" => Cuda(name, 0),
        _ when name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name["cuda:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int index) => Cuda(name, index),
        _ => throw new ArgumentException($"Device is '{name}'. {Allowed}"),
    };

    private static torch.Device Cuda(string name, int index)
    {
        int devices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        if (index < devices)
        {
            return torch.device(DeviceType.CUDA, index);
        }

        throw new ArgumentException(devices == 0
            ? $"Device is '{name}', but no CUDA device is available: build with -p:TorchBackend=cuda on a machine with an NVIDIA GPU, or use cpu."
            : $"Device is '{name}', but this machine has {devices} CUDA device(s), cuda:0 to cuda:{devices - 1}.");
    }
}
