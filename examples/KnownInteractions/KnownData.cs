using I2MoE.Dsl.Data;

namespace KnownInteractions;

/// <summary>Data whose interactions are known.</summary>
/// <param name="Splits">The parts to train, validate and test on.</param>
/// <param name="TestRegimes">The regime of each test sample, in the order of the experts.</param>
internal sealed record KnownData(DataSplits Splits, IReadOnlyList<int> TestRegimes) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Splits.Dispose();
}
