using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>A modality with the names that stand for it in the generated class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place among the modalities.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Encoder">Its encoder.</param>
/// <param name="Steps">The shapes that a sample takes in the encoder, as far as they are known.</param>
/// <param name="Property">How its property is written.</param>
/// <param name="Field">The static field that holds it.</param>
/// <param name="OptionsField">The static field that holds the options of its encoder.</param>
internal sealed record EmittedModality(
    string Name,
    int Index,
    EquatableArray<int> Shape,
    Component Encoder,
    EquatableArray<EquatableArray<int>> Steps,
    PropertyDeclaration Property,
    string Field,
    string OptionsField)
{
    /// <summary>The name as a C# identifier.</summary>
    public string Identifier => Literals.Identifier(Name);

    /// <summary>Whether its encoder has options.</summary>
    public bool HasOptions => Encoder.Definition.Options.Count > 0;

    /// <summary>Its member of the batch: its name, but for names that the batch needs itself, which the rules forbid.</summary>
    public string BatchMember => ReservedNames.Contains(Name) ? Name + "Data" : Identifier;

    /// <summary>The shape of one sample without brackets, for example <c>3, 16, 16</c>.</summary>
    public string ShapeText => string.Join(", ", Shape.Select(Literals.Of));

    /// <summary>The encoder with the shapes of its blocks, for example <c>cnn2d through [32, 14, 14], [64, 7, 7]</c>.</summary>
    public string EncoderText => Encoder.Definition.Kind + StepsText;

    /// <summary>The shapes of the encoder's blocks, as they follow its name; empty where there are none.</summary>
    public string StepsText => Steps.Count == 0 ? "" : $" through {string.Join(", ", Steps.Select(step => OptionText.Value(step)))}";

    /// <summary>Whether its encoder keeps the parameters that it begins with.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether samples may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether its sequences have lengths of their own.</summary>
    public bool HasOwnLength { get; init; }

    /// <summary>How training changes its pictures, as the arguments of a record; null where it does not.</summary>
    public string? Augmentation { get; init; }

    /// <summary>How its levels of categories become vectors, as the arguments of a record; null where they do not.</summary>
    public string? Categories { get; init; }

    /// <summary>The number of token ids; null where the input is features.</summary>
    public int? Vocabulary => Encoder.Definition is EncoderDefinition { Input.IsTokens: true } ? Encoder.Get(TextEncoderOptions.Vocabulary) : null;

    /// <summary>What the values are, for documentation; empty for features.</summary>
    public string ValuesText => Vocabulary is int ids ? $", token ids (int64) 0 to {Literals.Of(unchecked(ids - 1))}" : "";

    /// <summary>The size of one dimension of a sample, for documentation.</summary>
    public string SizeText(int dimension) => dimension < Shape.Count ? Literals.Of(Shape[dimension]) : "?";

    /// <summary>The size of one dimension of a sample in generated code.</summary>
    public string SizeOf(int dimension) => $"{Field}.{(Categories is null ? "Shape" : "EncodedShape")}[{Literals.Of(dimension)}]";
}
