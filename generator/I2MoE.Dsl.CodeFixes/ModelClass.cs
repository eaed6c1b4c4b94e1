using System.Globalization;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>A class with the attribute <c>I2MoEModel</c> as the fixes see it.</summary>
internal sealed class ModelClass
{
    private ModelClass(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        Type = type;
        Specification = DeclarationReader.ReadSpecification(type, cancellationToken);
        Locations = new DeclarationLocations(type, cancellationToken);
    }

    /// <summary>The class.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>What it declares.</summary>
    public ModelSpecification Specification { get; }

    /// <summary>Where.</summary>
    public DeclarationLocations Locations { get; }

    /// <summary>The innermost model around <paramref name="span"/>; null where there is none.</summary>
    public static async Task<ModelClass?> FindAsync(Document document, TextSpan span, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || span.End > root.FullSpan.End
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        return root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf()
            .OfType<TypeDeclarationSyntax>()
            .Select(declaration => model.GetDeclaredSymbol(declaration, cancellationToken) as INamedTypeSymbol)
            .OfType<INamedTypeSymbol>()
            .Where(type => DeclarationReader.FindModelAttribute(type) is not null)
            .Select(type => new ModelClass(type, cancellationToken))
            .FirstOrDefault();
    }

    /// <summary>
    /// What <paramref name="diagnostic"/> is about: the finding that it reports, or, for an error of the compiler, the findings at the same place.
    /// </summary>
    public IEnumerable<Finding> FindingsOf(Diagnostic diagnostic)
    {
        IReadOnlyList<Finding> all = RuleTable.Check(Specification);
        if (!IsOfCompiler(diagnostic))
        {
            string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            return all.Where(finding => finding.Rule.Id == diagnostic.Id
                && finding.Message == message
                && Locations.Find(finding.Path).SourceSpan == diagnostic.Location.SourceSpan);
        }

        return all.Where(finding => finding.Path.Modality < 0
            ? finding.Path.Section == I2MoE.Dsl.Specification.Catalogue.Section.Model
            : Locations.FindOwner(finding.Path).Locations.Any(location => location.SourceSpan.IntersectsWith(diagnostic.Location.SourceSpan)));
    }

    /// <summary>Whether <paramref name="declaration"/> is the only part and holds modalities as YAML can say them, and nothing else.</summary>
    public bool IsDeclarationOnly(TypeDeclarationSyntax declaration) =>
        Type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().All(part => part == declaration || UserMembers.IsGenerated(part))
        && declaration.BaseList is null
        && declaration.Members.All(member => member is PropertyDeclarationSyntax property
            && property.Modifiers.Any(SyntaxKind.PublicKeyword)
            && Specification.Modalities.Any(modality => modality.Name == property.Identifier.ValueText))
        && Specification.Modalities.All(modality => YamlNames.PascalCase(YamlNames.KeyOf(modality.Name)) == modality.Name);

    private static bool IsOfCompiler(Diagnostic diagnostic) => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);
}
