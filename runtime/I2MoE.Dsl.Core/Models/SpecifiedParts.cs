using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>What a specification says, as the parts of a model: what generated code states as fields and factories.</summary>
internal static class SpecifiedParts
{
    /// <summary>The parts of <paramref name="specification"/>.</summary>
    /// <exception cref="ModelException">It breaks a rule, or names a class that this program does not have.</exception>
    public static ModelParts Of(ModelSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ModelSpecification resolved = UserClasses.Resolve(specification);
        string[] errors =
        [
            .. RuleTable.Check(resolved).Where(finding => finding.Rule.Severity == RuleSeverity.Error).Select(finding => $"{finding.Rule.Id}: {finding.Message}"),
        ];
        return errors.Length == 0
            ? Create(resolved)
            : throw new ModelException($"No model can be made of {specification.Declaration.Name}. {string.Join(" ", errors)}");
    }

    private static ModelParts Create(ModelSpecification specification)
    {
        Component task = specification.Task!;
        Component fusion = specification.Fusion!;
        EquatableArray<int> embedding = EmbeddingShape.Embedding(fusion);
        var size = new EmbeddingSize(embedding[^1], embedding.Count > 1 ? embedding[0] : null);
        Modality[] modalities = [.. specification.Modalities.Select(CreateModality)];
        int outputs = SpecifiedTasks.Outputs(task);
        return new ModelParts
        {
            Description = new ModelDescription
            {
                Name = specification.Declaration.Name,
                Modalities = modalities,
                Experts = [.. specification.ExpertLayout.Select(expert => CreateExpert(expert, modalities))],
                Task = Enum.Parse<TaskKind>(task.Definition.AttributeName),
                Fusion = fusion.Definition.Kind,
                Outputs = outputs,
            },
            EmbeddingDim = size.Dim,
            Task = ComponentOptions.Bind(task),
            Fusion = ComponentOptions.Bind(fusion),
            Encoders = [.. specification.Modalities.Select(modality => ComponentOptions.Bind(modality.Encoders[0]))],
            Patches = size.Patches,
            Missing = ComponentOptions.Bind<MissingOptions>(specification.Missing),
            Training = ComponentOptions.Bind<TrainingOptions>(specification.Training),
            Experts = ComponentOptions.Bind<ExpertsOptions>(specification.Experts),
            Reweighting = ComponentOptions.Bind<ReweightingOptions>(specification.Reweighting),
            CreateEncoders = initializer =>
            {
                var encoders = new EncoderSet();
                foreach (Modality modality in modalities)
                {
                    SpecifiedEncoders.Add(encoders, modality, specification.Modalities[modality.Index].Encoders[0], size, initializer);
                }

                return encoders;
            },
            CreateFusion = initializer => SpecifiedFusions.Create(fusion, modalities.Length, outputs, initializer),
            CreateObjective = () => SpecifiedTasks.Create(task),
        };
    }

    private static Expert CreateExpert(ExpertSpecification expert, Modality[] modalities)
    {
        Modality[] own = [.. expert.Modalities.Select(name => modalities.First(modality => modality.Name == name))];
        return (expert.Kind, own) switch
        {
            (InteractionKind.Uniqueness, [var modality]) => Expert.UniquenessOf(modality),
            (InteractionKind.Synergy, [var first, var second]) => Expert.SynergyOf(first, second),
            (InteractionKind.Synergy, _) => Expert.Synergy,
            (_, [var first, var second]) => Expert.RedundancyOf(first, second),
            _ => Expert.Redundancy,
        };
    }

    private static Modality CreateModality(ModalitySpecification modality, int index)
    {
        Component encoder = modality.Encoders[0];
        int? vocabulary = encoder.Definition is EncoderDefinition { Input.IsTokens: true } ? encoder.Get(Catalogue.TextEncoderOptions.Vocabulary) : null;
        return new Modality(modality.Name, index, [.. EmbeddingShape.Input(modality)], encoder.Definition.Kind, vocabulary)
        {
            IsFrozen = modality.Options.Get(Catalogue.ModalityOptions.Freeze),
            IsOptional = modality.Options.Get(Catalogue.ModalityOptions.Optional),
            HasOwnLength = modality.Options.Get(Catalogue.ModalityOptions.OwnLength),
            Augmentation = AugmentationOf(modality.Options),
            Categories = EmbeddingShape.Levels(modality) is { } levels ? new CategoryEmbedding([.. levels], modality.Options.Get(Catalogue.ModalityOptions.Embedding)) : null,
        };
    }

    private static Augmentation? AugmentationOf(Component options)
    {
        var augmentation = new Augmentation(options.Get(Catalogue.ModalityOptions.AugmentFlip), options.Get(Catalogue.ModalityOptions.AugmentCrop), options.Get(Catalogue.ModalityOptions.AugmentJitter));
        return augmentation is { Flip: false, Crop: 0, Jitter: 0 } ? null : augmentation;
    }
}
