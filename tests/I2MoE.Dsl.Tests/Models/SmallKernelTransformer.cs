namespace I2MoE.Dsl.Tests.Models;

/// <summary>A small model whose hidden size the kernels can compute with.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 2, Heads = 2, HiddenDim = 32, Patches = 4, Dropout = 0.1)]
[Training(Epochs = 6, BatchSize = 16, LearningRate = 3e-3)]
internal sealed partial class SmallKernelTransformer
{
    [Modality(Features = 8), PatchEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Right { get; }
}
