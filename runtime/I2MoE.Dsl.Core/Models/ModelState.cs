using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>What a model has learned: its parameters and its persistent buffers, for example the running statistics of batch normalisation.</summary>
internal static class ModelState
{
    /// <summary>
    /// The tensors themselves, each once, by their paths in <paramref name="module"/>: the names that <c>docs/weights.md</c> lists. Torch's own state has
    /// every tensor again for each C# field that holds a module, by the name of the field.
    /// </summary>
    public static IReadOnlyDictionary<string, torch.Tensor> Of(torch.nn.Module module)
    {
        // The names by which modules were registered come before those of fields, and each tensor is listed by its first name.
        OrderedDictionary<string, torch.Tensor> state = new(StringComparer.Ordinal);
        foreach ((string name, torch.Tensor tensor) in module.named_parameters().Select(pair => (pair.name, (torch.Tensor)pair.parameter)).Concat(module.named_buffers()))
        {
            state.Add(name, tensor);
        }

        return state;
    }
}
