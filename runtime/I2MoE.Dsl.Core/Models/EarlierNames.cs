using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>
/// Files that were written before version 0.1.0 was released have every tensor several times: by its name, and again by the C# fields on the way to it, for example
/// <c>experts.&lt;Fusion&gt;k__BackingField._head._weight</c>. What stands under its name counts.
/// </summary>
internal static class EarlierNames
{
    /// <summary>The tensors of a file without those that stand in it again by names of fields.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tensors">The tensors of the file.</param>
    /// <param name="prefix">What stands before every name.</param>
    public static IReadOnlyDictionary<string, torch.Tensor> Omit(MultimodalModel model, IReadOnlyDictionary<string, torch.Tensor> tensors, params string[] prefix)
    {
        string[] prefixes = prefix.Length > 0 ? prefix : [""];
        HashSet<string> names = [.. prefixes.SelectMany(before => ModelState.Of(model).Keys.Select(name => before + name))];
        HashSet<string> fields = [.. prefixes.SelectMany(before => model.FieldNames().Select(name => before + name))];
        return tensors.Where(pair => names.Contains(pair.Key) || !(fields.Contains(pair.Key) || IsCopy(pair.Key, pair.Value, names, tensors))).ToDictionary();
    }

    // The fields may be called otherwise by now.
    private static bool IsCopy(string name, torch.Tensor tensor, HashSet<string> names, IReadOnlyDictionary<string, torch.Tensor> tensors) =>
        name.Split('.', '/').Any(part => part.StartsWith('_') || part.StartsWith('<'))
        && names.Any(other => tensors.TryGetValue(other, out torch.Tensor? same)
            && same.dtype == tensor.dtype && same.shape.SequenceEqual(tensor.shape) && same.allclose(tensor, rtol: 0, atol: 0));
}
