namespace I2MoE.Dsl.Data;

/// <summary>A network that makes features of pictures.</summary>
internal interface IPictureNetwork : IDisposable
{
    /// <summary>The number of features of a picture.</summary>
    int Features { get; }

    /// <summary>Makes features of pictures.</summary>
    /// <param name="pictures">The pictures [count, C, H, W], as the network takes them.</param>
    /// <param name="count">How many.</param>
    /// <param name="features">Takes the features [count, features].</param>
    void Compute(float[] pictures, int count, Span<float> features);
}
