namespace I2MoE.Dsl;

/// <summary>
/// Makes a partial class an I2MoE model: from the other attributes of the class and of its modality properties, the generator writes the
/// typed batch, one expert a modality plus a synergy and a redundancy expert, the re-weighting network, the losses and the trainer.
/// </summary>
/// <remarks>
/// The class is partial, not static, abstract, generic or nested, and states no base class. It needs exactly one task and one fusion, and two
/// to eight modalities, each a partial property of type <c>Modality</c> with one encoder. Experts, re-weighting and training have defaults and
/// may be left out. The order of the properties is the order of the modalities and of their uniqueness experts.
/// </remarks>
/// <example>
/// A model of two groups of measurements, [B, 10] each, that predicts one of two classes:
/// <code>
/// [I2MoEModel]
/// [Classification(Classes = 2)]
/// [TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]
/// [Experts(InteractionLossWeight = 0.5)]
/// [Reweighting(Layers = 2, HiddenDim = 64, Temperature = 2)]
/// [Training(Epochs = 20, LearningRate = 1e-3)]
/// public partial class TumourModel
/// {
///     [Modality(Features = 10), LinearEncoder]
///     public partial Modality Mean { get; }
///
///     [Modality(Features = 10), MlpEncoder(Layers = 2, HiddenDim = 64)]
///     public partial Modality Worst { get; }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class I2MoEModelAttribute : Attribute;
