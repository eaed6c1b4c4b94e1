namespace I2MoE.Dsl.Tests.Models;

// The settings of the paper's table 6, which differ here and there from its appendix G. The table counts without encoders.

[I2MoEModel]
[Classification(Classes = 3)]
[TransformerFusion(Layers = 2, Heads = 4, HiddenDim = 256, Patches = 16)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 256, Temperature = 1)]
internal sealed partial class AdniTableSix
{
    [Modality(Features = 16), PatchEncoder]
    public partial Modality Image { get; }

    [Modality(Features = 16), PatchEncoder]
    public partial Modality Genetics { get; }

    [Modality(Features = 16), PatchEncoder]
    public partial Modality Clinical { get; }

    [Modality(Features = 16), PatchEncoder]
    public partial Modality Biospecimen { get; }
}

[I2MoEModel]
[Classification(Classes = 2)]
[TransformerFusion(Layers = 2, Heads = 1, HiddenDim = 128, Patches = 8)]
[Experts(InteractionLossWeight = 0.01)]
[Reweighting(Layers = 2, HiddenDim = 128, Temperature = 2)]
internal sealed partial class MimicTableSix
{
    [Modality(Features = 8), PatchEncoder]
    public partial Modality Lab { get; }

    [Modality(Features = 8), PatchEncoder]
    public partial Modality Notes { get; }

    [Modality(Features = 8), PatchEncoder]
    public partial Modality Codes { get; }
}

[I2MoEModel]
[Classification(Classes = 23)]
[TransformerFusion(Layers = 2, Heads = 4, HiddenDim = 256, Patches = 16)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 256, Temperature = 2)]
internal sealed partial class ImdbTableSix
{
    [Modality(Features = 16), PatchEncoder]
    public partial Modality Language { get; }

    [Modality(Features = 16), PatchEncoder]
    public partial Modality Poster { get; }
}

[I2MoEModel]
[Classification(Classes = 2)]
[TransformerFusion(Layers = 1, Heads = 1, HiddenDim = 128, Patches = 4)]
[Experts(InteractionLossWeight = 0.005)]
[Reweighting(Layers = 1, Temperature = 2)]
internal sealed partial class MosiTableSix
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality Text { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Vision { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Audio { get; }
}

[I2MoEModel]
[Classification(Classes = 20)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 256, Patches = 4)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 3, HiddenDim = 256, Temperature = 2)]
internal sealed partial class EnricoTableSix
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality Screenshot { get; }

    [Modality(Features = 4), PatchEncoder]
    public partial Modality Wireframe { get; }
}

/// <summary>The table's plain IMDB fusion has 8 patches, its I2MoE model 16.</summary>
[I2MoEModel]
[Classification(Classes = 23)]
[TransformerFusion(Layers = 2, Heads = 4, HiddenDim = 256, Patches = 8)]
[Experts(InteractionLossWeight = 0.5)]
[Reweighting(Layers = 2, HiddenDim = 256, Temperature = 2)]
internal sealed partial class ImdbTableSixBaseline
{
    [Modality(Features = 8), PatchEncoder]
    public partial Modality Language { get; }

    [Modality(Features = 8), PatchEncoder]
    public partial Modality Poster { get; }
}
