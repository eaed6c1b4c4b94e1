using System.Globalization;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Turns an array into labels.</summary>
/// <param name="names">The stated names of the classes or labels; null where none are stated.</param>
/// <param name="expected">What the model expects; null where it is not known, and the type of the array says what is predicted.</param>
/// <param name="problem">Makes an exception that names the array.</param>
internal sealed class ArrayLabels(IReadOnlyList<string>? names, ExpectedLabels? expected, Func<string, DatasetException> problem)
{
    /// <summary>What targets lost when they became 32-bit numbers, as a sentence; null where nothing is lost that matters.</summary>
    public string? Lost { get; private set; }

    /// <summary>What is wrong with the shape of labels, which can be said before a value is read; null for nothing.</summary>
    /// <param name="lengths">The length of each dimension.</param>
    /// <param name="expected">What the model expects; null where it is not known.</param>
    public static string? Misfit(long[] lengths, ExpectedLabels? expected) => lengths switch
    {
        [_, 1] when expected?.Kind != ExpectedLabels.Prediction.Labels =>
            $"the shape is [{string.Join(", ", lengths)}]; expected [N] for classes or targets, so drop the last dimension, or [N, L] with at least two labels.",
        [> 0] or [> 0, > 0] => null,
        _ => $"the shape is [{string.Join(", ", lengths)}]; expected [N] (classes or targets) or [N, L] (0 or 1 for each of L labels).",
    };

    /// <summary>int64 classes [N], float32 targets [N], or float32 0 and 1 [N, L], and the names of the classes or labels if they have names.</summary>
    /// <param name="stored">The array [N] or [N, L] as it is stored.</param>
    public (Tensor Labels, IReadOnlyList<string>? Names) Of(Tensor stored)
    {
        if (Misfit(stored.shape, expected) is { } misfit)
        {
            throw problem(misfit);
        }

        if (stored.dim() == 2 && expected?.Kind == ExpectedLabels.Prediction.EventTime)
        {
            // Their values are checked with those of other sources.
            return (Targets(stored), null);
        }

        if (stored.dim() == 2)
        {
            Tensor wrong = stored.ne(TorchNumber.Of(0)).logical_and(stored.ne(TorchNumber.Of(1))).any(1);
            return FirstTrue(wrong) is { } row
                ? throw problem($"row {row} (counted from 0) has a value other than 0 and 1; an array [N, L] says which of L labels a sample has.")
                : (stored.to(ScalarType.Float32), names);
        }

        // Whole numbers are classes, which a task that predicts a number refuses.
        return IsTarget(stored) ? (Targets(stored), names)
            : expected?.Kind == ExpectedLabels.Prediction.Target ? (stored.to(ScalarType.Int64), names)
            : OfTexts(Texts(stored));
    }

    /// <summary>int64 classes [N], and their names if they have names.</summary>
    /// <param name="texts">The text of each label: of an array of text, or the digits of numbers.</param>
    public (Tensor Labels, IReadOnlyList<string>? Names) OfTexts(IReadOnlyList<string> texts)
    {
        ClassLabels labels = new(
            names, expected?.Classes, MissingMarkers.Usual, "row", (message, row) => problem(FormattableString.Invariant($"row {row} (counted from 0): {message}")));
        for (int row = 0; row < texts.Count; row++)
        {
            labels.Add(texts[row], row);
        }

        return labels.Resolve();
    }

    private bool IsTarget(Tensor stored) => expected?.Kind switch
    {
        ExpectedLabels.Prediction.Class => false,
        ExpectedLabels.Prediction.Target => stored.is_floating_point(),
        ExpectedLabels.Prediction.Count => true,
        _ => stored.is_floating_point() && names is null,
    };

    private Tensor Targets(Tensor stored)
    {
        Tensor targets = stored.to(ScalarType.Float32);
        return FirstTrue(targets.isfinite().logical_not()) is { } row
            ? throw problem($"row {row} (counted from 0) is NaN, infinite or too large for 32 bits; a target must be finite. Classes are stored as whole numbers (int64).")
            : Watched(stored, targets);
    }

    // Of times of an event the first column is a time.
    private Tensor Watched(Tensor stored, Tensor targets)
    {
        if (stored.dtype is ScalarType.Float64 or ScalarType.Int64)
        {
            using Tensor exact = (stored.dim() == 2 ? stored.select(1, 0) : stored).to(ScalarType.Float64).contiguous();
            RoundedValues rounded = new(1);
            foreach (double target in exact.data<double>())
            {
                if (rounded.Add(0, (float)target))
                {
                    rounded.AddExact(0, target);
                }
            }

            Lost = rounded.Find(_ => "The target");
        }

        return targets;
    }

    /// <summary>The text of each label: the digits of numbers, or True or False.</summary>
    /// <param name="stored">The array [N].</param>
    public static string[] Texts(Tensor stored) => stored.dtype switch
    {
        ScalarType.Bool => [.. stored.data<bool>().ToArray().Select(value => value.ToString())],
        ScalarType.Float64 => [.. stored.data<double>().ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))],
        _ when stored.is_floating_point() => [.. stored.to(ScalarType.Float32).data<float>().ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))],
        _ => [.. stored.to(ScalarType.Int64).data<long>().ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))],
    };

    private static long? FirstTrue(Tensor flags) => flags.any().item<bool>() ? flags.to(ScalarType.Int32).argmax().item<long>() : null;
}
