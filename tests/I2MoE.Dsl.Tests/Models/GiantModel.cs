namespace I2MoE.Dsl.Tests.Models;

#pragma warning disable I2MOE317 // that no machine can hold it is what it is for

/// <summary>A model of terabytes, whose first encoder says so if the model is made after all.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[ConcatFusion(HiddenDim = 16)]
internal sealed partial class GiantModel
{
    [Modality(Features = 4), CustomEncoder(Type = typeof(UnmadeEncoder))]
    public partial Modality Left { get; }

    [Modality(Features = 4), MlpEncoder(Layers = 64, HiddenDim = 46340)]
    public partial Modality Right { get; }
}
