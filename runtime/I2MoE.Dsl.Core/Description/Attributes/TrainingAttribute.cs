// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>How the model is trained, where the program does not say otherwise.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TrainingAttribute : Attribute
{
    /// <summary>Number of passes over the training data.</summary>
    /// <remarks>Default: 30. Allowed: 1 to 1000000.</remarks>
    public int Epochs { get; set; } = 30;

    /// <summary>Number of samples in a training step.</summary>
    /// <remarks>Default: 32. Allowed: 1 to 1000000.</remarks>
    public int BatchSize { get; set; } = 32;

    /// <summary>Learning rate of Adam.</summary>
    /// <remarks>Default: 0.0001. Allowed: greater than 0, up to 1.</remarks>
    public double LearningRate { get; set; } = 0.0001;

    /// <summary>Weight decay (L2) of Adam.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 10.</remarks>
    public double WeightDecay { get; set; }

    /// <summary>Greatest L2 norm of the gradient of all parameters, applied before the step; 0 means no clipping.</summary>
    /// <remarks>Default: 0. Allowed: 0 or more.</remarks>
    public double GradientClipping { get; set; }

    /// <summary>What the linear layers of the experts compute in; parameters, losses and softmax are float32 always.</summary>
    /// <remarks>Default: Fp32. Allowed: Fp32, Bf16.</remarks>
    public Precision Precision { get; set; } = Precision.Fp32;
}
