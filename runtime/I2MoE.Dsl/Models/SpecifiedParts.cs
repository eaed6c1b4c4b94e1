using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>What a specification says, as the parts of a model: what generated code states as fields and factories.</summary>
internal sealed class SpecifiedParts
{
    private readonly ModelSpecification _specification;
    private readonly Component _task;
    private readonly Component _fusion;
    private readonly EmbeddingSize _size;
    private readonly ExpertsOptions _experts;

    private SpecifiedParts(ModelSpecification specification)
    {
        _specification = specification;
        _task = specification.Task!;
        _fusion = specification.Fusion!;
        EquatableArray<int> embedding = EmbeddingShape.Embedding(_fusion);
        _size = new EmbeddingSize(embedding[^1], embedding.Count > 1 ? embedding[0] : null);
        _experts = ComponentOptions.Bind<ExpertsOptions>(specification.Experts);
        Layout = specification.ExpertLayout;
        Description = new ModelDescription
        {
            Name = specification.Declaration.Name,
            Modalities = [.. specification.Modalities.Select(CreateModality)],
            Experts = [.. Layout.Select(expert => expert.Name)],
            Task = Enum.Parse<TaskKind>(_task.Definition.AttributeName),
            Fusion = _fusion.Definition.Kind,
            Outputs = SpecifiedTasks.Outputs(_task),
        };
    }

    /// <summary>What the model is.</summary>
    public ModelDescription Description { get; }

    /// <summary>The experts in the order of the bank.</summary>
    public IReadOnlyList<ExpertSpecification> Layout { get; }

    /// <summary>The weight lambda of the interaction loss.</summary>
    public double InteractionLossWeight => _experts.InteractionLossWeight;

    /// <summary>The weight mu of the credit in the evidence objective.</summary>
    public double CreditWeight => _experts.CreditWeight;

    /// <summary>The parts of <paramref name="specification"/>.</summary>
    /// <exception cref="ModelSpecificationException">It breaks a rule, or names a class that this program does not have.</exception>
    public static SpecifiedParts Of(ModelSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ModelSpecification resolved = UserClasses.Resolve(specification);
        string[] errors =
        [
            .. RuleTable.Check(resolved).Where(finding => finding.Rule.Severity == RuleSeverity.Error).Select(finding => $"{finding.Rule.Id}: {finding.Message}"),
        ];
        return errors.Length == 0
            ? new SpecifiedParts(resolved)
            : throw new ModelSpecificationException($"No model can be made of {specification.Declaration.Name}. {string.Join(" ", errors)}");
    }

    /// <summary>The encoders of the modalities, one after another.</summary>
    public EncoderSet CreateEncoders(ParameterInitializer initializer)
    {
        var encoders = new EncoderSet();
        foreach (Modality modality in Description.Modalities)
        {
            SpecifiedEncoders.Add(encoders, modality, _specification.Modalities[modality.Index].Encoders[0], _size, initializer);
        }

        return encoders;
    }

    /// <summary>A bank of fusions: one an expert, or one for the vanilla baseline.</summary>
    public FusionBank CreateFusion(int experts, ParameterInitializer initializer) =>
        SpecifiedFusions.Create(_fusion, Description.Modalities.Count, Description.Outputs, initializer.ForExperts(experts, _experts.Initialization));

    /// <summary>The interaction experts.</summary>
    public ExpertBank CreateExperts(ParameterInitializer initializer) => new(CreateFusion(Layout.Count, initializer), _experts);

    /// <summary>The network that weighs the experts.</summary>
    public ReweightingNetwork CreateReweighting(ParameterInitializer initializer) =>
        new(Description.Modalities.Count, _size.Dim, Layout.Count, ComponentOptions.Bind<ReweightingOptions>(_specification.Reweighting), initializer);

    /// <summary>What computes the losses.</summary>
    public Objective CreateObjective() => SpecifiedTasks.Create(_task);

    /// <summary>What computes the interaction losses of the evidence objective; null for the paper's.</summary>
    public EvidenceObjective? CreateEvidence(Objective task) =>
        _experts.Objective == InteractionObjective.Evidence ? new EvidenceObjective(task, _experts, Description) : null;

    private static Modality CreateModality(ModalitySpecification modality, int index)
    {
        Component encoder = modality.Encoders[0];
        int? vocabulary = encoder.Definition is EncoderDefinition { Input.IsTokens: true } ? encoder.Get(Catalogue.TextEncoderOptions.Vocabulary) : null;
        return new Modality(modality.Name, index, [.. EmbeddingShape.Input(modality)], encoder.Definition.Kind, vocabulary);
    }
}
