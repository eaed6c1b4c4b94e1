namespace I2MoE.Dsl.Specification.Sweeps;

/// <summary>How the values of a parameter of a sweep are spread.</summary>
public enum SweepScale
{
    /// <summary>One of several values.</summary>
    Choice,

    /// <summary>A number, evenly.</summary>
    Uniform,

    /// <summary>A number, evenly in its logarithm.</summary>
    Log,

    /// <summary>A whole number, evenly.</summary>
    Integer,

    /// <summary>A whole number, evenly in its logarithm.</summary>
    LogInteger,
}
