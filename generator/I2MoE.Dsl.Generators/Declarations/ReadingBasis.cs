using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>What something read from a project rests on: the project's outline and some files. While it holds, reading again gives the same.</summary>
/// <param name="outline">The outline of the project when it was read.</param>
/// <param name="files">The files that were read.</param>
internal sealed class ReadingBasis(ProjectOutline outline, IReadOnlyCollection<SyntaxTree> files)
{
    /// <summary>Whether <paramref name="compilation"/> has the same outline, and the files as they were.</summary>
    public bool Holds(Compilation compilation) => files.All(compilation.ContainsSyntaxTree) && ProjectOutline.Of(compilation).Equals(outline);

    /// <summary>The files that declare <paramref name="type"/>, the types that it is made of and lies in, and their base classes.</summary>
    public static IEnumerable<SyntaxTree> FilesOf(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            for (INamedTypeSymbol? part = current as INamedTypeSymbol; part is not null; part = part.ContainingType)
            {
                foreach (SyntaxTree file in part.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Concat(part.TypeArguments.SelectMany(FilesOf)))
                {
                    yield return file;
                }
            }
        }
    }
}
