using I2MoE.Dsl.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// Turns a place in a specification into the place in the user's file: the attribute's argument, else the attribute, else the name of
/// the property or class. Only the analyzer needs it; nothing of the generator depends on positions.
/// </summary>
internal sealed class DeclarationLocations
{
    private readonly INamedTypeSymbol _type;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Creates the locations of one class.</summary>
    public DeclarationLocations(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        _type = type;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Where <paramref name="path"/> is written.</summary>
    public Location Find(SpecificationPath path)
    {
        AttributeSyntax? attribute = FindAttribute(path);
        return FindArgument(attribute, path.Option)?.GetLocation()
            ?? attribute?.GetLocation()
            ?? FindIdentifier(FindOwner(path));
    }

    /// <summary>The attribute that declares the component of <paramref name="path"/>; null where there is none.</summary>
    public AttributeSyntax? FindAttribute(SpecificationPath path) => Syntax(FindAttributeData(path));

    /// <summary>The attribute that declares the component of <paramref name="path"/>, as it was bound; null where there is none.</summary>
    public AttributeData? FindAttributeData(SpecificationPath path) => AttributeReader.Read(FindOwner(path))
        .Where(declared => declared.Component.Definition.Section == path.Section)
        .Select(declared => declared.Attribute)
        .ElementAtOrDefault(path.Occurrence);

    /// <summary>The part of the class that has the attribute of a model; null while that is not written in attributes of a class.</summary>
    public TypeDeclarationSyntax? FindDeclaration() =>
        Syntax(DeclarationReader.FindModelAttribute(_type))?.Parent?.Parent as TypeDeclarationSyntax;

    /// <summary>The property of a modality, or the class.</summary>
    public ISymbol FindOwner(SpecificationPath path) =>
        path.Modality < 0 ? _type : ModalityProperties.Of(_type).ElementAt(path.Modality).Property;

    private static AttributeArgumentSyntax? FindArgument(AttributeSyntax? attribute, string? option) =>
        attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option);

    private Location FindIdentifier(ISymbol owner) =>
        owner is INamedTypeSymbol && FindDeclaration() is { } declaration
            ? declaration.Identifier.GetLocation()
            : owner.Locations.FirstOrDefault() ?? Location.None;

    private AttributeSyntax? Syntax(AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax(_cancellationToken) as AttributeSyntax;
}
