using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>Reads how the property of a modality is written, for the generator to write its other part.</summary>
internal static class PropertyReader
{
    private static readonly SymbolDisplayFormat s_fullName =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>How <paramref name="property"/> is written.</summary>
    public static PropertyDeclaration Read(IPropertySymbol property, CancellationToken cancellationToken)
    {
        bool lacksImplementation = property is
        {
            IsPartialDefinition: true,
            PartialImplementationPart: null,
            RefKind: RefKind.None,
            Type.TypeKind: not TypeKind.Error,
            ExplicitInterfaceImplementations.IsEmpty: true,
        };
        if (!lacksImplementation || property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not PropertyDeclarationSyntax syntax)
        {
            return PropertyDeclaration.Complete;
        }

        return new PropertyDeclaration(
            string.Join(" ", syntax.Modifiers.Select(modifier => modifier.Text)),
            property.Type.ToDisplayString(s_fullName),
            ModalityProperties.IsModality(property.Type),
            FindAccessor(syntax, property.GetMethod),
            FindAccessor(syntax, property.SetMethod),
            !string.IsNullOrEmpty(property.GetDocumentationCommentXml(cancellationToken: cancellationToken)));
    }

    private static string? FindAccessor(PropertyDeclarationSyntax property, IMethodSymbol? method)
    {
        bool isGetter = method?.MethodKind == MethodKind.PropertyGet;
        AccessorDeclarationSyntax? accessor = method is null
            ? null
            : property.AccessorList?.Accessors.FirstOrDefault(candidate => candidate.Keyword.Text == "get" == isGetter);
        return accessor is null ? null : string.Join(" ", accessor.Modifiers.Append(accessor.Keyword).Select(token => token.Text));
    }
}
