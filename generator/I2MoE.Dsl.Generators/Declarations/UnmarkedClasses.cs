using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// Finds classes that declare modalities or parts of a model without the attribute <c>I2MoEModel</c>. The compiler would only say that their partial
/// properties have no other part.
/// </summary>
internal static class UnmarkedClasses
{
    private const string Suffix = "Attribute";

    private static readonly HashSet<string> s_ofClasses = NamesOf(definition => definition.Section is Section.Task or Section.Fusion or Section.Experts or Section.Reweighting or Section.Training);
    private static readonly HashSet<string> s_ofProperties = NamesOf(definition => definition.Section is Section.Modality or Section.Encoder);

    /// <summary>Whether <paramref name="node"/> may be one, by its names alone.</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is ClassDeclarationSyntax type
        && (Has(type.AttributeLists, s_ofClasses) || type.Members.Any(member => member is PropertyDeclarationSyntax property && IsOfModality(property)))
        && !ClassReader.IsCandidate(type);

    /// <summary>
    /// What is wrong with the class at the node of <paramref name="context"/>: that it is not marked, and its values; nothing where it is a model, has
    /// nothing of one, or is not the first such part.
    /// </summary>
    public static IReadOnlyList<LocatedFinding> Find(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var syntax = (ClassDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(syntax, cancellationToken) is not INamedTypeSymbol type
            || DeclarationReader.FindModelAttribute(type) is not null
            || type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).First(IsCandidate) != syntax
            || !(AttributeReader.Read(type).Any() || ModalityProperties.Of(type).Any()))
        {
            return [];
        }

        ModelSpecification specification = DeclarationReader.ReadSpecification(type, cancellationToken);
        Finding unmarked = ClassRules.MarkedAsModel.Check(specification with { Declaration = specification.Declaration with { IsMarked = false } }).Single();
        var locations = new DeclarationLocations(type, cancellationToken);
        return
        [
            LocatedFinding.Create(unmarked, syntax.Identifier.GetLocation()),
            .. RuleTable.Check(specification).Where(finding => finding.Path.Option is not null).Select(finding => LocatedFinding.Create(finding, locations.Find(finding.Path))),
        ];
    }

    private static bool IsOfModality(PropertyDeclarationSyntax property) =>
        Has(property.AttributeLists, s_ofProperties) || (property.Modifiers.Any(SyntaxKind.PartialKeyword) && property.Type is SimpleNameSyntax { Identifier.ValueText: "Modality" });

    private static bool Has(SyntaxList<AttributeListSyntax> lists, HashSet<string> names) =>
        lists.Any(list => list.Attributes.Any(attribute => names.Contains(NameOf(attribute.Name))));

    private static string NameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static HashSet<string> NamesOf(Func<ComponentDefinition, bool> isMeant) => new(
        OptionCatalogue.All.Where(isMeant).Select(definition => definition.AttributeName).OfType<string>().SelectMany(name => new[] { name, name + Suffix }),
        StringComparer.Ordinal);
}
