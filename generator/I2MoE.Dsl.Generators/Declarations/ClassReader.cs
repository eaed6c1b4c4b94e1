using System.Runtime.CompilerServices;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// Reads the classes with the attribute <c>I2MoEModel</c>, and remembers what it read. The compiler asks for every class of the project
/// again after every keystroke, wherever it was; binding the attributes of a hundred models takes far longer than a keystroke may. So a class
/// is read again only if what it rests on (<see cref="ReadingBasis"/>) has changed. This is also why it is found by syntax: the search by metadata
/// name binds every candidate anew for every keystroke.
/// </summary>
internal static class ClassReader
{
    private const string AttributeName = "I2MoEModel";

    private static readonly ConditionalWeakTable<SyntaxNode, Remembered> s_memory = new();

    /// <summary>Whether <paramref name="node"/> may be a model: a class with an attribute of the name, or of an alias that the file gives it.</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is ClassDeclarationSyntax or RecordDeclarationSyntax
        && ((TypeDeclarationSyntax)node).AttributeLists.Any(list => list.Attributes.Any(attribute => IsModelName(attribute.Name) || IsAlias(attribute.Name, node)));

    /// <summary>What the class at the node of <paramref name="context"/> declares; null where it is no model, or not the first part of one.</summary>
    public static ClassReading? Read(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        Compilation compilation = context.SemanticModel.Compilation;
        if (s_memory.TryGetValue(context.Node, out Remembered remembered) && remembered.Basis.Holds(compilation))
        {
            return remembered.Reading;
        }

        var syntax = (TypeDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(syntax, cancellationToken) is not INamedTypeSymbol type || !IsFirstPart(syntax, type))
        {
            return null;
        }

        var reading = new ClassReading(
            Attempt<ModelDeclaration>.Run(DeclarationReader.FullName(type), () => DeclarationReader.Read(type, cancellationToken)),
            FindBlocking(type, cancellationToken));
        if (ClassBasis.Find(type, compilation, cancellationToken) is { } basis)
        {
            Remember(syntax, new Remembered(basis, reading));
        }

        return reading;
    }

    private static void Remember(SyntaxNode node, Remembered remembered)
    {
        lock (s_memory)
        {
            s_memory.Remove(node);
            s_memory.Add(node, remembered);
        }
    }

    private static EquatableArray<LocatedFinding> FindBlocking(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        // A failure is that of reading the class, and is reported there.
        return Attempt<object>.Run(type.Name, () => Find()).Value is EquatableArray<LocatedFinding> findings ? findings : default;

        EquatableArray<LocatedFinding> Find()
        {
            var locations = new DeclarationLocations(type, cancellationToken);
            var errors = CompilerErrors.Of(type, cancellationToken);
            Finding[] findings = [.. RuleTable.Check(DeclarationReader.ReadSpecification(type, cancellationToken))];

            // Where the compiler ends before it hears the analyzer, everything that is wrong is said here, at once.
            bool isAnalyzerUnheard = errors.Any || findings.Any(finding => BlockingRules.Contains(finding.Rule));
            return findings
                .Where(finding => BlockingRules.Contains(finding.Rule) || (isAnalyzerUnheard && !errors.Explain(finding)))
                .Select(finding => LocatedFinding.Create(finding, locations.Find(finding.Path)))
                .ToEquatableArray();
        }
    }

    // A class of several parts may carry the attribute twice while it is being typed, and still is one model.
    private static bool IsFirstPart(SyntaxNode part, INamedTypeSymbol type) =>
        DeclarationReader.FindModelAttribute(type)?.ApplicationSyntaxReference is { } attribute
        && attribute.SyntaxTree == part.SyntaxTree
        && part.Span.Contains(attribute.Span);

    private static bool IsModelName(NameSyntax name) => NameOf(name) is AttributeName or AttributeName + "Attribute";

    private static bool IsAlias(NameSyntax name, SyntaxNode node) =>
        name is IdentifierNameSyntax { Identifier.ValueText: { } text }
        && UsingsOf(node).Any(directive => directive.Alias?.Name.Identifier.ValueText == text && directive.Name is { } target && IsModelName(target));

    private static IEnumerable<UsingDirectiveSyntax> UsingsOf(SyntaxNode node) => node.Ancestors().SelectMany(ancestor => ancestor switch
    {
        BaseNamespaceDeclarationSyntax space => space.Usings,
        CompilationUnitSyntax unit => unit.Usings,
        _ => default,
    });

    private static string NameOf(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        _ => "",
    };

    private sealed class Remembered(ReadingBasis basis, ClassReading reading)
    {
        public ReadingBasis Basis { get; } = basis;

        public ClassReading Reading { get; } = reading;
    }
}
