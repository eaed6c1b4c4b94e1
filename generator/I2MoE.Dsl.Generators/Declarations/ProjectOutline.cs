using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// What can change the meaning of a name in a file that is not edited: the types and namespaces that the other files declare, their global
/// usings, and the references. Where it is equal, an unedited file means the same (<see cref="ReadingBasis"/>). It is made for every keystroke,
/// so the outline of an unedited file is kept.
/// </summary>
internal sealed class ProjectOutline : IEquatable<ProjectOutline>
{
    private static readonly ConditionalWeakTable<Compilation, ProjectOutline> s_projects = new();
    private static readonly ConditionalWeakTable<SyntaxTree, string> s_files = new();

    private readonly string[] _files;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CompilationOptions _options;

    private ProjectOutline(Compilation compilation)
    {
        _files = [.. compilation.SyntaxTrees.Select(tree => s_files.GetValue(tree, OutlineOf))];
        _references = compilation.ExternalReferences;
        _options = compilation.Options;
    }

    /// <summary>The outline of <paramref name="compilation"/>.</summary>
    public static ProjectOutline Of(Compilation compilation) => s_projects.GetValue(compilation, static key => new ProjectOutline(key));

    /// <inheritdoc/>
    public bool Equals(ProjectOutline other) =>
        ReferenceEquals(this, other)
        || (ReferenceEquals(_options, other._options)
            && (_references == other._references || _references.SequenceEqual(other._references))
            && _files.SequenceEqual(other._files, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is ProjectOutline other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _files.Length;

    private static string OutlineOf(SyntaxTree tree)
    {
        var names = new List<string>();
        if (tree.GetRoot() is CompilationUnitSyntax root)
        {
            names.AddRange(root.Usings.Where(directive => !directive.GlobalKeyword.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.None)).Select(directive => directive.ToString()));
            Add(names, root.Members, "");
        }

        return string.Join("\n", names);
    }

    private static void Add(List<string> names, SyntaxList<MemberDeclarationSyntax> members, string scope)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    names.Add(scope + space.Name);
                    Add(names, space.Members, $"{scope}{space.Name}.");
                    break;
                case TypeDeclarationSyntax type:
                    names.Add($"{scope}{type.Identifier.ValueText}`{type.Arity}");
                    break;
                case BaseTypeDeclarationSyntax type:
                    names.Add(scope + type.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax type:
                    names.Add($"{scope}{type.Identifier.ValueText}`{type.Arity}");
                    break;
            }
        }
    }
}
