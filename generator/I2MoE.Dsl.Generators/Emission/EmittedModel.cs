using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>
/// A declaration made complete for emission: what is missing has its default and what is there twice counts once, so that the
/// generated class always compiles and the rules' own messages are the only ones.
/// </summary>
internal sealed class EmittedModel
{
    /// <summary>Completes <paramref name="declaration"/>.</summary>
    public EmittedModel(ModelDeclaration declaration)
    {
        Declaration = declaration;
        ModelSpecification specification = declaration.Specification;
        Task = specification.Task ?? Component.WithDefaults(ClassificationOptions.Definition);
        Fusion = Usable(specification.Fusion);

        var names = new NameAllocator(
            [.. ReservedNames.GeneratedFields, specification.Declaration.Name, .. specification.Modalities.Select(modality => modality.Name), .. declaration.OccupiedNames]);
        ExpertPlaces = names.Allocate("Expert");
        Modalities = [.. specification.Modalities
            .Zip(declaration.Properties, (modality, property) => (Modality: modality, Property: property))
            .GroupBy(pair => pair.Modality.Name)
            .Select((group, index) => Complete(group.First().Modality, group.First().Property, index, names))];
        Experts = specification.ExpertLayout;
    }

    /// <summary>The declaration.</summary>
    public ModelDeclaration Declaration { get; }

    /// <summary>The specification.</summary>
    public ModelSpecification Specification => Declaration.Specification;

    /// <summary>The name of the class as a C# identifier.</summary>
    public string ClassName => Literals.Identifier(Specification.Declaration.Name);

    /// <summary>Whether the class has a base class of its own, so that it cannot be a model.</summary>
    public bool HasOwnBase => Specification.Declaration.BaseClass is not null;

    /// <summary>The task.</summary>
    public Component Task { get; }

    /// <summary>The fusion.</summary>
    public Component Fusion { get; }

    /// <summary>The definition of the task.</summary>
    public TaskDefinition TaskDefinition => (TaskDefinition)Task.Definition;

    /// <summary>The definition of the fusion.</summary>
    public FusionDefinition FusionDefinition => (FusionDefinition)Fusion.Definition;

    /// <summary>The runtime class of the fusion, or that of the user's.</summary>
    public string FusionBank => FusionDefinition.RuntimeClass is { } runtimeClass
        ? "global::I2MoE.Dsl.Fusion." + runtimeClass
        : Fusion.FindType(CustomFusionOptions.Type)!.FullName;

    /// <summary>The private class of the experts' places in the bank.</summary>
    public string ExpertPlaces { get; }

    /// <summary>The modalities.</summary>
    public IReadOnlyList<EmittedModality> Modalities { get; }

    /// <summary>Whether samples may lack one of the modalities.</summary>
    public bool HasOptionalModalities => Modalities.Any(modality => modality.IsOptional);

    /// <summary>The experts in the order of the bank.</summary>
    public IReadOnlyList<ExpertSpecification> Experts { get; }

    /// <summary>The number of outputs of an expert.</summary>
    public int Outputs => TaskDefinition.OutputsOf(Task);

    /// <summary>The number of outputs in generated code.</summary>
    public string OutputsText => TaskDefinition.Outputs is { } option ? $"s_task.{option.Name}" : "1";

    /// <summary>What the labels of a batch are.</summary>
    public string LabelsText => WithOutputs(TaskDefinition.Labels);

    /// <summary>The size D of an embedding.</summary>
    private int EmbeddingDim => Fusion.Get(FusionDefinition.HiddenDim);

    /// <summary>The size D of an embedding in generated code.</summary>
    public string EmbeddingDimText => $"s_fusion.{FusionDefinition.HiddenDim.Name}";

    /// <summary>The number P of patches of an embedding; null where the fusion takes vectors.</summary>
    private Option<int>? Patches => FusionDefinition.Consumes(Fusion) == EmbeddingKind.Tokens ? FusionDefinition.Patches : null;

    /// <summary>Whether the fusion takes patches, and not vectors.</summary>
    public bool TakesPatches => Patches is not null;

    /// <summary>The number P of patches in generated code; an encoder of patches before a fusion of vectors is an error, and must only compile.</summary>
    public string PatchesText => Patches is { } option ? $"s_fusion.{option.Name}" : "1";

    /// <summary>The line that states the number of patches, for parts that need it; empty where the fusion takes vectors.</summary>
    public string PatchesLine => TakesPatches ? $"Patches = {PatchesText},\n" : "";

    /// <summary>The shape of one sample's embedding without brackets, for example <c>4, 64</c>.</summary>
    public string EmbeddingShape => Patches is { } patches ? $"{Literals.Of(Fusion.Get(patches))}, {Literals.Of(EmbeddingDim)}" : Literals.Of(EmbeddingDim);

    /// <summary>The summary of the model in one sentence.</summary>
    public string Summary =>
        $"I2MoE over {Literals.Of(Modalities.Count)} {(Modalities.Count == 1 ? "modality" : "modalities")} with {Fusion.Definition.Kind} fusion: "
        + $"{Literals.Of(Experts.Count)} interaction {(Experts.Count == 1 ? "expert" : "experts")}, {WithOutputs(TaskDefinition.Phrase)}.";

    /// <summary>The place of <paramref name="expert"/> in generated code.</summary>
    public string PlaceOf(ExpertSpecification expert) => $"{ExpertPlaces}.{expert.Name}";

    private string WithOutputs(string text) => text.Replace("{0}", Literals.Of(Outputs));

    // A fusion of the user's that is missing or does not fit is the analyzer's error: here the model must only compile.
    private static Component Usable(Component? fusion) =>
        fusion is null || (fusion.Definition == CustomFusionOptions.Definition && !fusion.HasFittingType(CustomFusionOptions.Type))
            ? Component.WithDefaults(TransformerFusionOptions.Definition)
            : fusion;

    private static EmittedModality Complete(ModalitySpecification modality, PropertyDeclaration property, int index, NameAllocator names)
    {
        string field = names.Allocate("s_" + char.ToLowerInvariant(modality.Name[0]) + modality.Name.Substring(1));
        EquatableArray<int> shape = modality.Options.Get(ModalityOptions.Shape);
        return new EmittedModality(
            modality.Name,
            index,
            shape.Count > 0 ? shape : new[] { modality.Options.Get(ModalityOptions.Features) }.ToEquatableArray(),
            modality.Encoders is [var encoder, ..] ? encoder : Component.WithDefaults(LinearEncoderOptions.Definition),
            EncoderTrace.Of(modality).Steps,
            property,
            field,
            names.Allocate(field + "Encoder"))
        {
            IsFrozen = modality.Options.ValidFlag(ModalityOptions.Freeze),
            IsOptional = modality.Options.ValidFlag(ModalityOptions.Optional),
            HasOwnLength = modality.Options.ValidFlag(ModalityOptions.OwnLength),
            Augmentation = AugmentationOf(modality.Options),
            Categories = CategoriesOf(modality),
        };
    }

    private static string? CategoriesOf(ModalitySpecification modality) => I2MoE.Dsl.Specification.EmbeddingShape.Levels(modality) is { } levels
        ? $"[{string.Join(", ", levels.Select(Literals.Of))}], {Literals.Of(modality.Options.Get(ModalityOptions.Embedding))}"
        : null;

    private static string? AugmentationOf(Component options)
    {
        bool flip = options.ValidFlag(ModalityOptions.AugmentFlip);
        double crop = options.ValidNumber(ModalityOptions.AugmentCrop) ?? 0;
        double jitter = options.ValidNumber(ModalityOptions.AugmentJitter) ?? 0;
        return flip || crop > 0 || jitter > 0 ? $"{Literals.Of(flip)}, {Literals.Of(crop)}, {Literals.Of(jitter)}" : null;
    }
}
