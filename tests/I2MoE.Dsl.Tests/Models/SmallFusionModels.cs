namespace I2MoE.Dsl.Tests.Models;

/// <summary>A small model with this fusion.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[SwitchFusion(Layers = 2, Heads = 2, HiddenDim = 8, Patches = 2, RoutedExperts = 2, Dropout = 0.3)]
[Experts(Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class SmallSwitch
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with this fusion.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[MoePlusPlusFusion(Layers = 2, Heads = 2, HiddenDim = 8, Patches = 2, RoutedExperts = 2, Dropout = 0.3)]
[Experts(Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class SmallMoePlusPlus
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with this fusion.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[InterpretCcFusion(HiddenDim = 8)]
[Experts(Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class SmallInterpretCc
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with this fusion.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[LowRankFusion(HiddenDim = 8, Rank = 2, FusedDim = 6)]
[Experts(Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class SmallLowRank
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with this fusion.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[EarlyFusion(HiddenDim = 8, Patches = 2, FeedForwardDim = 16)]
[Experts(Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class SmallEarly
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with this fusion.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[LateFusion(HiddenDim = 4, Patches = 2, EmbedDim = 6, FeedForwardDim = 16)]
[Experts(Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class SmallLate
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}

/// <summary>A small model with this fusion.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[CustomFusion(Type = typeof(GatedSumFusion), HiddenDim = 8, Embedding = EmbeddingKind.Vector)]
[Experts(Initialization = ExpertInitialization.Independent)]
[Training(Epochs = 1, BatchSize = 16)]
internal sealed partial class SmallCustom
{
    [Modality(Features = 5), LinearEncoder]
    public partial Modality Left { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Right { get; }
}
