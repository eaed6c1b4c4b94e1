using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// Reads attributes as components, by the option catalogue alone. What the compiler itself rejects (a text for a number, an unknown
/// name) counts as not given: the compiler's error says it better than a second one of ours.
/// </summary>
internal static class AttributeReader
{
    private const string AttributeNamespace = "I2MoE.Dsl";
    private const string AttributeSuffix = "Attribute";

    /// <summary>The components that the attributes of <paramref name="symbol"/> declare, with the attributes that declare them.</summary>
    public static IReadOnlyList<(AttributeData Attribute, Component Component)> Read(ISymbol symbol)
    {
        var components = new List<(AttributeData, Component)>();
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (FindDefinition(attribute) is { } definition)
            {
                components.Add((attribute, new Component(definition, ReadOptions(attribute, definition, symbol))));
            }
        }

        return components;
    }

    private static ComponentDefinition? FindDefinition(AttributeData attribute)
    {
        INamedTypeSymbol? type = attribute.AttributeClass;
        return type is not null
            && type.TypeKind == TypeKind.Class
            && type.Name.EndsWith(AttributeSuffix, StringComparison.Ordinal)
            && type.ContainingNamespace?.ToDisplayString() == AttributeNamespace
                ? OptionCatalogue.FindByAttribute(type.Name.Substring(0, type.Name.Length - AttributeSuffix.Length))
                : null;
    }

    private static EquatableArray<OptionValue> ReadOptions(AttributeData attribute, ComponentDefinition definition, ISymbol owner)
    {
        var values = new List<OptionValue>();
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (definition.FindOption(argument.Key) is not { } option)
            {
                continue;
            }

            if (option.Type == OptionType.TypeName)
            {
                values.Add(CustomTypeReader.Read(option, argument.Value, owner));
            }
            else if (ReadValue(argument.Value, option.Type) is { } value)
            {
                values.Add(new OptionValue(option.Name, value));
            }
        }

        return values.ToEquatableArray();
    }

    private static object? ReadValue(TypedConstant constant, OptionType type) => type switch
    {
        OptionType.Integer => ReadScalar(constant) as int?,
        OptionType.Number => ReadNumber(constant),
        OptionType.Flag => ReadScalar(constant) as bool?,
        OptionType.Text => ReadScalar(constant) as string,
        OptionType.Choice => constant.Kind == TypedConstantKind.Enum ? constant.Value as int? : null,
        OptionType.IntegerList => ReadList(constant, element => ReadScalar(element) as int?),
        OptionType.NumberList => ReadList(constant, ReadNumber),
        OptionType.NameList => ReadNames(constant),
        _ => null,
    };

    private static object? ReadScalar(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Primitive ? constant.Value : null;

    private static double? ReadNumber(TypedConstant constant) => ReadScalar(constant) switch
    {
        double number => number,
        float number => number,
        int number => number,
        _ => null,
    };

    private static EquatableArray<string>? ReadNames(TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Array || constant.IsNull)
        {
            return null;
        }

        // No modality is called null, as the rules then say.
        List<string> names = constant.Values.Where(element => element.Kind == TypedConstantKind.Primitive).Select(element => element.Value as string ?? "null").ToList();
        return names.Count == constant.Values.Length ? names.ToEquatableArray() : null;
    }

    private static EquatableArray<T>? ReadList<T>(TypedConstant constant, Func<TypedConstant, T?> readElement)
        where T : struct, IEquatable<T>
    {
        if (constant.Kind != TypedConstantKind.Array || constant.IsNull)
        {
            return null;
        }

        List<T> elements = constant.Values.Select(readElement).OfType<T>().ToList();
        return elements.Count == constant.Values.Length ? elements.ToEquatableArray() : null;
    }
}
