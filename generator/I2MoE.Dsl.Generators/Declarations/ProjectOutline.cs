using System.Collections.Concurrent;
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

    // Projects whose files are open; a keystroke in one of them mostly leaves its outline as it was.
    private const int RecentOutlines = 16;
    private static readonly WeakReference<ProjectOutline>?[] s_recent = new WeakReference<ProjectOutline>?[RecentOutlines];
    private static int s_next;

    private readonly ConcurrentDictionary<object, object> _facts = new();
    private readonly string[] _files;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CompilationOptions _options;

    private ProjectOutline(Compilation compilation)
    {
        _files = [.. compilation.SyntaxTrees.Select(tree => s_files.GetValue(tree, OutlineOf))];
        _references = compilation.ExternalReferences;
        _options = compilation.Options;
    }

    /// <summary>The outline of <paramref name="compilation"/>: the same object as that of an earlier one where they are equal.</summary>
    public static ProjectOutline Of(Compilation compilation) => s_projects.GetValue(compilation, static key => FindRecent(new ProjectOutline(key)));

    /// <summary>What was found of a project with this outline, which must follow from the outline; it is looked for once.</summary>
    /// <param name="key">What is asked, with everything else that it depends on.</param>
    /// <param name="find">Finds it.</param>
    public T Remember<T>(object key, Func<T> find)
        where T : notnull => (T)_facts.GetOrAdd(key, _ => find());

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

    private static ProjectOutline FindRecent(ProjectOutline outline)
    {
        lock (s_recent)
        {
            foreach (WeakReference<ProjectOutline>? recent in s_recent)
            {
                if (recent is not null && recent.TryGetTarget(out ProjectOutline known) && known.Equals(outline))
                {
                    return known;
                }
            }

            s_recent[s_next++ % RecentOutlines] = new WeakReference<ProjectOutline>(outline);
            return outline;
        }
    }

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
