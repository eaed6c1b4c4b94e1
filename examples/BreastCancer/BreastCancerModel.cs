using I2MoE.Dsl;

namespace BreastCancer;

/// <summary>Is a breast mass malignant or benign? Three groups of ten statistics of the cell nuclei in a fine-needle aspirate.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 64, Temperature = 2)]
[Training(Epochs = 20, BatchSize = 32, LearningRate = 1e-3)]
public partial class BreastCancerModel
{
    /// <summary>The mean over the nuclei.</summary>
    [Modality(Features = 10), PatchEncoder]
    public partial Modality Mean { get; }

    /// <summary>The standard error of that mean.</summary>
    [Modality(Features = 10), PatchEncoder]
    public partial Modality StandardError { get; }

    /// <summary>The mean of the three largest values.</summary>
    [Modality(Features = 10), PatchEncoder]
    public partial Modality Worst { get; }
}
