using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>Says which properties of a class are modalities.</summary>
internal static class ModalityProperties
{
    /// <summary>
    /// The properties of <paramref name="type"/> that declare a modality, in the order of declaration: those with a modality or encoder
    /// attribute, and partial ones of type <c>Modality</c> (the attribute was forgotten, and the rules say what it must state).
    /// Half-typed properties without a usable name and indexers are left out.
    /// </summary>
    public static IEnumerable<(IPropertySymbol Property, IReadOnlyList<(AttributeData Attribute, Component Component)> Components)> Of(
        INamedTypeSymbol type)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.IsIndexer || !SyntaxFacts.IsValidIdentifier(property.Name))
            {
                continue;
            }

            IReadOnlyList<(AttributeData, Component)> components = AttributeReader.Read(property);
            if (components.Any(IsOfModality) || (property.IsPartialDefinition && IsModality(property.Type)))
            {
                yield return (property, components);
            }
        }
    }

    /// <summary>Whether <paramref name="type"/> is the runtime's <c>Modality</c>.</summary>
    public static bool IsModality(ITypeSymbol type) =>
        type.Name == "Modality" && type.TypeKind == TypeKind.Class && type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() == WellKnownNames.Modality;

    private static bool IsOfModality((AttributeData Attribute, Component Component) declared) =>
        declared.Component.Definition.Section is Section.Modality or Section.Encoder;
}
