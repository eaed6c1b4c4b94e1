namespace I2MoE.Dsl.Tests.Layers;

/// <summary>A model whose convolution has fewer outputs than a block of channels.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[ConcatFusion(HiddenDim = 8)]
internal sealed partial class SmallPicture
{
    [Modality(Shape = [3, 8, 8]), Cnn2dEncoder(Channels = [8])]
    public partial Modality Image { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Numbers { get; }
}
