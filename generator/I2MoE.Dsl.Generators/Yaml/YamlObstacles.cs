using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>
/// Finds what keeps experiments from becoming classes: another type or a namespace of that name, a part of the user's own that does not fit
/// the generated one, an old version of C#. Without it the compiler would say so in a file that the user did not write.
/// </summary>
internal static class YamlObstacles
{
    private static readonly string[] s_privateClasses = ["Expert", "Pass"];

    /// <summary>The obstacles in <paramref name="compilation"/>. It is asked for every keystroke: which names are taken at all is remembered.</summary>
    public static IEnumerable<YamlObstacle> Find(EquatableArray<YamlClass> classes, Compilation compilation, CancellationToken cancellationToken)
    {
        if (classes.Count > 0 && compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp13 and var version })
        {
            string reason = $"the project is compiled as C# {version.ToDisplayString()}, but generated code needs C# {ClassRules.LeastLanguage}. Remove LangVersion from the project, or give {ClassRules.LeastLanguage} or later.";
            return classes.Select(declared => new YamlObstacle(declared.Path, reason));
        }

        return ProjectOutline.Of(compilation)
            .Remember((nameof(YamlObstacles), classes), () => classes.Where(declared => MembersOf(declared, compilation).Any()).ToEquatableArray())
            .Select(declared => (declared.Path, Reason: MembersOf(declared, compilation).Select(member => Explain(member, declared, cancellationToken)).FirstOrDefault(reason => reason is not null)))
            .Where(found => found.Reason is not null)
            .Select(found => new YamlObstacle(found.Path, found.Reason!));
    }

    // The namespaces of that name, and the types of the project itself.
    private static IEnumerable<INamespaceOrTypeSymbol> MembersOf(YamlClass declared, Compilation compilation)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (string part in declared.Namespace.Length == 0 ? [] : declared.Namespace.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return (space?.GetMembers(declared.Name) ?? []).Where(member =>
            member is INamespaceSymbol || (member is INamedTypeSymbol { Arity: 0 } type && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)));
    }

    private static string? Explain(INamespaceOrTypeSymbol member, YamlClass declared, CancellationToken cancellationToken) => member switch
    {
        INamespaceSymbol => "there is a namespace of that name. Give another name.",
        INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } type => DeclarationReader.FindModelAttribute(type) is null ? ExplainPart(type, declared, cancellationToken) : null,
        INamedTypeSymbol type => $"the project has {KindOf(type)} of that name. Give another name.",
        _ => null,
    };

    // The rules about classes, as they hold for a part of the user's beside the generated one.
    private static string? ExplainPart(INamedTypeSymbol type, YamlClass declared, CancellationToken cancellationToken)
    {
        ModelSpecification part = DeclarationReader.ReadSpecification(type, cancellationToken);
        IEnumerable<string> clashes = type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && IsTaken(member.Name, declared))
            .Select(member => member.Name);
        ModelSpecification specification = part with
        {
            Declaration = part.Declaration with { ClashingMembers = part.Declaration.ClashingMembers.Concat(clashes).ToEquatableArray() },
        };
        return ClassRules.All.SelectMany(rule => rule.Check(specification)).FirstOrDefault()?.Message;
    }

    private static bool IsTaken(string member, YamlClass declared) =>
        s_privateClasses.Contains(member)
        || declared.Modalities.Any(modality => modality == member || string.Equals("s_" + modality, member, StringComparison.OrdinalIgnoreCase));

    private static string KindOf(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true } => "a record",
        { TypeKind: TypeKind.Struct } => "a structure",
        { TypeKind: TypeKind.Enum } => "an enumeration",
        { TypeKind: TypeKind.Interface } => "an interface",
        _ => "a delegate",
    };
}
