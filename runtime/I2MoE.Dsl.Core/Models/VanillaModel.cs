using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>The vanilla baseline of a declaration: the same encoders and the same fusion once, without experts (paper, figure 2a).</summary>
/// <remarks>
/// It has no weights to take from an absent modality: it fuses what replaces an optional one, and whatever stands in the place of another.
/// </remarks>
public sealed class VanillaModel : MultimodalModel
{
    private readonly EncoderSet _encoders;
    private readonly Objective _objective;

    /// <summary>Creates the baseline.</summary>
    /// <param name="parts">What the declared model is made of; of its losses only the task loss is used.</param>
    /// <param name="seed">The seed of the initial parameters.</param>
    public VanillaModel(ModelParts parts, long seed = 0)
        : base((parts ?? throw new ArgumentNullException(nameof(parts))).Description)
    {
        Parts = parts;
        var initializer = new ParameterInitializer(seed);
        _encoders = parts.EncodersOf(initializer, seed);
        Fusion = parts.FusionOf(experts: 1, initializer);
        _objective = parts.CreateObjective();
        register_module("encoders", _encoders);
        register_module("fusion", Fusion);
        register_module("objective", _objective);
    }

    /// <summary>The encoders of the modalities.</summary>
    internal EncoderSet EncoderSet => _encoders;

    /// <summary>The fusion, a bank of one.</summary>
    public FusionBank Fusion { get; }

    /// <inheritdoc/>
    public override LossTerms ComputeLosses(MultimodalBatch batch, StepRandom random)
    {
        CheckTrainingBatch(batch);
        ArgumentNullException.ThrowIfNull(random);
        FusionOutput fused = Fuse(batch, random);
        torch.Tensor task = random.Share is { } share
            ? _objective.TaskLoss(share.Gather(fused.Outputs, 0), share.Gather(batch.Labels!, 0))
            : _objective.TaskLoss(fused.Outputs, batch.Labels!);
        return new LossTerms(task)
        {
            Gate = fused.GateLoss,
            GateLossWeight = Fusion.GateLossWeight,
        };
    }

    /// <inheritdoc/>
    public override ModelOutput Infer(MultimodalBatch batch)
    {
        CheckInferenceBatch(batch);
        using IDisposable noGradients = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        return new ModelOutput(Description, InUnits(Fuse(batch, random: null).Outputs));
    }

    private FusionOutput Fuse(MultimodalBatch batch, StepRandom? random)
    {
        ExpertView view = ExpertView.EachOf(experts: 1, passes: 1, random, Fusion.Precision).Single();
        torch.Tensor? presence = random is null ? batch.Presence : _encoders.Drop(batch.Presence, batch.Inputs, random);
        return Fusion.Forward(_encoders.Encode(batch.Inputs, random, presence), view);
    }
}
