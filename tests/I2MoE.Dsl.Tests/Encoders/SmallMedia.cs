namespace I2MoE.Dsl.Tests.Encoders;

/// <summary>A small model of an image, a text and a sequence with an encoder of the user's own.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[TransformerFusion(Layers = 1, Heads = 2, HiddenDim = 8, Patches = 2)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallMedia
{
    [Modality(Shape = [1, 8, 8]), Cnn2dEncoder(Channels = [4, 4], Dropout = 0.1)]
    public partial Modality Image { get; }

    [Modality(Shape = [6]), TextEncoder(Vocabulary = 10, TokenDim = 4)]
    public partial Modality Review { get; }

    [Modality(Shape = [5, 3]), CustomEncoder(Type = typeof(MeanOverTimeEncoder))]
    public partial Modality Sound { get; }
}
