using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Where sequences end that have lengths of their own. A step at the end of a sample that has no value (NaN throughout) is no part of it: so the length
/// lies in the values, and goes wherever they go. Missing values before the end are missing values.
/// </summary>
internal static class SequenceEnds
{
    /// <summary>The number of steps of each sample up to the last that has a value, int64, [B].</summary>
    /// <param name="steps">The samples, [B, T, F].</param>
    public static Tensor Lengths(Tensor steps)
    {
        Tensor hasValue = steps.isnan().all(dim: 2L).logical_not();
        Tensor places = TensorSum.Range(steps.shape[1], device: steps.device).Plus(1L);
        return (hasValue.to_type(ScalarType.Int64) * places).amax([1]);
    }

    /// <summary>Which steps come after the end of their sample, boolean, [B, T].</summary>
    /// <param name="lengths">The number of steps of each sample, int64, [B].</param>
    /// <param name="steps">The number of steps T.</param>
    public static Tensor Beyond(Tensor lengths, long steps) => TensorSum.Range(steps, device: lengths.device).unsqueeze(0).ge(lengths.unsqueeze(1));

    /// <summary>The samples with a number in the place of every value after their ends.</summary>
    /// <param name="steps">The samples, [B, T, F].</param>
    /// <param name="lengths">The number of steps of each sample, int64, [B].</param>
    /// <param name="value">The number.</param>
    public static Tensor Fill(Tensor steps, Tensor lengths, float value) =>
        steps.masked_fill(Beyond(lengths, steps.shape[1]).unsqueeze(2), TorchNumber.Of(value));

    /// <summary>The samples with 0 after their ends, as values are looked at that must be finite.</summary>
    /// <param name="steps">The samples, [B, T, F].</param>
    public static Tensor Filled(Tensor steps) => Fill(steps, Lengths(steps), 0);
}
