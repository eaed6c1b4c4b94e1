using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>Reads a class given with <c>typeof(…)</c> as plain values.</summary>
internal static class CustomTypeReader
{
    // Names without "global::", but with C#'s keywords for int and the like.
    private static readonly SymbolDisplayFormat s_name =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The value of <paramref name="option"/>; without a class where the compiler does not know it, which it says itself.</summary>
    /// <param name="option">The option.</param>
    /// <param name="constant">The argument of the attribute.</param>
    /// <param name="owner">The model, or the property of one, that has the attribute.</param>
    public static OptionValue Read(Option option, TypedConstant constant, ISymbol owner) =>
        constant is { Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: not TypeKind.Error } type }
            ? new OptionValue(option.Name, FullName(type), Describe(type, owner as INamedTypeSymbol ?? owner.ContainingType))
            : new OptionValue(option.Name, "");

    /// <summary>The value of <paramref name="option"/> for a class that an experiment file of <paramref name="assembly"/> names.</summary>
    public static OptionValue Read(Option option, INamedTypeSymbol type, IAssemblySymbol assembly) =>
        new(option.Name, FullName(type), Describe(type, assembly));

    private static CustomType Describe(ITypeSymbol type, ISymbol model) => new()
    {
        FullName = FullName(type),
        BaseClasses = BaseClasses(type).Select(baseClass => baseClass.ToDisplayString(s_name)).ToEquatableArray(),
        Constructors = Constructors(type, model).ToEquatableArray(),
        IsClass = type.TypeKind == TypeKind.Class,
        IsAbstract = type.IsAbstract || type.IsStatic,
        HasRequiredMembers = HasRequiredMembers(type),
        IsOpenGeneric = type is INamedTypeSymbol { IsUnboundGenericType: true },
        IsAccessible = IsAccessible(type, model),
    };

    private static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static IEnumerable<ITypeSymbol> BaseClasses(ITypeSymbol type)
    {
        for (INamedTypeSymbol? baseClass = type.BaseType; baseClass is not null; baseClass = baseClass.BaseType)
        {
            yield return baseClass;
        }
    }

    private static IEnumerable<string> Constructors(ITypeSymbol type, ISymbol model) =>
        from constructor in (type as INamedTypeSymbol)?.InstanceConstructors ?? []
        where IsVisible(constructor, model) && (!HasRequiredMembers(type) || SetsRequiredMembers(constructor))
        select string.Join(", ", constructor.Parameters.Select(parameter =>
            (parameter.RefKind == RefKind.None ? "" : "ref ") + parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(s_name)));

    private static bool HasRequiredMembers(ITypeSymbol type) => BaseClasses(type).Prepend(type)
        .SelectMany(part => part.GetMembers())
        .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    private static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");

    private static bool IsAccessible(ITypeSymbol type, ISymbol model)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsAccessible(array.ElementType, model);
            case IPointerTypeSymbol or IFunctionPointerTypeSymbol or IDynamicTypeSymbol or IErrorTypeSymbol:
                return false;
        }

        for (INamedTypeSymbol? part = type as INamedTypeSymbol; part is not null; part = part.ContainingType)
        {
            if (part.IsFileLocal || !IsVisible(part, model) || !AreArgumentsAccessible(part, model))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreArgumentsAccessible(INamedTypeSymbol type, ISymbol model) =>
        type.IsUnboundGenericType || type.TypeArguments.All(argument => IsAccessible(argument, model));

    // A private class within the model is visible to the generated part of the model. Of a model from a file there is the assembly only.
    private static bool IsVisible(ISymbol symbol, ISymbol model) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.NotApplicable => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => IsOf(model as IAssemblySymbol ?? model.ContainingAssembly, symbol),
        _ => SymbolEqualityComparer.Default.Equals(symbol.ContainingType, model),
    };

    private static bool IsOf(IAssemblySymbol assembly, ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly) || symbol.ContainingAssembly.GivesAccessTo(assembly);
}
