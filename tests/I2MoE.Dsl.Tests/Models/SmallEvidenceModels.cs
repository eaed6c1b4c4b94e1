namespace I2MoE.Dsl.Tests.Models;

/// <summary>A small classifier over three modalities with the evidence objective; two of them masked a step.</summary>
[I2MoEModel]
[Classification(Classes = 3, ClassWeights = [1, 2, 1])]
[TransformerFusion(Layers = 1, Heads = 2, HiddenDim = 8, Patches = 2, Dropout = 0)]
[Experts(InteractionLossWeight = 1, Objective = InteractionObjective.Evidence, MaskedModalities = 2)]
[Reweighting(Layers = 1)]
[Training(Epochs = 4, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class EvidenceClasses
{
    [Modality(Features = 5), PatchEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Middle { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model of three labels with the evidence objective.</summary>
[I2MoEModel]
[MultiLabel(Labels = 3)]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 0.5, Objective = InteractionObjective.Evidence, CreditWeight = 0.5)]
[Reweighting(Layers = 1)]
[Training(Epochs = 4, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class EvidenceLabels
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model of a number with the evidence objective.</summary>
[I2MoEModel]
[Regression]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 1, Objective = InteractionObjective.Evidence, AgreementWeight = 2)]
[Reweighting(Layers = 1)]
[Training(Epochs = 4, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class EvidenceTargets
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small classifier whose weights are measured.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 1, Objective = InteractionObjective.Measured)]
[Reweighting(Layers = 1)]
[Training(Epochs = 4, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class MeasuredClasses
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with the evidence objective of two classes.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 1, Objective = InteractionObjective.Evidence)]
[Training(Epochs = 2, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class EvidenceSwitchedOn
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with the evidence objective and no interaction loss.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[ConcatFusion(Layers = 2, HiddenDim = 8, Dropout = 0)]
[Experts(InteractionLossWeight = 0, Objective = InteractionObjective.Evidence)]
[Training(Epochs = 2, BatchSize = 16, LearningRate = 1e-2)]
internal sealed partial class EvidenceSwitchedOff
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}
