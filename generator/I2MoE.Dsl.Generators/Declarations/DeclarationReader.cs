using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// The attribute front end: reads a class as a specification. The generator and the analyzer both call it, one without and one with
/// the generated part in the compilation, so it looks only at what the user wrote.
/// </summary>
internal static class DeclarationReader
{
    private static readonly SymbolDisplayFormat s_plainName =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    // The base class of every class, where it is stated.
    private static readonly string?[] s_objects = ["object", "Object", "System.Object", "global::System.Object"];

    /// <summary>The full name of a type or namespace, without <c>@</c> before keywords.</summary>
    public static string FullName(INamespaceOrTypeSymbol symbol) => symbol.ToDisplayString(s_plainName);

    /// <summary>What <paramref name="type"/> declares.</summary>
    public static ModelSpecification ReadSpecification(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        List<Component> components = AttributeReader.Read(type).Select(declared => declared.Component).ToList();
        return new ModelSpecification
        {
            Declaration = ReadClass(type, cancellationToken),
            Tasks = OfSection(components, Section.Task).ToEquatableArray(),
            Modalities = ModalityProperties.Of(type).Select(found => ReadModality(found.Property, found.Components)).ToEquatableArray(),
            Fusions = OfSection(components, Section.Fusion).ToEquatableArray(),
            Experts = FirstOrDefaults(components, ExpertsOptions.Definition),
            Reweighting = FirstOrDefaults(components, ReweightingOptions.Definition),
            Missing = FirstOrDefaults(components, MissingOptions.Definition),
            Training = FirstOrDefaults(components, TrainingOptions.Definition),
        };
    }

    /// <summary>What <paramref name="type"/> declares, and how it is written.</summary>
    public static ModelDeclaration Read(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        ModelSpecification specification = ReadSpecification(type, cancellationToken);
        Declaration declaration = specification.Declaration;
        return new ModelDeclaration
        {
            Specification = specification,
            Properties = ModalityProperties.Of(type).Select(found => PropertyReader.Read(found.Property, cancellationToken)).ToEquatableArray(),
            IsDocumented = !string.IsNullOrEmpty(type.GetDocumentationCommentXml(cancellationToken: cancellationToken)),
            OccupiedNames = UserMembers.FindOccupiedNames(type, cancellationToken),
            CanHaveGeneratedPart = CanHaveGeneratedPart(declaration)
                && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
                && SyntaxFacts.IsValidIdentifier(type.Name)
                && (declaration.Namespace.Length == 0 || declaration.Namespace.Split('.').All(SyntaxFacts.IsValidIdentifier)),
        };
    }

    /// <summary>The attribute that makes <paramref name="type"/> a model; the first where it is repeated; null where there is none, or no class: that the compiler says.</summary>
    public static AttributeData? FindModelAttribute(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class
        ? type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } found && FullName(found) == WellKnownNames.ModelAttribute)
        : null;

    private static Declaration ReadClass(INamedTypeSymbol type, CancellationToken cancellationToken) => new()
    {
        Name = type.Name,
        Namespace = type.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? FullName(@namespace) : "",
        Accessibility = SyntaxFacts.GetText(type.DeclaredAccessibility),
        IsPartial = type.DeclaringSyntaxReferences.All(reference => IsPartial(reference.GetSyntax(cancellationToken))),
        IsStatic = type.IsStatic,
        IsAbstract = type.IsAbstract,
        IsGeneric = type.IsGenericType,
        IsNested = type.ContainingType is not null,
        BaseClass = ReadBaseClass(type, cancellationToken),
        IsRecord = type.IsRecord,
        IsFileLocal = type.IsFileLocal,
        OldLanguage = ReadOldLanguage(type),
        Constructor = UserMembers.FindConstructorClash(type, cancellationToken),
        ClashingMembers = UserMembers.FindClashes(type, cancellationToken),
    };

    // Statements at the top of a file are a part of the class Program that nobody has to declare partial.
    private static bool IsPartial(SyntaxNode syntax) =>
        syntax is CompilationUnitSyntax || (syntax is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    // The generated part states the runtime's base class, so that one is never the user's own.
    private static string? ReadBaseClass(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } baseType)
        {
            return baseType.ToDisplayString() == WellKnownNames.InteractionModel ? null : baseType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        }

        return type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .Select(part => part.BaseList?.Types.First().Type.ToString())
            .FirstOrDefault(s_objects.Contains);
    }

    private static string? ReadOldLanguage(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 } options
            ? options.LanguageVersion.ToDisplayString()
            : null;

    private static bool CanHaveGeneratedPart(Declaration declaration) =>
        !declaration.IsNested && !declaration.IsGeneric && !declaration.IsStatic && !declaration.IsFileLocal && !declaration.IsRecord
        && declaration.Constructor == ConstructorClash.None && declaration.ClashingMembers.Count == 0
        && declaration.OldLanguage is null && !ReservedNames.ContainsClass(declaration.Name);

    private static ModalitySpecification ReadModality(IPropertySymbol property, IReadOnlyList<(AttributeData Attribute, Component Component)> declared)
    {
        List<Component> components = declared.Select(found => found.Component).ToList();
        return new ModalitySpecification
        {
            Name = property.Name,
            Options = FirstOrDefaults(components, ModalityOptions.Definition),
            Encoders = OfSection(components, Section.Encoder).ToEquatableArray(),
            IsPartialProperty = property.IsPartialDefinition
                && property is { IsStatic: false, IsRequired: false, SetMethod: null }
                && !PropertyReader.HasOtherModifiers(property)
                && ModalityProperties.IsModality(property.Type),
        };
    }

    private static IEnumerable<Component> OfSection(List<Component> components, Section section) =>
        components.Where(component => component.Definition.Section == section);

    private static Component FirstOrDefaults(List<Component> components, ComponentDefinition definition) =>
        components.FirstOrDefault(component => component.Definition == definition) ?? Component.WithDefaults(definition);
}
