using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>What a model has learned: its parameters and its persistent buffers, for example the running statistics of batch normalisation.</summary>
internal static class ModelState
{
    /// <summary>The tensors themselves, by their paths in <paramref name="module"/>.</summary>
    public static IReadOnlyDictionary<string, torch.Tensor> Of(torch.nn.Module module) => module.state_dict();
}
