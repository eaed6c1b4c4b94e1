using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>The named arguments of an attribute while they are changed.</summary>
internal sealed class AttributeArguments(AttributeSyntax attribute)
{
    private AttributeArgumentListSyntax? _list = attribute.ArgumentList;

    /// <summary>Gives an argument a value, or adds it.</summary>
    public void Set(string name, string value)
    {
        AttributeArgumentListSyntax list = _list ?? SyntaxFactory.AttributeArgumentList();
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(value);
        if (Find(name) is { } argument)
        {
            _list = list.ReplaceNode(argument.Expression, expression.WithTriviaFrom(argument.Expression));
            return;
        }

        AttributeArgumentSyntax added = (AttributeArgumentSyntax)SyntaxFactory.ParseAttributeArgumentList($"({name} = {value})")!.Arguments[0];
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = list.Arguments;
        _list = list.WithArguments(arguments.Count == 0
            ? arguments.Add(added)
            : SyntaxFactory.SeparatedList<AttributeArgumentSyntax>([.. arguments.GetWithSeparators(), SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), added]));
    }

    /// <summary>Replaces an element of a list, or removes it where <paramref name="value"/> is null.</summary>
    public void SetElement(string name, int index, string? value)
    {
        if (Find(name)?.Expression is not { } expression || _list is null)
        {
            return;
        }

        SyntaxNode[] elements = expression switch
        {
            CollectionExpressionSyntax collection => [.. collection.Elements],
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
            _ => [],
        };
        if (index >= elements.Length)
        {
            return;
        }

        SyntaxNode element = elements[index];
        _list = value is null
            ? _list.RemoveNode(element, SyntaxRemoveOptions.KeepNoTrivia)
            : element is ExpressionElementSyntax { Expression: var old }
                ? _list.ReplaceNode(old, SyntaxFactory.ParseExpression(value).WithTriviaFrom(old))
                : _list.ReplaceNode(element, SyntaxFactory.ParseExpression(value).WithTriviaFrom(element));
    }

    /// <summary>Removes an argument; the parentheses go with the last.</summary>
    public void Remove(string name)
    {
        if (_list is null || Find(name) is not { } argument)
        {
            return;
        }

        if (_list.Arguments.Count == 1)
        {
            _list = null;
            return;
        }

        int index = _list.Arguments.IndexOf(argument);
        if (index == _list.Arguments.Count - 1)
        {
            RemoveLast(_list, index);
            return;
        }

        // What follows keeps its own line; on the line of the parenthesis it needs no indentation.
        bool beginsLine = index > 0 || _list.OpenParenToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        AttributeArgumentListSyntax list = _list.WithArguments(_list.Arguments.RemoveAt(index));
        _list = beginsLine ? list : list.ReplaceNode(list.Arguments[0], list.Arguments[0].WithLeadingTrivia());
    }

    /// <summary>Writes what has changed.</summary>
    public void WriteTo(TextEdits edits)
    {
        if (attribute.ArgumentList is not { } old)
        {
            edits.Insert(attribute, attribute.Span.End, _list?.ToString() ?? "");
        }
        else
        {
            edits.Replace(attribute, old.Span, _list?.ToString() ?? "");
        }
    }

    // A comment behind the comma belongs to the argument before it.
    private void RemoveLast(AttributeArgumentListSyntax list, int index)
    {
        SyntaxTriviaList behindComma = list.Arguments.GetSeparator(index - 1).TrailingTrivia;
        bool isCommented = behindComma.Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
        SyntaxTriviaList behindRemoved = list.Arguments[index].GetTrailingTrivia();
        AttributeArgumentListSyntax shorter = list.WithArguments(list.Arguments.RemoveAt(index));
        AttributeArgumentSyntax last = shorter.Arguments.Last();
        _list = shorter.ReplaceNode(last, last.WithTrailingTrivia(isCommented ? behindComma : behindRemoved));
    }

    private AttributeArgumentSyntax? Find(string name) =>
        _list?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
}
