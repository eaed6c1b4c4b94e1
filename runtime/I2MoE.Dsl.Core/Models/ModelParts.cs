using System.ComponentModel;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Models;

/// <summary>What a declared model and its vanilla baseline are made of: the declared options, and what creates their parts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelParts
{
    /// <summary>What the model is.</summary>
    public required ModelDescription Description { get; init; }

    /// <summary>The size D of every embedding.</summary>
    public required int EmbeddingDim { get; init; }

    /// <summary>The number P of patches of every embedding; null (default) where the fusion takes vectors, or no modality is optional.</summary>
    public int? Patches { get; init; }

    /// <summary>What is done about optional modalities that samples lack.</summary>
    public MissingOptions Missing { get; init; } = new();

    /// <summary>The options of the task: the record that its attribute fills, for example <see cref="ClassificationOptions"/>; null where nothing declares the model.</summary>
    public object? Task { get; init; }

    /// <summary>The options of the fusion, for example <see cref="TransformerFusionOptions"/>; null where nothing declares the model.</summary>
    public object? Fusion { get; init; }

    /// <summary>The options of each modality's encoder, null where it has none; empty (default) where no encoder has any.</summary>
    public IReadOnlyList<object?> Encoders { get; init; } = [];

    /// <summary>How the model is trained, unless a trainer is told otherwise.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>The masking, the losses and the initialisation of the experts.</summary>
    public required ExpertsOptions Experts { get; init; }

    /// <summary>The options of the network that weighs the experts.</summary>
    public required ReweightingOptions Reweighting { get; init; }

    /// <summary>Creates the encoders of the modalities.</summary>
    public required Func<ParameterInitializer, EncoderSet> CreateEncoders { get; init; }

    /// <summary>Creates the fusions of as many experts as the initializer has.</summary>
    public required Func<ExpertInitializer, FusionBank> CreateFusion { get; init; }

    /// <summary>Creates what computes the losses of the task.</summary>
    public required Func<Objective> CreateObjective { get; init; }

    /// <summary>The encoders, and what is drawn from streams of their own: the vectors of levels of categories, and what replaces the embeddings of optional modalities.</summary>
    internal EncoderSet EncodersOf(ParameterInitializer initializer, long seed)
    {
        EncoderSet encoders = CreateEncoders(initializer);
        encoders.EmbedLevels(Description.Modalities, seed);
        encoders.Replace(Description.Modalities, Missing, Patches is { } patches ? [patches, EmbeddingDim] : [EmbeddingDim], seed);
        return encoders;
    }

    /// <summary>The fusions of a bank of experts, drawn from one stream.</summary>
    internal FusionBank FusionOf(int experts, ParameterInitializer initializer) => CreateFusion(initializer.ForExperts(experts, Experts.Initialization));
}
