namespace I2MoE.Dsl.Tests.Models;

/// <summary>A small classifier whose experts are linear in what they are given.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[ConcatFusion(Layers = 1, Dropout = 0)]
internal sealed partial class LinearExperts
{
    [Modality(Features = 12), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 9), LinearEncoder]
    public partial Modality Right { get; }
}
