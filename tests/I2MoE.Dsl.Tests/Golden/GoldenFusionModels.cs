namespace I2MoE.Dsl.Tests.Golden;

/// <summary>switch_multiclass.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[SwitchFusion(Layers = 2, Heads = 4, HiddenDim = 16, Patches = 4, RoutedExperts = 4, GateLossWeight = 0.05, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 2, Dropout = 0)]
internal sealed partial class GoldenSwitch
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Third { get; }
}

/// <summary>interpretcc_multiclass.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[InterpretCcFusion(HiddenDim = 16, Tau = 0.7, Hard = true, Threshold = 0.6, Dropout = 0)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 2, Dropout = 0)]
internal sealed partial class GoldenInterpretCc
{
    [Modality(Features = 4), LinearEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Third { get; }
}

/// <summary>interpretcc_soft.</summary>
[I2MoEModel]
[Classification(Classes = 5)]
[InterpretCcFusion(HiddenDim = 16, Tau = 1.3, Hard = false, Dropout = 0)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 2, Dropout = 0)]
internal sealed partial class GoldenInterpretCcSoft
{
    [Modality(Features = 4), LinearEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Second { get; }
}

/// <summary>low_rank_multiclass.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[LowRankFusion(HiddenDim = 8, Rank = 3, FusedDim = 12)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 2, Dropout = 0)]
internal sealed partial class GoldenLowRank
{
    [Modality(Features = 4), LinearEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), LinearEncoder]
    public partial Modality Third { get; }
}
