using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>Compares tensors with those that they are to fill.</summary>
internal static class WeightProblems
{
    /// <summary>What is missing, unknown, of another shape or of another kind of number, each as a part of a sentence.</summary>
    /// <param name="targets">What is to be filled, by name.</param>
    /// <param name="tensors">What there is, by name.</param>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, torch.Tensor> targets, IReadOnlyDictionary<string, torch.Tensor> tensors)
    {
        string[] missing = [.. targets.Keys.Where(name => !tensors.ContainsKey(name))];
        HashSet<string> unknown = [.. tensors.Keys.Where(name => !targets.ContainsKey(name))];
        var problems = new List<string>();
        foreach (string name in missing)
        {
            // A name that was taken for one that is missing is told once.
            string? nearest = NearestName.Find(name, unknown);
            problems.Add($"'{name}' is missing" + (nearest is not null && unknown.Remove(nearest) ? $" (there is '{nearest}')" : ""));
        }

        problems.AddRange(unknown.Select(name => $"'{name}' is not a parameter of this model" + (NearestName.Find(name, targets.Keys) is { } meant ? $" (nearest: '{meant}')" : "")));
        foreach ((string name, torch.Tensor target) in targets)
        {
            if (tensors.TryGetValue(name, out torch.Tensor? tensor) && Mismatch(target, tensor) is { } mismatch)
            {
                problems.Add($"'{name}' {mismatch}");
            }
        }

        return problems;
    }

    private static string? Mismatch(torch.Tensor target, torch.Tensor tensor) =>
        !SameShape(target, tensor) ? $"should be [{string.Join(", ", target.shape)}] but is [{string.Join(", ", tensor.shape)}]"
        : target.is_floating_point() && !tensor.is_floating_point() ? $"should be {target.dtype} but is {tensor.dtype}"
        : null;

    // Dimensions of 1 do not count: the reference code has one before its position embedding and one behind its convolution of width 1.
    private static bool SameShape(torch.Tensor target, torch.Tensor tensor) =>
        tensor.shape.Where(length => length != 1).SequenceEqual(target.shape.Where(length => length != 1));
}
