namespace I2MoE.Dsl.Tests.Golden;

/// <summary>transformer_multiclass.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 2, Heads = 4, HiddenDim = 16, Patches = 4, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 1.5, Dropout = 0)]
internal sealed partial class GoldenMulticlass
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Third { get; }
}

/// <summary>transformer_weighted_binary.</summary>
[I2MoEModel]
[Classification(Classes = 2, ClassWeights = [0.25, 0.75])]
[TransformerFusion(Layers = 1, Heads = 2, HiddenDim = 12, Patches = 3, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(InteractionLossWeight = 0.01)]
[Reweighting(Layers = 3, HiddenDim = 8, Temperature = 2, Dropout = 0)]
internal sealed partial class GoldenWeightedBinary
{
    [Modality(Features = 3), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 3), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 3), PatchEncoder]
    public partial Modality Third { get; }
}

/// <summary>transformer_four_modalities.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 1, Heads = 1, HiddenDim = 8, Patches = 2, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 1, Temperature = 1)]
internal sealed partial class GoldenFourModalities
{
    [Modality(Features = 2), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 2), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 2), PatchEncoder]
    public partial Modality Third { get; }

    [Modality(Features = 2), PatchEncoder]
    public partial Modality Fourth { get; }
}

/// <summary>ablation_latent_contrastive.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 16, Patches = 4, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(Comparison = InteractionComparison.Latents)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 1.5, Dropout = 0)]
internal sealed partial class GoldenLatentContrastive
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Third { get; }
}

/// <summary>ablation_simple_weight.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 16, Patches = 4, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts]
[Reweighting(Scope = ReweightingScope.Global)]
internal sealed partial class GoldenSimpleWeight
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Third { get; }
}

/// <summary>ablation_synergy_redundancy_only.</summary>
[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 16, Patches = 4, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(Uniqueness = false)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 1.5, Dropout = 0)]
internal sealed partial class GoldenSynergyRedundancy
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Third { get; }
}

/// <summary>transformer_multilabel.</summary>
[I2MoEModel]
[MultiLabel(Labels = 7)]
[TransformerFusion(Layers = 2, Heads = 4, HiddenDim = 16, Patches = 4, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 8, Temperature = 2, Dropout = 0)]
internal sealed partial class GoldenMultiLabel
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Second { get; }
}

/// <summary>transformer_regression, with the reference code's sign for synergy and without bound.</summary>
[I2MoEModel]
[Regression(Interaction = RegressionInteraction.Reference)]
[TransformerFusion(Layers = 1, Heads = 1, HiddenDim = 16, Patches = 4, Dropout = 0, Block = AttentionBlock.Reference)]
[Experts(InteractionLossWeight = 0.005)]
[Reweighting(Layers = 1, Temperature = 2)]
internal sealed partial class GoldenRegression
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality First { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Second { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Third { get; }
}
