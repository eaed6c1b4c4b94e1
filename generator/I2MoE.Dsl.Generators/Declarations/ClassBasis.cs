using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>Finds what the reading of a class rests on.</summary>
internal sealed class ClassBasis
{
    private readonly HashSet<SyntaxTree> _files = [];
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _type;
    private readonly CancellationToken _cancellationToken;

    private ClassBasis(Compilation compilation, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _type = type;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What the reading of <paramref name="type"/> rests on; null where an attribute uses something that no list of files covers, such as a constant of the project.</summary>
    public static ReadingBasis? Find(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var basis = new ClassBasis(compilation, type, cancellationToken);
        bool isCovered = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .All(basis.Covers);
        return isCovered ? new ReadingBasis(ProjectOutline.Of(compilation), [.. basis._files]) : null;
    }

    // A base class, which is an error, could bring nested types into scope.
    private bool Covers(TypeDeclarationSyntax part)
    {
        _files.Add(part.SyntaxTree);
        return part.BaseList is null
            && part.Members.Select(member => member.AttributeLists)
                .Append(part.AttributeLists)
                .SelectMany(lists => lists)
                .SelectMany(list => list.Attributes)
                .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? default)
                .All(argument => Covers(argument.Expression));
    }

    private bool Covers(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax => true,
        PrefixUnaryExpressionSyntax prefix => Covers(prefix.Operand),
        CollectionExpressionSyntax collection => collection.Elements.All(element => element is ExpressionElementSyntax item && Covers(item.Expression)),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.All(Covers),
        ArrayCreationExpressionSyntax { Type.ElementType: PredefinedTypeSyntax, Initializer: { } initializer } => initializer.Expressions.All(Covers),
        InvocationExpressionSyntax invocation => IsNameOfMember(invocation),
        TypeOfExpressionSyntax { Type: { } named } => CoversType(named),
        MemberAccessExpressionSyntax => IsReferencedConstant(expression),
        _ => false,
    };

    private bool CoversType(TypeSyntax named)
    {
        if (Model(named).GetSymbolInfo(named, _cancellationToken).Symbol is not INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
        {
            return false;
        }

        _files.UnionWith(ReadingBasis.FilesOf(type));
        return true;
    }

    private bool IsNameOfMember(InvocationExpressionSyntax invocation) =>
        invocation.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" }
        && invocation.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax name }]
        && _type.GetMembers(name.Identifier.ValueText).Any(member => member is IPropertySymbol);

    // A member of an enumeration of the runtime, or a constant such as double.NaN.
    private bool IsReferencedConstant(ExpressionSyntax expression) =>
        Model(expression).GetSymbolInfo(expression, _cancellationToken).Symbol is IFieldSymbol { IsConst: true } constant
        && !SymbolEqualityComparer.Default.Equals(constant.ContainingAssembly, _compilation.Assembly);

    private SemanticModel Model(SyntaxNode node) => _compilation.GetSemanticModel(node.SyntaxTree);
}
