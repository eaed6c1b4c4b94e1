using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>The changes that make a class one that can be a model.</summary>
internal static class ClassShape
{
    public static void MakePartial(ModelClass model, Finding finding, TextEdits edits)
    {
        foreach (TypeDeclarationSyntax part in Parts(model).Where(part => !part.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            edits.Insert(part, part.Keyword.SpanStart, "partial ");
        }
    }

    public static void RemoveStatic(ModelClass model, Finding finding, TextEdits edits) => RemoveModifier(model, SyntaxKind.StaticKeyword, edits);

    public static void RemoveAbstract(ModelClass model, Finding finding, TextEdits edits) => RemoveModifier(model, SyntaxKind.AbstractKeyword, edits);

    public static void MakeInternal(ModelClass model, Finding finding, TextEdits edits)
    {
        foreach ((TypeDeclarationSyntax part, SyntaxToken modifier) in Modifiers(model, SyntaxKind.FileKeyword))
        {
            edits.Replace(part, modifier.Span, "internal");
        }
    }

    public static void RemoveTypeParameters(ModelClass model, Finding finding, TextEdits edits)
    {
        foreach (TypeDeclarationSyntax part in Parts(model))
        {
            if (part.TypeParameterList is { } parameters)
            {
                edits.Replace(part, parameters.Span, "");
            }

            foreach (TypeParameterConstraintClauseSyntax clause in part.ConstraintClauses)
            {
                // With the space or line break before it, which ends the token before.
                SyntaxToken before = clause.GetFirstToken().GetPreviousToken();
                edits.Replace(part, TextSpan.FromBounds(before.Span.End, clause.Span.End), "");
            }
        }
    }

    public static void RemoveBaseClass(ModelClass model, Finding finding, TextEdits edits)
    {
        // A base class stands first in its list.
        foreach (TypeDeclarationSyntax part in Parts(model))
        {
            if (part.BaseList is not { Types: { Count: > 0 } types } list || model.Specification.Declaration.BaseClass is not { } name || !IsNamed(types[0].Type, name))
            {
                continue;
            }

            SyntaxToken before = list.GetFirstToken().GetPreviousToken();
            edits.Replace(part, types.Count == 1 ? TextSpan.FromBounds(before.Span.End, list.Span.End) : TextSpan.FromBounds(types[0].SpanStart, types[1].SpanStart), "");
        }
    }

    public static void MakeClass(ModelClass model, Finding finding, TextEdits edits)
    {
        foreach (RecordDeclarationSyntax part in Parts(model).OfType<RecordDeclarationSyntax>())
        {
            SyntaxToken last = part.ClassOrStructKeyword.IsKind(SyntaxKind.None) ? part.Keyword : part.ClassOrStructKeyword;
            edits.Replace(part, TextSpan.FromBounds(part.Keyword.SpanStart, last.Span.End), "class");
        }
    }

    /// <summary>Moves the class behind the outermost type around it, as many indentations to the left.</summary>
    public static void MoveOut(ModelClass model, Finding finding, TextEdits edits)
    {
        if (model.Locations.FindDeclaration() is not { } declaration || declaration.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() is not { } outermost)
        {
            return;
        }

        SourceText text = declaration.SyntaxTree.GetText();
        string newLine = TextEdits.NewLine(declaration);
        string indentation = TextEdits.Indentation(declaration);
        string outer = TextEdits.Indentation(outermost);
        TextLine first = text.Lines.GetLineFromPosition(declaration.FullSpan.Start);
        string moved = text.ToString(TextSpan.FromBounds(declaration.FullSpan.Start, declaration.Span.End)).TrimStart('\r', '\n');
        IEnumerable<string> lines = moved.Split([newLine], StringSplitOptions.None)
            .Select(line => indentation.Length > outer.Length && line.StartsWith(indentation, StringComparison.Ordinal) ? outer + line.Substring(indentation.Length) : line);
        string result = string.Join(newLine, lines);
        foreach (string accessibility in s_nestedAccessibilities)
        {
            int at = result.IndexOf(accessibility + " ", StringComparison.Ordinal);
            if (at >= 0 && declaration.Modifiers.Any(modifier => accessibility.Contains(modifier.Text)) && at < result.IndexOf("class ", StringComparison.Ordinal))
            {
                result = result.Remove(at, accessibility.Length).Insert(at, "internal");
                break;
            }
        }

        int end = declaration.FullSpan.End;
        edits.Replace(declaration, TextSpan.FromBounds(declaration.FullSpan.Start, end), "");
        edits.Insert(declaration, outermost.Span.End, newLine + newLine + (result.StartsWith(outer, StringComparison.Ordinal) ? "" : outer) + result.TrimEnd());
    }

    public static void MendConstructors(ModelClass model, Finding finding, TextEdits edits)
    {
        foreach (TypeDeclarationSyntax part in Parts(model))
        {
            if (part.ParameterList is { } parameters)
            {
                edits.Replace(part, parameters.Span, "");
            }

            foreach (ConstructorDeclarationSyntax constructor in part.Members.OfType<ConstructorDeclarationSyntax>().Where(constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)))
            {
                Mend(constructor, edits);
            }
        }
    }

    public static void RenameMember(ModelClass model, Finding finding, TextEdits edits)
    {
        string name = finding.Arguments[1];
        string renamed = "My" + name;
        foreach (ISymbol member in model.Type.GetMembers(name))
        {
            foreach (SyntaxNode syntax in member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Where(UserMembers.IsOfUser))
            {
                SyntaxToken identifier = syntax switch
                {
                    PropertyDeclarationSyntax property => property.Identifier,
                    MethodDeclarationSyntax method => method.Identifier,
                    EventDeclarationSyntax @event => @event.Identifier,
                    VariableDeclaratorSyntax variable => variable.Identifier,
                    BaseTypeDeclarationSyntax type => type.Identifier,
                    DelegateDeclarationSyntax type => type.Identifier,
                    _ => default,
                };
                if (!identifier.IsKind(SyntaxKind.None))
                {
                    edits.Replace(syntax, identifier.Span, renamed);
                }
            }
        }
    }

    public static void MakeProperty(ModelClass model, Finding finding, TextEdits edits)
    {
        if (model.Locations.FindOwner(finding.Path).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not PropertyDeclarationSyntax property)
        {
            return;
        }

        IEnumerable<string> modifiers = property.Modifiers
            .Where(modifier => !modifier.IsKind(SyntaxKind.StaticKeyword) && !modifier.IsKind(SyntaxKind.PartialKeyword) && !modifier.IsKind(SyntaxKind.RequiredKeyword) && !modifier.IsKind(SyntaxKind.AbstractKeyword))
            .Select(modifier => modifier.Text);
        int start = property.Modifiers.Count > 0 ? property.Modifiers[0].SpanStart : property.Type.SpanStart;
        string text = string.Join(" ", [.. modifiers, "partial", "Modality", property.Identifier.Text, "{ get; }"]);
        edits.Replace(property, TextSpan.FromBounds(start, property.Span.End), text);
    }

    private static readonly string[] s_nestedAccessibilities = ["private protected", "protected internal", "private", "protected"];

    // The generated constructor has the parameters of one that takes the seed: that one is in its way.
    private static void Mend(ConstructorDeclarationSyntax constructor, TextEdits edits)
    {
        if (constructor.ParameterList.Parameters is [{ Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.LongKeyword } }])
        {
            edits.RemoveLine(constructor);
        }
        else if (constructor.Initializer is null)
        {
            edits.Insert(constructor, constructor.ParameterList.Span.End, " : this()");
        }
        else if (constructor.Initializer.IsKind(SyntaxKind.BaseConstructorInitializer))
        {
            edits.Replace(constructor, constructor.Initializer.Span, ": this()");
        }
    }

    private static void RemoveModifier(ModelClass model, SyntaxKind kind, TextEdits edits)
    {
        foreach ((TypeDeclarationSyntax part, SyntaxToken modifier) in Modifiers(model, kind))
        {
            edits.Replace(part, TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart), "");
        }
    }

    private static IEnumerable<(TypeDeclarationSyntax Part, SyntaxToken Modifier)> Modifiers(ModelClass model, SyntaxKind kind) =>
        from part in Parts(model)
        from modifier in part.Modifiers
        where modifier.IsKind(kind)
        select (part, modifier);

    // The parts that the user wrote.
    private static IEnumerable<TypeDeclarationSyntax> Parts(ModelClass model) => model.Type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .Where(part => !UserMembers.IsGenerated(part));

    private static bool IsNamed(TypeSyntax type, string name)
    {
        string written = type.ToString();
        return written == name || written.EndsWith("." + name, StringComparison.Ordinal) || written.EndsWith(":" + name, StringComparison.Ordinal);
    }
}
