using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Runs;

/// <summary>The device of <c>--device</c>.</summary>
internal static class Devices
{
    /// <summary>The device of a name.</summary>
    /// <exception cref="ExperimentException">There is no such device.</exception>
    public static torch.Device Parse(string name)
    {
        try
        {
            return ComputeDevice.Parse(name);
        }
        catch (ArgumentException e)
        {
            throw new ExperimentException($"--device: {e.Message}");
        }
    }
}
