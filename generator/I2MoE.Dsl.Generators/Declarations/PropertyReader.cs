using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>Reads how the property of a modality is written, for the generator to write its other part.</summary>
internal static class PropertyReader
{
    private static readonly SymbolDisplayFormat s_fullName =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>
    /// Whether <paramref name="property"/> has modifiers that no modality can have, such as <c>abstract</c>. Nothing is generated for it then:
    /// what the compiler says of the modifiers it would say of the generated part too.
    /// </summary>
    public static bool HasOtherModifiers(IPropertySymbol property) =>
        property.IsAbstract || property.IsOverride || property.IsExtern
        || (property.IsVirtual && property.ContainingType.IsSealed)
        || property.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<PropertyDeclarationSyntax>().Any(syntax => syntax.Modifiers.Any(IsOther));

    private static bool IsOther(SyntaxToken modifier) => modifier.Kind() is SyntaxKind.ReadOnlyKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.SealedKeyword
        or SyntaxKind.AsyncKeyword or SyntaxKind.VolatileKeyword or SyntaxKind.ConstKeyword or SyntaxKind.FileKeyword or SyntaxKind.FixedKeyword;

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
        if (!lacksImplementation || HasOtherModifiers(property) || property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not PropertyDeclarationSyntax syntax)
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
