namespace I2MoE.Dsl.Tests.Models;

/// <summary>A small transformer model with dropout, for tests of training.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 2, Heads = 2, HiddenDim = 8, Patches = 2, Dropout = 0.3)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 2)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallTransformer
{
    [Modality(Features = 5), PatchEncoder]
    public partial Modality Left { get; }

    [Modality(Shape = [4]), MlpEncoder(HiddenDim = 6)]
    public partial Modality Right { get; }
}

/// <summary>A small concat model over three modalities, masked by means.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[ConcatFusion(Layers = 2, HiddenDim = 8)]
[Experts(InteractionLossWeight = 0.1, Masking = Masking.Mean, Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallConcat
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Middle { get; }

    [Modality(Features = 3), MlpEncoder(Layers = 3, HiddenDim = 6)]
    public partial Modality Right { get; }
}

/// <summary>A small model with a layout of its own: one named uniqueness expert, synergy, no redundancy; two of three modalities masked a step.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[ConcatFusion(Layers = 2, HiddenDim = 8)]
[Experts(UniquenessOf = [nameof(Middle)], Redundancy = false, MaskedModalities = 2)]
[Training(Epochs = 2, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallLayout
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Middle { get; }

    [Modality(Features = 3), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model that predicts which of three labels a sample has.</summary>
[I2MoEModel]
[MultiLabel(Labels = 3)]
[TransformerFusion(Layers = 1, Heads = 2, HiddenDim = 8, Patches = 2, Dropout = 0)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 1)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallMultiLabel
{
    [Modality(Features = 5), PatchEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model that predicts one of four classes in order.</summary>
[I2MoEModel]
[Ordinal(Classes = 4)]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 1)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallOrdinal
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model that predicts how many.</summary>
[I2MoEModel]
[Count]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 1)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallCount
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model that predicts the time to an event.</summary>
[I2MoEModel]
[Survival(Intervals = 6)]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 1)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallSurvival
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model that predicts a number.</summary>
[I2MoEModel]
[Regression(Margin = 4)]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 1)]
[Training(Epochs = 3, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class SmallRegression
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}
