using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests;

/// <summary>Builds specifications for tests: a valid one to start from, and its parts.</summary>
internal static class Declared
{
    /// <summary>A model of two modalities, each of ten features with a linear encoder, that breaks no rule.</summary>
    public static ModelSpecification Model { get; } = new()
    {
        Declaration = new Declaration { Name = "Emoji", Namespace = "Tests" },
        Tasks = List(Default(ClassificationOptions.Definition)),
        Modalities = List(Vector("Image"), Vector("Text")),
        Fusions = List(Default(TransformerFusionOptions.Definition)),
        Experts = Default(ExpertsOptions.Definition),
        Reweighting = Default(ReweightingOptions.Definition),
        Missing = Default(MissingOptions.Definition),
        Training = Default(TrainingOptions.Definition),
    };

    /// <summary>Encoders as messages list them: those that take samples of so many dimensions, and that make what a fusion takes.</summary>
    public static string Encoders(Func<EncoderDefinition, bool> isMeant) => Choices(OptionCatalogue.Encoders.Where(isMeant));

    /// <summary>Fusions as messages list them.</summary>
    public static string Fusions(Func<FusionDefinition, bool> isMeant) => Choices(OptionCatalogue.Fusions.Where(isMeant));

    /// <summary>Whether an encoder takes a vector, or anything.</summary>
    public static bool TakesVectors(EncoderDefinition encoder) => encoder.Input.Dimensions.Count is 0 or 1;

    public static EquatableArray<T> List<T>(params T[] items)
        where T : IEquatable<T> => new(items);

    public static Component Default(ComponentDefinition definition) => Component.WithDefaults(definition);

    public static Component With(ComponentDefinition definition, params (Option Option, object Value)[] given) =>
        new(definition, given.Select(pair => new OptionValue(pair.Option.Name, pair.Value)).ToEquatableArray());

    public static ModalitySpecification Vector(string name, int features = 10, ComponentDefinition? encoder = null) => new()
    {
        Name = name,
        Options = With(ModalityOptions.Definition, (ModalityOptions.Features, features)),
        Encoders = List(Default(encoder ?? LinearEncoderOptions.Definition)),
    };

    public static ModalitySpecification Shaped(string name, params int[] shape) => Vector(name) with
    {
        Options = With(ModalityOptions.Definition, (ModalityOptions.Shape, List(shape))),
    };

    /// <summary>The model with other modalities.</summary>
    public static ModelSpecification Of(params ModalitySpecification[] modalities) => Model with { Modalities = List(modalities) };

    /// <summary>The model with another declaration.</summary>
    public static ModelSpecification Declaring(Func<Declaration, Declaration> change) => Model with { Declaration = change(Model.Declaration) };

    public static ModelSpecification Fused(ComponentDefinition fusion, params (Option Option, object Value)[] given) =>
        Model with { Fusions = List(With(fusion, given)) };

    public static ModelSpecification Encoded(ComponentDefinition encoder, params (Option Option, object Value)[] given) =>
        Of(Vector("Image") with { Encoders = List(With(encoder, given)) }, Vector("Text"));

    /// <summary>The model with an encoder of the user's own that fits, but for <paramref name="change"/>.</summary>
    public static ModelSpecification Custom(Func<CustomType, CustomType> change)
    {
        CustomType type = new()
        {
            FullName = "global::Tests.MyEncoder",
            BaseClasses = List("I2MoE.Dsl.Encoders.Encoder", "object"),
            Constructors = List("", "I2MoE.Dsl.Modality, int, I2MoE.Dsl.Randomness.ParameterInitializer"),
        };
        Component encoder = new(CustomEncoderOptions.Definition, List(new OptionValue("Type", type.FullName, change(type))));
        return Of(Vector("Image") with { Encoders = List(encoder) }, Vector("Text"));
    }

    public static ModelSpecification Classifying(params (Option Option, object Value)[] given) =>
        Model with { Tasks = List(With(ClassificationOptions.Definition, given)) };

    public static ModelSpecification Solving(ComponentDefinition task, params (Option Option, object Value)[] given) =>
        Model with { Tasks = List(With(task, given)) };

    public static ModelSpecification Experts(params (Option Option, object Value)[] given) =>
        Model with { Experts = With(ExpertsOptions.Definition, given) };

    public static ModelSpecification Reweighted(params (Option Option, object Value)[] given) =>
        Model with { Reweighting = With(ReweightingOptions.Definition, given) };

    /// <summary>The model with optional modalities and options about them.</summary>
    public static ModelSpecification Lacking(params (Option Option, object Value)[] given) => Of(
        Vector("Image") with { Options = With(ModalityOptions.Definition, (ModalityOptions.Features, 10), (ModalityOptions.Optional, true)) },
        Vector("Text")) with
    { Missing = With(MissingOptions.Definition, given) };

    public static ModelSpecification Trained(params (Option Option, object Value)[] given) =>
        Model with { Training = With(TrainingOptions.Definition, given) };

    private static string Choices(IEnumerable<ComponentDefinition> definitions) =>
        string.Join(", ", definitions.Select(definition => $"{definition.Kind} ([{definition.AttributeName}])"));
}
