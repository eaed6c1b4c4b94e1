using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>The specification of a declared model, read back from its option records: the inverse of <see cref="SpecifiedParts"/>.</summary>
internal static class DeclaredSpecification
{
    /// <summary>The specification of a model, without data.</summary>
    /// <param name="parts">The parts of a declared model.</param>
    /// <param name="type">The class of the model; null where only the model itself counts.</param>
    /// <exception cref="InvalidOperationException">Nothing declares the model.</exception>
    public static ModelSpecification Of(ModelParts parts, Type? type = null) => new()
    {
        Declaration = new Declaration
        {
            Name = parts.Description.Name,
            Namespace = type?.Namespace ?? "",
            Accessibility = type is null or { IsPublic: true } ? "public" : "internal",
        },
        Tasks = new[] { Read(OptionCatalogue.Tasks, task => task.AttributeName == parts.Description.Task.ToString(), parts.Task ?? throw NotDeclared(parts)) }.ToEquatableArray(),
        Modalities = parts.Description.Modalities.Select(modality => ReadModality(modality, parts.Encoders.ElementAtOrDefault(modality.Index))).ToEquatableArray(),
        Fusions = new[] { Read(OptionCatalogue.Fusions, fusion => fusion.Kind == parts.Description.Fusion, parts.Fusion ?? throw NotDeclared(parts)) }.ToEquatableArray(),
        Experts = ComponentOptions.Read(Catalogue.ExpertsOptions.Definition, parts.Experts),
        Reweighting = ComponentOptions.Read(Catalogue.ReweightingOptions.Definition, parts.Reweighting),
        Missing = ComponentOptions.Read(Catalogue.MissingOptions.Definition, parts.Missing),
        Training = ComponentOptions.Read(Catalogue.TrainingOptions.Definition, parts.Training),
    };

    private static ModalitySpecification ReadModality(Modality modality, object? options) => new()
    {
        Name = modality.Name,
        Options = new Component(ModalityOptions.Definition, OptionsOf(modality).ToEquatableArray()),
        Encoders = new[] { Read(OptionCatalogue.Encoders, encoder => encoder.Kind == modality.Encoder, options) }.ToEquatableArray(),
    };

    private static IEnumerable<OptionValue> OptionsOf(Modality modality)
    {
        yield return ShapeOf(modality);
        if (modality.IsFrozen)
        {
            yield return new OptionValue(ModalityOptions.Freeze.Name, true);
        }

        if (modality.IsOptional)
        {
            yield return new OptionValue(ModalityOptions.Optional.Name, true);
        }

        if (modality.HasOwnLength)
        {
            yield return new OptionValue(ModalityOptions.OwnLength.Name, true);
        }

        if (modality.Categories is { } categories)
        {
            yield return new OptionValue(ModalityOptions.Levels.Name, categories.Levels.ToEquatableArray());
            yield return new OptionValue(ModalityOptions.Embedding.Name, categories.Width);
        }

        if (modality.Augmentation is { } augmentation)
        {
            foreach (OptionValue change in ChangesOf(augmentation))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<OptionValue> ChangesOf(Augmentation augmentation)
    {
        if (augmentation.Flip)
        {
            yield return new OptionValue(ModalityOptions.AugmentFlip.Name, true);
        }

        if (augmentation.Crop > 0)
        {
            yield return new OptionValue(ModalityOptions.AugmentCrop.Name, augmentation.Crop);
        }

        if (augmentation.Jitter > 0)
        {
            yield return new OptionValue(ModalityOptions.AugmentJitter.Name, augmentation.Jitter);
        }
    }

    // Features is the short form of a shape of one number.
    private static OptionValue ShapeOf(Modality modality) => modality is { Shape: [int features], Vocabulary: null }
        ? new OptionValue(ModalityOptions.Features.Name, features)
        : new OptionValue(ModalityOptions.Shape.Name, modality.Shape.ToEquatableArray());

    private static Component Read<TDefinition>(IReadOnlyList<TDefinition> definitions, Func<TDefinition, bool> isMeant, object? options)
        where TDefinition : ComponentDefinition => ComponentOptions.Read(definitions.First(isMeant), options);

    private static InvalidOperationException NotDeclared(ModelParts parts) => new($"{parts.Description.Name} is not declared by options.");
}
