using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>
/// The I2MoE model of a specification that is known at run time only, for example of an experiment file that was not compiled. It equals the
/// generated class of the same specification bit for bit: parameters of a seed, names of the weights, outputs and losses; it only lacks its typed face.
/// </summary>
public sealed class SpecifiedModel : InteractionModel
{
    private readonly IReadOnlyList<ExpertSpecification> _layout;
    private readonly Modality?[] _passes;
    private readonly Objective _objective;
    private readonly EvidenceObjective? _evidence;
    private readonly double _interactionLossWeight;
    private readonly double _creditWeight;

    /// <summary>Creates the model.</summary>
    /// <param name="specification">The specification. Classes of the user's are looked for by name in the assemblies of the program.</param>
    /// <param name="seed">The seed of the initial parameters; the same seed gives the same parameters.</param>
    /// <exception cref="ModelSpecificationException">The specification breaks a rule, or names a class that this program does not have.</exception>
    public SpecifiedModel(ModelSpecification specification, long seed = 0)
        : this(SpecifiedParts.Of(specification), new ParameterInitializer(seed))
    {
    }

    // Parts are created in the order of the generated constructor, because all draw from one stream.
    private SpecifiedModel(SpecifiedParts parts, ParameterInitializer initializer)
        : base(parts.Description)
    {
        _layout = parts.Layout;
        _passes = [null, .. Description.Modalities];
        _interactionLossWeight = parts.InteractionLossWeight;
        EncoderSet = parts.CreateEncoders(initializer);
        ExpertBank = parts.CreateExperts(initializer);
        ReweightingNetwork = parts.CreateReweighting(initializer);
        _objective = parts.CreateObjective();
        _evidence = parts.CreateEvidence(_objective);
        _creditWeight = parts.CreditWeight;
        register_module("encoders", EncoderSet);
        register_module("experts", ExpertBank);
        register_module("reweighting", ReweightingNetwork);
        register_module("objective", _objective);
    }

    /// <inheritdoc/>
    public override EncoderSet EncoderSet { get; }

    /// <inheritdoc/>
    public override ExpertBank ExpertBank { get; }

    /// <inheritdoc/>
    public override ReweightingNetwork ReweightingNetwork { get; }

    /// <summary>Creates the vanilla baseline of a specification: the same encoders and fusion once, without experts.</summary>
    /// <param name="specification">The specification.</param>
    /// <param name="seed">The seed of the initial parameters.</param>
    /// <exception cref="ModelSpecificationException">The specification breaks a rule, or names a class that this program does not have.</exception>
    public static VanillaModel CreateBaseline(ModelSpecification specification, long seed = 0)
    {
        SpecifiedParts parts = SpecifiedParts.Of(specification);
        var initializer = new ParameterInitializer(seed);
        return new VanillaModel(parts.Description, parts.CreateEncoders(initializer), parts.CreateFusion(experts: 1, initializer), parts.CreateObjective());
    }

    /// <summary>The training options that a specification declares.</summary>
    /// <param name="specification">The specification.</param>
    public static TrainingOptions TrainingOptionsOf(ModelSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return ComponentOptions.Bind<TrainingOptions>(specification.Training);
    }

    /// <inheritdoc/>
    public override InteractionOutput Infer(MultimodalBatch batch) =>
        InferWith(batch, (prediction, weights, experts) => new SpecifiedOutput(Description, prediction, weights, experts));

    /// <inheritdoc/>
    public override InteractionLosses ComputeLosses(MultimodalBatch batch, StepRandom random)
    {
        CheckTrainingBatch(batch);
        torch.Tensor[] embeddings = EncoderSet.Encode(batch.Inputs, random);
        torch.Tensor[] replacements = ExpertBank.DrawReplacements(embeddings, random);
        return ComputeLosses(embeddings, replacements, batch.Labels!, random);
    }

    /// <inheritdoc/>
    public override InteractionLosses ComputeLosses(torch.Tensor[] embeddings, torch.Tensor[] replacements, torch.Tensor labels, StepRandom? random)
    {
        ExpertPasses passes = ExpertBank.Run(embeddings, replacements, _passes, random);
        torch.Tensor weights = ReweightingNetwork.Weigh(embeddings, random);
        torch.Tensor prediction = passes.Combine(weights);
        torch.Tensor[] interactions = [.. _layout.Select((expert, index) => 
            _evidence is null ? InteractionLoss(expert, index, passes) : EvidenceLoss(_evidence, expert, index, passes, labels))];
        return new SpecifiedLosses(Description, passes, weights, prediction, _interactionLossWeight, interactions)
        {
            Task = _objective.TaskLoss(prediction, labels),
            Credit = _evidence?.Credit(passes, weights, labels),
            CreditWeight = _creditWeight,
        };
    }

    private torch.Tensor EvidenceLoss(EvidenceObjective evidence, ExpertSpecification expert, int index, ExpertPasses passes, torch.Tensor labels)
    {
        Modality? own = Description.Modalities.FirstOrDefault(modality => modality.Name == expert.Modality);
        return own is not null ? evidence.Uniqueness(passes, index, own.Index + 1, labels)
            : expert == ExpertSpecification.Synergy ? evidence.Synergy(passes, index, labels)
            : evidence.Redundancy(passes, index, labels);
    }

    private torch.Tensor InteractionLoss(ExpertSpecification expert, int index, ExpertPasses passes)
    {
        torch.Tensor Pass(Modality modality) => passes[index, modality.Index + 1];

        torch.Tensor full = passes[index, 0];
        Modality? own = Description.Modalities.FirstOrDefault(modality => modality.Name == expert.Modality);
        torch.Tensor[] others = [.. Description.Modalities.Where(modality => modality != own).Select(Pass)];
        return own is not null ? _objective.Uniqueness(full, Pass(own), others)
            : expert == ExpertSpecification.Synergy ? _objective.Synergy(full, others)
            : _objective.Redundancy(full, others);
    }

    private sealed class SpecifiedOutput(ModelDescription description, torch.Tensor prediction, torch.Tensor weights, torch.Tensor experts)
        : InteractionOutput(description, prediction, weights, experts);

    private sealed class SpecifiedLosses(ModelDescription description, ExpertPasses passes, torch.Tensor weights, torch.Tensor prediction, double interactionLossWeight, torch.Tensor[] interactions)
        : InteractionLosses(description, passes, weights, prediction, interactionLossWeight)
    {
        public override IReadOnlyList<torch.Tensor> Interactions { get; } = interactions;
    }
}
