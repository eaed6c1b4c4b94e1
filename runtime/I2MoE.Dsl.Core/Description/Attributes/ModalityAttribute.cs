// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Makes a partial property an input modality of the model.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
public sealed class ModalityAttribute : Attribute
{
    /// <summary>Number of features of one sample, the short form of Shape for a vector; 0 means that Shape is given.</summary>
    /// <remarks>Default: none. Allowed: 1 to 100000000.</remarks>
    public int Features { get; set; }

    /// <summary>Shape of one sample without the batch dimension, for example [3, 16, 16].</summary>
    /// <remarks>Default: none. Allowed: each 1 to 100000000.</remarks>
    public int[] Shape { get; set; } = [];

    /// <summary>
    /// Whether the encoder keeps the parameters that it begins with, for example those that `train --from` takes of another run: it gets no
    /// gradient, no dropout and no new running statistics. In YAML it may stand in the encoder as well.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool Freeze { get; set; }

    /// <summary>
    /// Whether samples may lack the modality: what stands in the place of its embedding then, and how often training takes it away, say the
    /// options of missing modalities.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool Optional { get; set; }

    /// <summary>
    /// Whether every sample of a sequence [T, F] has a length of its own, at most T: steps at its end without any value are no part of it,
    /// and whatever stands there is not looked at. For the encoders gru, lstm and cnn1d.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool OwnLength { get; set; }

    /// <summary>
    /// How many features each column of categories has, the last of the modality: one for each level, one for every other and one for none.
    /// Embedding makes vectors of them.
    /// </summary>
    /// <remarks>Default: none. Allowed: each 3 to 1000000.</remarks>
    public int[] Levels { get; set; } = [];

    /// <summary>
    /// Width of the vector that is learned for every level of the columns that Levels states; the encoder takes the numbers and the vector
    /// of each column, one after the other. 0 leaves every level a feature of its own. For the encoders linear, mlp and maxout.
    /// </summary>
    /// <remarks>Default: 0. Allowed: 0 to 1024.</remarks>
    public int Embedding { get; set; }

    /// <summary>Whether training mirrors every second picture, left to right, drawn for each sample in every epoch anew.</summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool AugmentFlip { get; set; }

    /// <summary>
    /// How far training moves a picture up or down and left or right at most, as a share of its height and width; its edge fills what is
    /// left free.
    /// </summary>
    /// <remarks>Default: 0. Allowed: 0 to 0.5.</remarks>
    public double AugmentCrop { get; set; }

    /// <summary>
    /// How much training changes the contrast of a picture at most, as a share, and the brightness of each of its channels, in standard
    /// deviations of its values.
    /// </summary>
    /// <remarks>Default: 0. Allowed: 0 to 1.</remarks>
    public double AugmentJitter { get; set; }
}
