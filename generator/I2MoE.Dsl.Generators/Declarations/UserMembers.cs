using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>Finds members that the user wrote and that cannot stand beside the generated ones.</summary>
internal static class UserMembers
{
    private static readonly string[] s_ofPrivateMembers = ["s_", "Expert"];

    // The parameters of the generated methods.
    private static readonly HashSet<string> s_signatures = new(StringComparer.Ordinal)
    {
        "ComputeLosses(Batch, StepRandom)",
        "ComputeLosses(MultimodalBatch, StepRandom)",
        "CreateBaseline(Int64)",
        "CreateBaselineTrainer(TrainerOptions)",
        "CreateEncoders(ParameterInitializer)",
        "CreateFusion(ExpertInitializer)",
        "CreateTrainer(TrainerOptions)",
        "Infer(Batch)",
        "Infer(MultimodalBatch)",
        "LoadPredictor(String, PredictorOptions)",
    };

    /// <summary>The constructor that cannot stand beside the generated one, if there is any.</summary>
    public static ConstructorClash FindConstructorClash(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.IsRecord || type.TypeKind != TypeKind.Class)
        {
            return ConstructorClash.None;
        }

        ConstructorClash clash = ConstructorClash.None;
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared))
        {
            switch (Syntax(constructor, cancellationToken))
            {
                case TypeDeclarationSyntax:
                    return ConstructorClash.Primary;
                case ConstructorDeclarationSyntax syntax when IsOfUser(syntax):
                    bool hasSameParameters = constructor.Parameters is [{ Type.SpecialType: SpecialType.System_Int64, RefKind: RefKind.None }];
                    clash = hasSameParameters ? ConstructorClash.SameParameters
                        : clash == ConstructorClash.None && !syntax.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer) ? ConstructorClash.NotChained
                        : clash;
                    break;
            }
        }

        return clash;
    }

    /// <summary>The names of members, other than modalities, that a generated member has too.</summary>
    public static EquatableArray<string> FindClashes(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var modalities = new HashSet<string>(ModalityProperties.Of(type).Select(found => found.Property.Name), StringComparer.Ordinal);
        return type.GetMembers()
            .Where(member => IsClash(member) && !modalities.Contains(member.Name) && IsOfUser(Syntax(member, cancellationToken)))
            .Select(member => member.Name)
            .Distinct()
            .ToEquatableArray();
    }

    /// <summary>The names of members, other than modalities, to which private members of the generated part give way.</summary>
    public static EquatableArray<string> FindOccupiedNames(INamedTypeSymbol type, CancellationToken cancellationToken) => type.GetMembers()
        .Where(member => s_ofPrivateMembers.Any(start => member.Name.StartsWith(start, StringComparison.Ordinal)) && IsOfUser(Syntax(member, cancellationToken)))
        .Select(member => member.Name)
        .Distinct()
        .ToEquatableArray();

    private static bool IsClash(ISymbol member) =>
        ReservedNames.GeneratedMembers.Contains(member.Name)
        || ReservedNames.GeneratedFields.Contains(member.Name)
        || ReservedNames.CalledMethods.Contains(member.Name)
        || (ReservedNames.GeneratedMethods.Contains(member.Name) && (member is not IMethodSymbol method || s_signatures.Contains(Signature(method))));

    // By the names of the types, because the generated ones are not there yet when the generator asks.
    private static string Signature(IMethodSymbol method) =>
        $"{method.Name}{(method.IsGenericMethod ? "<>" : "")}({string.Join(", ", method.Parameters.Select(parameter => parameter.Type is IArrayTypeSymbol array ? array.ElementType.Name + "[]" : parameter.Type.Name))})";

    private static SyntaxNode? Syntax(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);

    /// <summary>Whether <paramref name="member"/> is not in the generated part.</summary>
    public static bool IsOfUser(SyntaxNode? member) =>
        member?.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() is { } part && !IsGenerated(part);

    /// <summary>Whether <paramref name="part"/> of a class is the generated one, which says so by an attribute.</summary>
    public static bool IsGenerated(TypeDeclarationSyntax part) =>
        part.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == WellKnownNames.GeneratedCode);
}
