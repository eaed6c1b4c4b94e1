using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>The vanilla baseline of a declaration: the same encoders and the same fusion once, without experts (paper, figure 2a).</summary>
public sealed class VanillaModel : MultimodalModel
{
    private readonly EncoderSet _encoders;
    private readonly Objective _objective;

    /// <summary>Creates the baseline.</summary>
    /// <param name="description">What the declared model is.</param>
    /// <param name="encoders">The encoders.</param>
    /// <param name="fusion">A bank of one.</param>
    /// <param name="objective">The losses; only the task loss is used.</param>
    public VanillaModel(ModelDescription description, EncoderSet encoders, FusionBank fusion, Objective objective)
        : base(description)
    {
        _encoders = encoders;
        Fusion = fusion;
        _objective = objective;
        register_module("encoders", encoders);
        register_module("fusion", fusion);
        register_module("objective", objective);
    }

    /// <summary>The fusion, a bank of one.</summary>
    public FusionBank Fusion { get; }

    /// <inheritdoc/>
    public override LossTerms ComputeLosses(MultimodalBatch batch, StepRandom random)
    {
        CheckTrainingBatch(batch);
        FusionOutput fused = Fuse(batch, random);
        return new LossTerms
        {
            Task = _objective.TaskLoss(fused.Outputs, batch.Labels!),
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
        return Fusion.Forward(_encoders.Encode(batch.Inputs, random), view);
    }
}
