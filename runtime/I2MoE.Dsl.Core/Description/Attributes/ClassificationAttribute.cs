// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Predicts one of several classes: cross-entropy on the logits.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ClassificationAttribute : Attribute
{
    /// <summary>Number of classes; labels are 0 to Classes - 1.</summary>
    /// <remarks>Default: 2. Allowed: 2 to 100000.</remarks>
    public int Classes { get; set; } = 2;

    /// <summary>Weight of each class in the cross-entropy, one per class; none means all equal.</summary>
    /// <remarks>Default: none. Allowed: each 1E-06 to 1000000.</remarks>
    public double[] ClassWeights { get; set; } = [];

    /// <summary>
    /// Whether each class is weighted by the inverse of its share in the training part; in YAML also class_weights: balanced.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool BalancedClassWeights { get; set; }
}
