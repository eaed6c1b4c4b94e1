using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// The errors that the compiler itself finds in the attributes of a class. After such an error the command-line compiler does not hear analyzers, so
/// the generator then reports all rules, and everything that is wrong comes at once.
/// </summary>
internal sealed class CompilerErrors
{
    private static readonly HashSet<Rule> s_aboutValues = [OptionRules.InRange, OptionRules.KnownChoice, OptionRules.Finite];

    private readonly HashSet<AttributeData> _attributes = [];
    private readonly HashSet<ISymbol> _owners = new(SymbolEqualityComparer.Default);
    private readonly DeclarationLocations _locations;

    private CompilerErrors(DeclarationLocations locations) => _locations = locations;

    /// <summary>Whether there is any.</summary>
    public bool Any => _owners.Count > 0;

    /// <summary>The errors in <paramref name="type"/>.</summary>
    public static CompilerErrors Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var errors = new CompilerErrors(new DeclarationLocations(type, cancellationToken));
        foreach (ISymbol owner in type.GetMembers().OfType<IPropertySymbol>().Prepend<ISymbol>(type))
        {
            AttributeData[] wrong = [.. owner.GetAttributes().Where(attribute => IsWrong(attribute, cancellationToken))];
            errors._attributes.UnionWith(wrong);
            if (wrong.Length > 0 || owner is IPropertySymbol { Type.TypeKind: TypeKind.Error })
            {
                errors._owners.Add(owner);
            }
        }

        return errors;
    }

    /// <summary>Whether <paramref name="finding"/> may come from one: something is missing beside an attribute that the compiler does not understand.</summary>
    public bool Explain(Finding finding)
    {
        ISymbol owner = _locations.FindOwner(finding.Path);
        if (!_owners.Contains(owner))
        {
            return false;
        }

        return finding.Path.Option is null
            || (!s_aboutValues.Contains(finding.Rule) && _locations.FindAttributeData(finding.Path) is { } attribute && _attributes.Contains(attribute));
    }

    private static bool IsWrong(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.AttributeClass is null or { TypeKind: TypeKind.Error }
        || attribute.AttributeConstructor is null
        || attribute.ConstructorArguments.Any(IsWrong)
        || attribute.NamedArguments.Any(argument => IsWrong(argument.Value))
        || (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax syntax
            && (syntax.ArgumentList?.Arguments.Count(argument => argument.NameEquals is not null) ?? 0) > attribute.NamedArguments.Length);

    private static bool IsWrong(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || (constant.Kind == TypedConstantKind.Array && !constant.IsNull && constant.Values.Any(IsWrong));
}
