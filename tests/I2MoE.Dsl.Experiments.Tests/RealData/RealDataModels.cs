namespace I2MoE.Dsl.Tests.RealData;

/// <summary>Six skin diseases from what the physician sees and what the microscope shows; sizes of the reference run.</summary>
[I2MoEModel]
[Classification(Classes = 6)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 2, HiddenDim = 64, Temperature = 2)]
[Training(Epochs = 40, BatchSize = 32, LearningRate = 1e-3, BestMetric = ValidationMetric.Score)]
internal sealed partial class DermatologyModel
{
    [Modality(Features = 12), PatchEncoder]
    public partial Modality Clinical { get; }

    [Modality(Features = 22), PatchEncoder]
    public partial Modality Histopathology { get; }
}

/// <summary>A written and a spoken digit.</summary>
[I2MoEModel]
[Classification(Classes = 10)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4, Dropout = 0.1)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 2, HiddenDim = 64, Temperature = 2)]
[Training(Epochs = 10, BatchSize = 64, LearningRate = 2e-3, BestMetric = ValidationMetric.Score)]
internal sealed partial class DigitsModel
{
    [Modality(Shape = [1, 28, 28]), Cnn2dEncoder]
    public partial Modality Image { get; }

    [Modality(Shape = [40, 13]), GruEncoder]
    public partial Modality Audio { get; }
}
