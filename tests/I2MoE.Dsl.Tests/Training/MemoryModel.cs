namespace I2MoE.Dsl.Tests.Training;

/// <summary>A model whose steps take ten megabytes and more, so that memory that is not given back shows.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 2, Heads = 4, HiddenDim = 64, Patches = 8, Dropout = 0.3)]
[Training(Epochs = 1, BatchSize = 64, LearningRate = 1e-3)]
internal sealed partial class MemoryModel
{
    [Modality(Features = 60), PatchEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 40), PatchEncoder]
    public partial Modality Middle { get; }

    [Modality(Features = 30), PatchEncoder]
    public partial Modality Right { get; }
}
