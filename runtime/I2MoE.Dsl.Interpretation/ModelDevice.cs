using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>Where a model computes.</summary>
internal static class ModelDevice
{
    /// <summary>The device of the model's parameters.</summary>
    public static torch.Device Of(torch.nn.Module model) => model.parameters().First().device;
}
