using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns an array into labels.</summary>
internal static class ArrayLabels
{
    /// <summary>int64 classes [N], float32 targets [N], or float32 0 and 1 [N, L].</summary>
    /// <param name="stored">The array as it is stored.</param>
    /// <param name="problem">Makes an exception that names the array.</param>
    public static Tensor Of(Tensor stored, Func<string, DatasetException> problem)
    {
        string shape = $"[{string.Join(", ", stored.shape)}]";
        if (stored.dim() == 2 && stored.shape[1] == 1)
        {
            throw problem($"the shape is {shape}; expected [N] for classes or targets, so drop the last dimension, or [N, L] with at least two labels.");
        }

        if (stored.dim() is not (1 or 2))
        {
            throw problem($"the shape is {shape}; expected [N] (classes or targets) or [N, L] (0 or 1 for each of L labels).");
        }

        if (stored.dim() == 2)
        {
            Tensor wrong = stored.ne(0).logical_and(stored.ne(1)).any(1);
            return FirstTrue(wrong) is { } row
                ? throw problem($"row {row} (counted from 0) has a value other than 0 and 1; an array [N, L] says which of L labels a sample has.")
                : stored.to(ScalarType.Float32);
        }

        return stored.is_floating_point() ? Targets(stored, problem) : Classes(stored.to(ScalarType.Int64), problem);
    }

    private static Tensor Targets(Tensor stored, Func<string, DatasetException> problem)
    {
        Tensor targets = stored.to(ScalarType.Float32);
        return FirstTrue(targets.isfinite().logical_not()) is { } row
            ? throw problem($"row {row} (counted from 0) is NaN, infinite or too large for 32 bits; a target must be finite. Classes are stored as whole numbers (int64).")
            : targets;
    }

    private static Tensor Classes(Tensor classes, Func<string, DatasetException> problem) =>
        FirstTrue(classes.lt(0)) is { } row
            ? throw problem($"row {row} (counted from 0) is {classes[row].item<long>()}; classes count from 0. Targets are stored as floating-point numbers (float32).")
            : classes;

    private static long? FirstTrue(Tensor flags) => flags.any().item<bool>() ? flags.to(ScalarType.Int32).argmax().item<long>() : null;
}
