namespace I2MoE.Dsl.AspNetCore.Tests;

/// <summary>What the service of these tests serves.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[ConcatFusion(Layers = 1, HiddenDim = 8)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class ServedModel
{
    [Modality(Features = 4), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 3), LinearEncoder]
    public partial Modality Right { get; }
}
