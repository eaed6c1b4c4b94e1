// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// Predicts the time to an event, which of some samples is only known to be later: a logistic hazard of each interval of time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class SurvivalAttribute : Attribute
{
    /// <summary>
    /// Number of intervals of time, in each of which as many events of the training part end; the last ends with the last event.
    /// </summary>
    /// <remarks>Default: 8. Allowed: 2 to 1000.</remarks>
    public int Intervals { get; set; } = 8;

    /// <summary>
    /// Squared difference of log odds of an interval beyond which outputs are pushed apart no further; at 1 one has e times the odds of the
    /// other.
    /// </summary>
    /// <remarks>Default: 1. Allowed: greater than 0.</remarks>
    public double Margin { get; set; } = 1;
}
