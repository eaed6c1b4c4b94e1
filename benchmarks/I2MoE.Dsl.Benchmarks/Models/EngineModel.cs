using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks.Models;

/// <summary>
/// A model of this project's engine whose sizes are given at run time and whose inputs are embeddings. It calls the runtime as a generated
/// model does.
/// </summary>
internal sealed class EngineModel : InteractionModel
{
    private readonly ClassificationObjective _objective;
    private readonly Modality?[] _passes;
    private readonly BenchmarkCase _setting;

    public EngineModel(BenchmarkCase setting)
        : base(setting.Description)
    {
        _setting = setting;
        int experts = setting.Sizes.Modalities + 2;
        var initializer = new ParameterInitializer(seed: 0);
        EncoderSet = new EncoderSet();
        foreach (Modality modality in Description.Modalities)
        {
            EncoderSet.Add(modality, new EmbeddingInput());
        }

        ExpertBank = new ExpertBank(setting.CreateFusion(experts, initializer), new ExpertsOptions { InteractionLossWeight = setting.InteractionLossWeight });
        ReweightingNetwork = new ReweightingNetwork(
            setting.Sizes.Modalities,
            setting.Sizes.Hidden,
            experts,
            new ReweightingOptions { Layers = setting.ReweightingLayers, HiddenDim = setting.ReweightingHidden, Temperature = setting.Temperature },
            initializer);
        _objective = new ClassificationObjective(new ClassificationOptions { Classes = setting.Sizes.Outputs });
        _passes = [null, .. Description.Modalities];
        register_module("experts", ExpertBank);
        register_module("reweighting", ReweightingNetwork);
    }

    /// <inheritdoc/>
    public override EncoderSet EncoderSet { get; }

    /// <inheritdoc/>
    public override ExpertBank ExpertBank { get; }

    /// <inheritdoc/>
    public override ReweightingNetwork ReweightingNetwork { get; }

    /// <inheritdoc/>
    public override InteractionLosses ComputeLosses(MultimodalBatch batch, StepRandom random)
    {
        torch.Tensor[] embeddings = EncoderSet.Encode(batch.Inputs, random);
        return ComputeLosses(embeddings, ExpertBank.DrawReplacements(embeddings, random), batch.Labels!, random);
    }

    /// <inheritdoc/>
    public override InteractionLosses ComputeLosses(torch.Tensor[] embeddings, torch.Tensor[] replacements, torch.Tensor labels, StepRandom? random)
    {
        ExpertPasses passes = ExpertBank.Run(embeddings, replacements, _passes, random);
        torch.Tensor weights = ReweightingNetwork.Weigh(embeddings, random);
        torch.Tensor prediction = passes.Combine(weights);
        torch.Tensor[] interactions = [.. Enumerable.Range(0, Description.Experts.Count).Select(expert => Interaction(passes, expert))];
        return new EngineLosses(Description, passes, weights, prediction, _setting.InteractionLossWeight, interactions)
        {
            Task = _objective.TaskLoss(prediction, labels),
        };
    }

    /// <inheritdoc/>
    public override ModelOutput Infer(MultimodalBatch batch) =>
        InferWith(batch, (prediction, weights, experts) => new EngineOutput(Description, prediction, weights, experts));

    private torch.Tensor Interaction(ExpertPasses passes, int expert)
    {
        int modalities = Description.Modalities.Count;
        torch.Tensor[] masked = [.. Enumerable.Range(1, modalities).Select(pass => passes[expert, pass])];
        torch.Tensor full = passes[expert, 0];
        return (expert - modalities) switch
        {
            0 => _objective.Synergy(full, masked),
            1 => _objective.Redundancy(full, masked),
            _ => _objective.Uniqueness(full, masked[expert], [.. masked.Where((_, modality) => modality != expert)]),
        };
    }

    private sealed class EngineOutput(ModelDescription description, torch.Tensor prediction, torch.Tensor weights, torch.Tensor experts)
        : InteractionOutput(description, prediction, weights, experts);
}
