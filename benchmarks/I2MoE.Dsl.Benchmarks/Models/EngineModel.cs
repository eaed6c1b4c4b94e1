using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Benchmarks.Models;

/// <summary>A model of this project's engine whose sizes are given at run time and whose inputs are embeddings.</summary>
internal sealed class EngineModel(BenchmarkCase setting) : InteractionModel(PartsOf(setting), seed: 0)
{
    /// <inheritdoc/>
    public override InteractionLosses ComputeLosses(MultimodalBatch batch, StepRandom random) =>
        ComputeLossesWith(batch, random, static step => new InteractionLosses(step));

    /// <inheritdoc/>
    public override InteractionOutput Infer(MultimodalBatch batch) =>
        InferWith(batch, (prediction, weights, experts) => new InteractionOutput(Description, prediction, weights, experts));

    private static ModelParts PartsOf(BenchmarkCase setting) => new()
    {
        Description = setting.Description,
        EmbeddingDim = setting.Sizes.Hidden,
        Experts = new ExpertsOptions { InteractionLossWeight = setting.InteractionLossWeight, Initialization = ExpertInitialization.Independent },
        Reweighting = new ReweightingOptions { Layers = setting.ReweightingLayers, HiddenDim = setting.ReweightingHidden, Temperature = setting.Temperature },
        CreateEncoders = _ => CreateEncoders(setting.Description),
        CreateFusion = setting.CreateFusion,
        CreateObjective = () => new ClassificationObjective(new ClassificationOptions { Classes = setting.Sizes.Outputs }),
    };

    private static EncoderSet CreateEncoders(ModelDescription description)
    {
        var encoders = new EncoderSet();
        foreach (Modality modality in description.Modalities)
        {
            encoders.Add(modality, new EmbeddingInput());
        }

        return encoders;
    }
}
