using I2MoE.Dsl;

namespace TemplateNamespace;

/// <summary>Is the answer yes? Two kinds of measurements know something of it, each by itself and both together.</summary>
[I2MoEModel]
[Classification(Classes = 2)]
[TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 32, Patches = 2)]
[Experts(InteractionLossWeight = 0.1)]
[Reweighting(Layers = 2, HiddenDim = 32, Temperature = 2)]
[Training(Epochs = 15, BatchSize = 32, LearningRate = 2e-3)]
public partial class DemoModel
{
    [Modality(Features = 4), PatchEncoder]
    public partial Modality Laboratory { get; }

    [Modality(Features = 3), PatchEncoder]
    public partial Modality Questions { get; }
}
