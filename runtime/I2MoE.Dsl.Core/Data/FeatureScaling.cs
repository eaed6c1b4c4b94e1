using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Shifts and scales the features of a modality, and puts 0, their mean, in place of what is missing.</summary>
/// <param name="mean">The mean of each feature, double precision, [features].</param>
/// <param name="deviation">Their deviations.</param>
/// <param name="keepsEnds">Whether the values are sequences [n, T, F] with lengths of their own, whose ends stay where they are.</param>
internal sealed class FeatureScaling(Tensor mean, Tensor deviation, bool keepsEnds = false) : IDisposable
{
    /// <summary>Scaled values, in double precision.</summary>
    /// <param name="block">Values [n, …], which stay as they are.</param>
    public Tensor Of(Tensor block)
    {
        Tensor scaled = Rows(block).sub_(mean).div_(deviation).nan_to_num_(0).reshape(block.shape);
        return keepsEnds ? SequenceEnds.Fill(scaled, SequenceEnds.Lengths(block), float.NaN) : scaled;
    }

    /// <summary>A copy in double precision, [n, features].</summary>
    public static Tensor Rows(Tensor block) => block.reshape(block.shape[0], -1).to(ScalarType.Float64);

    /// <summary>Keeps the numbers beyond the dispose scope that they were made in.</summary>
    public FeatureScaling Keep()
    {
        mean.DetachFromDisposeScope();
        deviation.DetachFromDisposeScope();
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        mean.Dispose();
        deviation.Dispose();
    }
}
