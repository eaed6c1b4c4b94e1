using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>A modality with the names that stand for it in the generated class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place among the modalities.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Encoder">Its encoder.</param>
/// <param name="Property">How its property is written.</param>
/// <param name="Field">The static field that holds it.</param>
internal sealed record EmittedModality(
    string Name,
    int Index,
    EquatableArray<int> Shape,
    Component Encoder,
    PropertyDeclaration Property,
    string Field)
{
    /// <summary>The name as a C# identifier.</summary>
    public string Identifier => Literals.Identifier(Name);

    /// <summary>Its member of the batch: its name, but for names that the batch needs itself, which the rules forbid.</summary>
    public string BatchMember => ReservedNames.Contains(Name) ? Name + "Data" : Identifier;

    /// <summary>The pass in which its embedding is replaced.</summary>
    public string Pass => "Without" + Name;

    /// <summary>The shape of one sample without brackets, for example <c>3, 16, 16</c>.</summary>
    public string ShapeText => string.Join(", ", Shape.Select(Literals.Of));

    /// <summary>The number of values of one sample.</summary>
    public int Features => unchecked(Shape.Aggregate(1, (product, size) => product * size));
}
